package dev.crosstalk.bus;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Commands about messages. */
public sealed interface MessageCommand<R> extends Command<R> {

    /**
     * Posts a message. Answered when it is stored. The same sender's repetition with the same {@code clientId} gets the
     * stored answer again and stores nothing.
     *
     * @param replyTo the {@code seq} of the message that it answers, or null
     * @param mentions members whom it mentions; who is not a member now is left out
     * @param everyone whether it mentions everyone; null for false
     */
    @Terms(
            who = "whom the permission `post` names",
            fails = {
                FailureCode.NOT_FOUND,
                FailureCode.NOT_A_MEMBER,
                FailureCode.TEXT_EMPTY,
                FailureCode.TEXT_TOO_LONG,
                FailureCode.CLIENT_ID_REUSED,
                FailureCode.READ_ONLY,
                FailureCode.SLOW_MODE,
                FailureCode.FORBIDDEN,
                FailureCode.MESSAGE_DELETED,
                FailureCode.DAILY_LIMIT
            })
    record Post(
            ConversationId conversation,
            String text,
            UUID clientId,
            Long replyTo,
            List<AccountId> mentions,
            Boolean everyone)
            implements MessageCommand<Posted> {
        public Post {
            Require.present("conversation", conversation);
            Text.requireMessage(text);
            Require.present("clientId", clientId);
            if (replyTo != null) {
                Require.message(conversation, replyTo);
            }
            mentions = mentions == null ? null : Require.mentions(mentions);
        }

        /** A message with nothing but a text. */
        public Post(ConversationId conversation, String text, UUID clientId) {
            this(conversation, text, clientId, null, null, null);
        }

        public boolean mentionsEveryone() {
            return everyone != null && everyone;
        }
    }

    /** @param duplicate whether this message had been stored by an earlier request */
    record Posted(MessageId id, ConversationId conversation, long seq, long rev, long time, boolean duplicate) {}

    /**
     * A page of history: messages with {@code seq} below {@code before}, or above {@code after}, or the latest ones.
     */
    @Terms(
            who = "members",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER})
    record History(ConversationId conversation, Long before, Long after, Integer limit)
            implements MessageCommand<HistoryPage> {
        public History {
            Require.present("conversation", conversation);
            Require.notNegative("before", before);
            Require.notNegative("after", after);
            if (before != null && after != null) {
                throw FailureCode.BAD_REQUEST.because("give before or after, not both");
            }
            limit = Require.limit(limit, 50, 500);
        }
    }

    /**
     * @param messages in ascending order of seq, each as the event of its last change
     * @param entries what happened between them and is no message, in ascending order of rev; of very many the latest
     * @param rev the conversation's revision, read before the messages
     * @param firstSeq the lowest seq that the asker may see
     * @param lastSeq the conversation's last seq
     */
    record HistoryPage(
            List<ConversationEvent.MessageEvent> messages,
            List<ConversationEvent> entries,
            long rev,
            long firstSeq,
            long lastSeq) {
        public HistoryPage {
            messages = messages.stream().filter(Objects::nonNull).toList();
            entries = entries.stream().filter(Objects::nonNull).toList();
        }
    }

    /**
     * What changed after a revision: whole, or refused.
     *
     * @param upTo the {@code upTo} of the first page, for the pages after it; null for the first
     */
    @Terms(
            who = "members",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER})
    record ListChanges(ConversationId conversation, Long since, Long upTo, Integer limit)
            implements MessageCommand<Changes> {
        public ListChanges {
            Require.present("conversation", conversation);
            Require.present("since", since);
            Require.notNegative("since", since);
            Require.notNegative("upTo", upTo);
            limit = Require.limit(limit, 500, 1000);
        }
    }

    /**
     * What has changed after a revision, each row once and as it is now: the revisions have gaps where a row has changed again.
     *
     * <p>Events of a type that the reader does not know are left out; {@code next} and {@code upTo} count them.
     *
     * @param complete false: too old or too much; load the conversation anew
     * @param upTo the revision that the asker has after the last page
     * @param changes in ascending order of rev
     * @param more whether there is another page: ask again with {@code since} = {@code next} and this {@code upTo}
     * @param next the revision that the asker has after this page
     */
    record Changes(boolean complete, long upTo, List<ConversationEvent> changes, boolean more, long next) {
        public Changes {
            changes = changes.stream().filter(Objects::nonNull).toList();
        }
    }

    /** What changed after a revision, for everyone; a hub asks it to fill a hole. Internal. */
    record FillHole(ConversationId conversation, long since, long upTo) implements MessageCommand<Changes> {
        public FillHole {
            Require.present("conversation", conversation);
        }
    }

    /**
     * The messages that a conversation wants to have at hand: of long ones as many as are not too much for one answer.
     *
     * @param after the {@code next} of the page before
     */
    @Terms(
            who = "members",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER})
    record ListPins(ConversationId conversation, Long after) implements MessageCommand<Pins> {
        public ListPins {
            Require.present("conversation", conversation);
            Require.notNegative("after", after);
        }
    }

    /**
     * @param pins the one that was pinned last first
     * @param next what to give as {@code after} for the rest, or null
     */
    record Pins(List<PinnedMessage> pins, Long next) {}

    /** @param actor who pinned it */
    record PinnedMessage(ConversationEvent.MessageEvent message, AccountId actor, long time) {}
}
