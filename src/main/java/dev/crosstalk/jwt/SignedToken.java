package dev.crosstalk.jwt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A JSON Web Token in its compact writing (RFC 7519) as it came: nothing of it is true until a key has verified it. Whatever is wrong with
 * one is the same failure, {@link FailureCode#TOKEN_REFUSED}.
 */
public final class SignedToken {
    /** How far the clocks of two machines may differ. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private static final int LONGEST_SUBJECT = 255;

    private final byte[] signed;
    private final byte[] signature;
    private final JsonNode header;
    private final JsonNode claims;

    private SignedToken(byte[] signed, byte[] signature, JsonNode header, JsonNode claims) {
        this.signed = signed;
        this.signature = signature;
        this.header = header;
        this.claims = claims;
    }

    /** @throws Failure {@link FailureCode#TOKEN_REFUSED} */
    public static SignedToken parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw refused();
        }
        try {
            JsonNode header = object(parts[0]);
            // An extension that must be understood, and is not (RFC 7515, 4.1.11).
            if (header.has("crit")) {
                throw refused();
            }
            return new SignedToken(
                    (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                    Base64.getUrlDecoder().decode(parts[2]),
                    header,
                    object(parts[1]));
        } catch (IllegalArgumentException | Failure e) {
            throw refused();
        }
    }

    private static JsonNode object(String part) {
        JsonNode node = Json.parse(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        if (!node.isObject()) {
            throw refused();
        }
        return node;
    }

    public static Failure refused() {
        return FailureCode.TOKEN_REFUSED.failure();
    }

    /** The algorithm that it names; empty for all that are not known, {@code none} among them. */
    public Optional<VerificationKey.Algorithm> algorithm() {
        return Arrays.stream(VerificationKey.Algorithm.values())
                .filter(known -> known.text().equals(header.path("alg").textValue()))
                .findFirst();
    }

    /** The key that it names, or null. */
    public String keyId() {
        return header.path("kid").textValue();
    }

    /** Whether the key has signed it, by the algorithm that is the key's. */
    public boolean isSignedBy(VerificationKey key) {
        return algorithm().filter(key.algorithm()::equals).isPresent() && key.verifies(signed, signature);
    }

    /** Whom a verified token speaks of. @param name null if it does not say */
    public record Subject(String id, String name) {}

    /**
     * What a token says that was verified.
     *
     * @param audience whom it must be for
     * @param issuer who must have made it; null for anybody
     * @param nowMs epoch milliseconds
     * @throws Failure {@link FailureCode#TOKEN_REFUSED} if it is for others, of others, too old or not valid yet
     */
    public Subject subject(String audience, String issuer, long nowMs) {
        double now = nowMs / 1000.0;
        boolean timely = time("exp", true) > now - SKEW.toSeconds()
                && time("nbf", false) <= now + SKEW.toSeconds()
                && time("iat", false) <= now + SKEW.toSeconds();
        boolean issued = issuer == null || issuer.equals(claims.path("iss").textValue());
        String id = claims.path("sub").textValue();
        if (!timely || !issued || !isFor(audience) || id == null || id.isEmpty() || id.length() > LONGEST_SUBJECT) {
            throw refused();
        }
        requireWellFormed(id);
        return new Subject(id, claims.path("name").textValue());
    }

    private static void requireWellFormed(String id) {
        try {
            Text.requireWellFormed("sub", id);
        } catch (Failure e) {
            throw refused();
        }
    }

    private double time(String claim, boolean required) {
        JsonNode value = claims.path(claim);
        if (value.isMissingNode() && !required) {
            return 0;
        }
        if (!value.isNumber()) {
            throw refused();
        }
        return value.asDouble();
    }

    private boolean isFor(String audience) {
        JsonNode said = claims.path("aud");
        if (said.isArray()) {
            for (JsonNode one : said) {
                if (audience.equals(one.textValue())) {
                    return true;
                }
            }
            return false;
        }
        return audience.equals(said.textValue());
    }

    @Override
    public String toString() {
        return "SignedToken[]";
    }
}
