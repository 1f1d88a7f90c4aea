package dev.crosstalk.account;

import dev.crosstalk.account.PasswordStore.Credential;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Password;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says whether a password is right, as often as somebody may ask. One for a node, as it counts the failures. */
public final class PasswordCheck {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordCheck.class);

    private final PasswordStore store;
    private final PasswordHashing hashing;
    private final PasswordAttempts attempts;

    public PasswordCheck(PasswordStore store, PasswordHashing hashing, LongSupplier nanoTime) {
        this.store = store;
        this.hashing = hashing;
        this.attempts = new PasswordAttempts(nanoTime);
    }

    /**
     * Requires the right password.
     *
     * @param from where the guess comes from, or null if that says nothing
     * @param subject whose password is guessed
     * @param hash the stored one; empty if there is none, which takes as long to refuse
     * @return fails with {@link FailureCode#WRONG_PASSWORD}, {@link FailureCode#TOO_MANY_REQUESTS} or {@link
     *     FailureCode#OVERLOADED}
     */
    Future<Void> require(String from, String subject, Password password, Optional<String> hash) {
        PasswordAttempts.Attempt attempt;
        try {
            attempt = attempts.begin(from, subject);
        } catch (Failure tooMany) {
            return Future.failedFuture(tooMany);
        }
        return hashing.matches(password, hash.orElse(null))
                .onFailure(error -> attempt.undone())
                .compose(matches -> {
                    if (!matches) {
                        return Future.failedFuture(FailureCode.WRONG_PASSWORD.failure());
                    }
                    attempt.succeeded();
                    return Future.succeededFuture();
                });
    }

    /** Stores the hash anew if it was made by other settings. Never fails: the next sign-in tries it again. */
    Future<Void> renew(Credential credential, Password password) {
        if (!hashing.isOutdated(credential.hash())) {
            return Future.succeededFuture();
        }
        return hashing.hash(password)
                .compose(hash -> store.rehash(credential, hash))
                .otherwise(error -> {
                    LOG.debug("The hash of a password was not renewed: {}", error.toString());
                    return null;
                });
    }
}
