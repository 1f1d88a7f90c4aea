package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies a message over all conversations, sortable by time. A positive 64-bit number; a decimal string in JSON. */
public record MessageId(long value) implements Comparable<MessageId> {
    public MessageId {
        Ids.requirePositive(value);
    }

    @JsonCreator
    public static MessageId parse(String text) {
        return new MessageId(Ids.parse(text));
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
    public int compareTo(MessageId other) {
        return Long.compare(value, other.value);
    }
}
