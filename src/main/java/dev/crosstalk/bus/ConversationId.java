package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies a conversation over all applications. A positive 64-bit number; a decimal string in JSON. */
public record ConversationId(long value) implements Comparable<ConversationId> {
    public ConversationId {
        Ids.requirePositive(value);
    }

    @JsonCreator
    public static ConversationId parse(String text) {
        return new ConversationId(Ids.parse(text));
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
    public int compareTo(ConversationId other) {
        return Long.compare(value, other.value);
    }
}
