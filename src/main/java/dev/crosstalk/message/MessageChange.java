package dev.crosstalk.message;

/** A durable change of a message, as a rule decides it under the conversation's lock. */
public sealed interface MessageChange {

    /** It is already as it was wanted. */
    record Nothing() implements MessageChange {}

    /** @param after the message with its new text */
    record Reworded(StoredMessage after) implements MessageChange {}

    /** @param after the tombstone */
    record Erased(StoredMessage after) implements MessageChange {}

    /**
     * @param on whether the actor has it from now on
     * @param count how many have it then
     * @param firstRev the revision at which the kind came into use
     */
    record Reacted(String kind, boolean on, int count, long firstRev) implements MessageChange {}

    record Pinned() implements MessageChange {}

    record Unpinned() implements MessageChange {}

    /** The actor alone sees it no more. */
    record Hidden() implements MessageChange {}
}
