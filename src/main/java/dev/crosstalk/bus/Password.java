package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.text.Normalizer;
import java.util.Objects;

/**
 * A password as somebody typed it, composed (NFC), so that every keyboard gives the same one. Never shown: a record that has
 * one can be printed. On the wire it is its text.
 */
public final class Password {
    /** The most code points that one may have. */
    public static final int MAX_LENGTH = 256;

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /** @throws Failure {@link FailureCode#PASSWORD_INVALID} if no account can have that password */
    @JsonCreator
    public static Password of(String text) {
        Text.requireWellFormed("password", text);
        // The length before composing bounds the work of composing.
        if (text.length() > 8 * MAX_LENGTH) {
            throw FailureCode.PASSWORD_INVALID.failure();
        }
        Password password = new Password(Normalizer.normalize(text, Normalizer.Form.NFC));
        if (password.length() > MAX_LENGTH) {
            throw FailureCode.PASSWORD_INVALID.failure();
        }
        return password;
    }

    /** For the one place that hashes it. */
    @JsonValue
    public String reveal() {
        return text;
    }

    /** In code points. */
    public int length() {
        return text.codePointCount(0, text.length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Password password && password.text.equals(text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text);
    }

    @Override
    public String toString() {
        return "***";
    }
}
