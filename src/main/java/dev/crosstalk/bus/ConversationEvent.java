package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.UUID;

/** A durable change of a conversation. The {@code rev}s of a conversation's events are 1, 2, 3… without gap. */
public sealed interface ConversationEvent extends Event {

    ConversationId conversation();

    long rev();

    /** The conversation was opened; always {@code rev} 1. */
    record Created(ConversationId conversation, long rev, AccountId actor, String title, long time)
            implements ConversationEvent {}

    /** @param time epoch milliseconds of the database, never decreasing in a conversation */
    record Message(
            ConversationId conversation,
            long rev,
            MessageId id,
            long seq,
            AccountId sender,
            UUID clientId,
            String text,
            long time)
            implements ConversationEvent {}

    /**
     * Somebody became a member or ceased to be one, or is kept out.
     *
     * @param afterSeq the last message before it
     * @param actor who did it
     * @param account whom it is about
     */
    record Member(
            ConversationId conversation,
            long rev,
            long afterSeq,
            Change change,
            AccountId actor,
            AccountId account,
            long time)
            implements ConversationEvent {}

    /** How a membership changed. */
    enum Change {
        @JsonProperty("joined")
        JOINED,
        @JsonProperty("left")
        LEFT,
        @JsonProperty("added")
        ADDED,
        @JsonProperty("removed")
        REMOVED,
        /** May not come back; who was a member was removed by the revision before. */
        @JsonProperty("banned")
        BANNED,
        @JsonProperty("unbanned")
        UNBANNED;

        /** As stored and on the wire. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** Whether the account is a member after it. */
        public boolean member() {
            return this == JOINED || this == ADDED;
        }

        public static Change of(String text) {
            return valueOf(text.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /** Somebody has another role; also by inheriting what the last owner left. */
    record RoleChanged(
            ConversationId conversation,
            long rev,
            long afterSeq,
            AccountId actor,
            AccountId account,
            Role role,
            long time)
            implements ConversationEvent {}

    /** @param settings all of them, as they are after it */
    record Configured(
            ConversationId conversation,
            long rev,
            long afterSeq,
            AccountId actor,
            ConversationSettings settings,
            long time)
            implements ConversationEvent {}

    record Renamed(ConversationId conversation, long rev, long afterSeq, AccountId actor, String title, long time)
            implements ConversationEvent {}

    /** @param days after how many days messages are removed from now on; null for as long as the installation keeps them */
    record Retention(ConversationId conversation, long rev, long afterSeq, AccountId actor, Integer days, long time)
            implements ConversationEvent {}

    /**
     * The beginning of the conversation was removed for good; only the last one of these is kept.
     *
     * @param firstSeq messages below it are gone, with all that belongs to them
     * @param before what is not a message and has a time below this one is gone
     */
    record Trimmed(ConversationId conversation, long rev, long firstSeq, long before, long time)
            implements ConversationEvent {}
}
