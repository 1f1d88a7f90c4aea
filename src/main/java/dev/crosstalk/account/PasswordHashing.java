package dev.crosstalk.account;

import dev.crosstalk.bus.Password;
import io.vertx.core.Future;

/** Slow hashing of passwords, away from event loops. */
public interface PasswordHashing {

    /**
     * The hash to be stored.
     *
     * @return fails with {@link dev.crosstalk.bus.FailureCode#PASSWORD_COMMON}, or {@link
     *     dev.crosstalk.bus.FailureCode#OVERLOADED} if too many wait
     */
    Future<String> hash(Password password);

    /**
     * Whether it is the password of that hash. Takes as long without a hash, and then is false: nobody can tell the two apart.
     *
     * @param hash the stored one, or null if there is none
     * @return fails with {@link dev.crosstalk.bus.FailureCode#OVERLOADED} if too many wait
     */
    Future<Boolean> matches(Password password, String hash);

    /** Whether the hash was made by other settings than hashes are made by now. */
    boolean isOutdated(String hash);
}
