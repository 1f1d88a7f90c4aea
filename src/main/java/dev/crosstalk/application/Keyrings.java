package dev.crosstalk.application;

import dev.crosstalk.application.KeyStore.Keyring;
import dev.crosstalk.application.KeyStore.StoredKey;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.jwt.KeyFetch;
import dev.crosstalk.jwt.PublishedKeys;
import dev.crosstalk.jwt.SignedToken;
import dev.crosstalk.jwt.VerificationKey;
import dev.crosstalk.jwt.VerificationKey.Algorithm;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Verifies tokens by the keys of an application: of those that the token may mean, one must have signed it. */
public final class Keyrings {
    /** In place of an algorithm: a URL where there are keys. */
    static final String JWKS = "JWKS";

    private final PublishedKeys published;
    private final ApplicationSettings settings;

    public Keyrings(PublishedKeys published, ApplicationSettings settings) {
        this.published = published;
        this.settings = settings;
    }

    /** @throws dev.crosstalk.bus.Failure {@link FailureCode#BAD_REQUEST} if nothing could be verified by it */
    void requireUsable(String algorithm, String material) {
        if (!algorithm.equals(JWKS)) {
            key(algorithm, material);
            return;
        }
        if (settings.keyUrls().equals(ApplicationSettings.NONE)) {
            throw FailureCode.BAD_REQUEST.because("URLs of keys are not used here: applications.keyUrls is none");
        }
        KeyFetch.requireUrl(material, settings.keyUrls().equals(ApplicationSettings.ANY));
    }

    private static VerificationKey key(String algorithm, String material) {
        Algorithm known = Arrays.stream(Algorithm.values())
                .filter(one -> one.text().equals(algorithm))
                .findFirst()
                .orElseThrow(() -> FailureCode.BAD_REQUEST.because("algorithm is not HS256, RS256, EdDSA or JWKS"));
        return known == Algorithm.HS256 ? VerificationKey.secret(material) : VerificationKey.publicKey(known, material);
    }

    /** @return whom the token speaks of; fails with {@link FailureCode#TOKEN_REFUSED} */
    Future<SignedToken.Subject> verified(Keyring keyring, SignedToken token, String audience, long nowMs) {
        Optional<StoredKey> signer = keyring.keys().stream()
                .filter(key -> !key.algorithm().equals(JWKS))
                .filter(key -> token.keyId() == null || token.keyId().equals(key.name()))
                .filter(key -> token.isSignedBy(key(key.algorithm(), key.material())))
                .filter(key -> isSaid(token, audience, key, nowMs))
                .findFirst();
        if (signer.isPresent()) {
            return Future.succeededFuture(token.subject(audience, signer.get().issuer(), nowMs));
        }
        boolean publishable =
                token.algorithm().filter(one -> one != Algorithm.HS256).isPresent();
        List<StoredKey> urls = keyring.keys().stream()
                .filter(key -> publishable && key.algorithm().equals(JWKS))
                .toList();
        return byPublished(urls.iterator(), token, audience, nowMs);
    }

    /** Several keys may have made the signature possible, each with another issuer. */
    private static boolean isSaid(SignedToken token, String audience, StoredKey key, long nowMs) {
        try {
            return token.subject(audience, key.issuer(), nowMs) != null;
        } catch (dev.crosstalk.bus.Failure refused) {
            return false;
        }
    }

    private Future<SignedToken.Subject> byPublished(
            Iterator<StoredKey> urls, SignedToken token, String audience, long nowMs) {
        if (!urls.hasNext() || settings.keyUrls().equals(ApplicationSettings.NONE)) {
            return Future.failedFuture(SignedToken.refused());
        }
        StoredKey set = urls.next();
        return published
                .candidates(set.material(), token)
                .compose(keys -> keys.stream().anyMatch(token::isSignedBy) && isSaid(token, audience, set, nowMs)
                        ? Future.succeededFuture(token.subject(audience, set.issuer(), nowMs))
                        : byPublished(urls, token, audience, nowMs));
    }
}
