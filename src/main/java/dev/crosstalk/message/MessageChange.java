package dev.crosstalk.message;

/** A durable change of a message, as a rule decides it under the conversation's lock. */
public sealed interface MessageChange {

    /** It is already as it was wanted. */
    record Nothing() implements MessageChange {}

    /** @param after the message with its new text */
    record Reworded(StoredMessage after) implements MessageChange {}

    /** @param after the tombstone */
    record Erased(StoredMessage after) implements MessageChange {}
}
