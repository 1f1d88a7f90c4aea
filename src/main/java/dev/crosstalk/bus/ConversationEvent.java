package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;

/**
 * A durable change of a conversation, which took its next {@code rev}: 1, 2, 3…
 *
 * <p>Each says how the row that it is about is now, so that it can be applied without those before it. A row keeps the {@code rev}
 * of its last change only: a list of what changed has gaps where rows have changed again.
 */
public sealed interface ConversationEvent extends Event {

    ConversationId conversation();

    long rev();

    /** The conversation was opened; always {@code rev} 1. */
    record Created(ConversationId conversation, long rev, AccountId actor, String title, long time)
            implements ConversationEvent {}

    /** A message as it is now; it is identified by its {@code seq}. */
    sealed interface MessageEvent extends ConversationEvent {
        MessageId id();

        long seq();

        AccountId sender();

        UUID clientId();

        /** When it was posted. */
        long time();
    }

    /**
     * A message that was not edited.
     *
     * @param time epoch milliseconds of the database, never decreasing in a conversation
     * @param replyTo the message that it answers, or null
     * @param mentions members whom it mentions, or null
     * @param everyone true if it mentions everyone, else null
     * @param reactions as the asker sees them; null in what is published to everyone, and if there are none
     */
    record Message(
            ConversationId conversation,
            long rev,
            MessageId id,
            long seq,
            AccountId sender,
            UUID clientId,
            String text,
            long time,
            Quote replyTo,
            List<AccountId> mentions,
            Boolean everyone,
            List<ReactionCount> reactions)
            implements MessageEvent {

        /** A message with nothing but a text. */
        public Message(
                ConversationId conversation,
                long rev,
                MessageId id,
                long seq,
                AccountId sender,
                UUID clientId,
                String text,
                long time) {
            this(conversation, rev, id, seq, sender, clientId, text, time, null, null, null, null);
        }
    }

    /**
     * A message that was edited, with its present text; the other fields as those of {@link Message}.
     *
     * @param text null in what is published to everyone of a message that some joined after; who may see it asks for it
     * @param editedAt when it was edited for the last time
     */
    record Edited(
            ConversationId conversation,
            long rev,
            MessageId id,
            long seq,
            AccountId sender,
            UUID clientId,
            String text,
            long time,
            long editedAt,
            Quote replyTo,
            List<AccountId> mentions,
            Boolean everyone,
            List<ReactionCount> reactions)
            implements MessageEvent {}

    /**
     * What is left of a message that was deleted; its reactions and its pin are gone.
     *
     * @param actor who deleted it
     */
    record Deleted(
            ConversationId conversation,
            long rev,
            MessageId id,
            long seq,
            AccountId sender,
            UUID clientId,
            long time,
            AccountId actor,
            long deletedAt)
            implements MessageEvent {}

    /**
     * What somebody thinks of a message with one kind of reaction.
     *
     * @param on whether the account has it now
     * @param count how many have this kind on the message after it
     * @param firstRev the revision at which the kind came into use on the message; kinds are shown in its order
     */
    record Reaction(
            ConversationId conversation,
            long rev,
            long seq,
            AccountId account,
            String kind,
            boolean on,
            int count,
            long firstRev,
            long time)
            implements ConversationEvent {}

    /**
     * A message is pinned from now on.
     *
     * @param afterSeq the last message before it
     * @param seq the message that is pinned
     */
    record Pinned(ConversationId conversation, long rev, long afterSeq, AccountId actor, long seq, long time)
            implements ConversationEvent {}

    /** A message is pinned no more; its fields are as those of {@link Pinned}. */
    record Unpinned(ConversationId conversation, long rev, long afterSeq, AccountId actor, long seq, long time)
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

    /**
     * The settings of the conversation, as they are now.
     *
     * @param settings all of them, as they are after it
     */
    record Configured(
            ConversationId conversation,
            long rev,
            long afterSeq,
            AccountId actor,
            ConversationSettings settings,
            long time)
            implements ConversationEvent {}

    /** The conversation has another title. */
    record Renamed(ConversationId conversation, long rev, long afterSeq, AccountId actor, String title, long time)
            implements ConversationEvent {}

    /**
     * The conversation keeps its messages for another time.
     *
     * @param days after how many days messages are removed from now on; null for as long as the application keeps them
     */
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

    /** The conversation was removed with all that belongs to it: the last event that it has. */
    record Gone(ConversationId conversation, long rev, long time) implements ConversationEvent {}
}
