package dev.crosstalk.account;

import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Password;

/** Which passwords may be chosen: long enough, and not the name. What they are made of is everyone's own business. */
final class PasswordRules {
    static final int MIN_LENGTH = 8;

    private PasswordRules() {}

    /** @throws dev.crosstalk.bus.Failure {@link FailureCode#PASSWORD_INVALID} */
    static void requireFit(Password password, String nameKey) {
        if (password.length() < MIN_LENGTH || Name.key(password.reveal()).equals(nameKey)) {
            throw FailureCode.PASSWORD_INVALID.failure();
        }
    }
}
