package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies an invite; it is no secret, and lets nobody in. A positive 64-bit number; a decimal string in JSON. */
public record InviteId(long value) implements Comparable<InviteId> {
    public InviteId {
        Ids.requirePositive(value);
    }

    @JsonCreator
    public static InviteId parse(String text) {
        return new InviteId(Ids.parse(text));
    }

    @JsonValue
    @Override
    public String toString() {
        return Long.toString(value);
    }

    @Override
    public int compareTo(InviteId other) {
        return Long.compare(value, other.value);
    }
}
