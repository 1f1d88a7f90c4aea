package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import java.util.List;

/**
 * Commands about one message that is stored. Repeating one is harmless, therefore none carries a {@code clientId}: what is so
 * already changes nothing and takes no revision.
 */
public sealed interface StoredMessageCommand<R> extends Command<R> {

    long seq();

    /** A message as the asker sees it now. */
    @Terms(
            who = "members",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER})
    record Get(ConversationId conversation, long seq) implements StoredMessageCommand<Found> {
        public Get {
            Require.message(conversation, seq);
        }
    }

    /** A message as the asker sees it. */
    record Found(MessageEvent message) {}

    /**
     * Gives an own message another text.
     *
     * @param mentions members whom it mentions from now on; null for the same as before
     * @param everyone whether it mentions everyone from now on; null for the same as before
     */
    @Terms(
            who = "who wrote it and whom the permission `post` names",
            fails = {
                FailureCode.NOT_FOUND,
                FailureCode.NOT_A_MEMBER,
                FailureCode.TEXT_EMPTY,
                FailureCode.TEXT_TOO_LONG,
                FailureCode.FORBIDDEN,
                FailureCode.READ_ONLY,
                FailureCode.TOO_LATE,
                FailureCode.MESSAGE_DELETED
            })
    record Edit(ConversationId conversation, long seq, String text, List<AccountId> mentions, Boolean everyone)
            implements StoredMessageCommand<Found> {
        public Edit {
            Require.message(conversation, seq);
            Text.requireMessage(text);
            mentions = mentions == null ? null : Require.mentions(mentions);
        }

        /** One that mentions whom it mentioned before. */
        public Edit(ConversationId conversation, long seq, String text) {
            this(conversation, seq, text, null, null);
        }
    }

    /**
     * Deletes a message: for everyone, which leaves a tombstone, an own one or as a moderator any; or hides any from the asker
     * alone.
     */
    @Terms(
            who = "who wrote it, moderators and owners; for oneself every member",
            fails = {
                FailureCode.NOT_FOUND,
                FailureCode.NOT_A_MEMBER,
                FailureCode.FORBIDDEN,
                FailureCode.READ_ONLY,
                FailureCode.TOO_LATE
            })
    record Delete(
            ConversationId conversation,
            long seq,
            @JsonProperty("for") Audience audience) implements StoredMessageCommand<Done> {
        public Delete {
            Require.message(conversation, seq);
            audience = audience == null ? Audience.EVERYONE : audience;
        }

        /** One for everyone. */
        public Delete(ConversationId conversation, long seq) {
            this(conversation, seq, Audience.EVERYONE);
        }
    }

    /** For whom a message is deleted. */
    enum Audience {
        @JsonProperty("everyone")
        EVERYONE,
        @JsonProperty("me")
        ME
    }

    /**
     * The texts that a message had before it was edited; for who wrote it, and for moderators.
     *
     * @param after the {@code next} of the page before
     */
    @Terms(
            who = "who wrote it, moderators and owners",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER, FailureCode.FORBIDDEN, FailureCode.MESSAGE_DELETED
            })
    record ListEdits(ConversationId conversation, long seq, Long after, Integer limit)
            implements StoredMessageCommand<Edits> {
        public ListEdits {
            Require.message(conversation, seq);
            Require.notNegative("after", after);
            limit = Require.limit(limit, 50, 200);
        }
    }

    /**
     * @param edits the oldest first; none at the end
     * @param next what to give as {@code after} to go on, or null at the end
     */
    record Edits(List<EarlierText> edits, Long next) {}

    /** @param time since when the message had this text */
    record EarlierText(long number, String text, long time) {}

    /**
     * Reacts to a message, or takes it back.
     *
     * @param kind an emoji, or the {@code :name:} of an application's own
     * @param on whether the asker wants to have it; null for true
     */
    @Terms(
            who = "members who do not only read",
            fails = {
                FailureCode.NOT_FOUND,
                FailureCode.NOT_A_MEMBER,
                FailureCode.READ_ONLY,
                FailureCode.FORBIDDEN,
                FailureCode.MESSAGE_DELETED,
                FailureCode.TOO_MANY_REACTIONS
            })
    record React(ConversationId conversation, long seq, String kind, Boolean on)
            implements StoredMessageCommand<Reacted> {
        public React {
            Require.message(conversation, seq);
            ReactionKind.require(kind);
            on = on == null ? Boolean.TRUE : on;
        }
    }

    /** The message's reactions after it. */
    record Reacted(List<ReactionCount> reactions) {}

    /**
     * Who has reacted to a message, in order of time.
     *
     * @param kind null for all kinds
     * @param after the {@code next} of the page before
     */
    @Terms(
            who = "members",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER, FailureCode.MESSAGE_DELETED})
    record ListReactions(ConversationId conversation, long seq, String kind, Long after, Integer limit)
            implements StoredMessageCommand<Reactors> {
        public ListReactions {
            Require.message(conversation, seq);
            if (kind != null) {
                ReactionKind.require(kind);
            }
            Require.notNegative("after", after);
            limit = Require.limit(limit, 100, 500);
        }
    }

    /** @param next what to give as {@code after} to go on, or null at the end */
    record Reactors(List<Reactor> reactors, Long next) {}

    record Reactor(AccountView account, String kind, long time) {}

    /** Puts a message among those that the conversation wants to have at hand. */
    @Terms(
            who = "whom the permission `pin` names",
            fails = {
                FailureCode.NOT_FOUND,
                FailureCode.NOT_A_MEMBER,
                FailureCode.READ_ONLY,
                FailureCode.FORBIDDEN,
                FailureCode.MESSAGE_DELETED,
                FailureCode.TOO_MANY_PINS
            })
    record Pin(ConversationId conversation, long seq) implements StoredMessageCommand<Done> {
        public Pin {
            Require.message(conversation, seq);
        }
    }

    /** Takes a message away from those that the conversation wants to have at hand. */
    @Terms(
            who = "whom the permission `pin` names",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER, FailureCode.READ_ONLY, FailureCode.FORBIDDEN})
    record Unpin(ConversationId conversation, long seq) implements StoredMessageCommand<Done> {
        public Unpin {
            Require.message(conversation, seq);
        }
    }
}
