package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies an account. A positive 64-bit number; a decimal string in JSON. */
public record AccountId(long value) implements Comparable<AccountId> {
    public AccountId {
        Ids.requirePositive(value);
    }

    @JsonCreator
    public static AccountId parse(String text) {
        return new AccountId(Ids.parse(text));
    }

    @JsonValue
    @Override
    public String toString() {
        return Long.toString(value);
    }

    @Override
    public int hashCode() {
        return Ids.hash(value);
    }

    @Override
    public int compareTo(AccountId other) {
        return Long.compare(value, other.value);
    }
}
