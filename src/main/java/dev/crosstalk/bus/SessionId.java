package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies a signed-in device of an account. A positive 64-bit number; a decimal string in JSON. */
public record SessionId(long value) implements Comparable<SessionId> {
    public SessionId {
        Ids.requirePositive(value);
    }

    @JsonCreator
    public static SessionId parse(String text) {
        return new SessionId(Ids.parse(text));
    }

    @JsonValue
    @Override
    public String toString() {
        return Long.toString(value);
    }

    @Override
    public int compareTo(SessionId other) {
        return Long.compare(value, other.value);
    }
}
