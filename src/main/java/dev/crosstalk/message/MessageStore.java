package dev.crosstalk.message;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.MessageCommand.Pins;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.StoredMessageCommand.EarlierText;
import dev.crosstalk.bus.StoredMessageCommand.Reactor;
import dev.crosstalk.conversation.Membership;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Durable messages: the log of each conversation. */
public interface MessageStore {

    /**
     * Stores a draft together with others, publishes the message, and answers. Drafts for one conversation are stored in the order
     * of the calls.
     *
     * @return after the commit; fails with what {@link Numbering} refuses, {@link dev.crosstalk.bus.FailureCode#OVERLOADED} or
     *     {@link dev.crosstalk.bus.FailureCode#UNAVAILABLE} if nothing was stored, {@link
     *     dev.crosstalk.bus.FailureCode#OUTCOME_UNKNOWN} if that is not known
     */
    Future<Posted> post(Draft draft);

    /** Where a conversation stands, and somebody's place in it in the same instant. */
    record Standing(
            ApplicationId application,
            ConversationKind kind,
            ConversationSettings settings,
            long rev,
            long firstRev,
            long lastSeq,
            long firstSeq,
            Optional<Membership> membership) {}

    /** @param caller whose place is wanted; null for nobody's */
    Future<Optional<Standing>> standing(Caller caller, ConversationId conversation);

    /** The event of a conversation's removal, if its revision is behind that one; empty if it was not removed. */
    Future<Optional<ConversationEvent>> gone(ConversationId conversation, long since);

    /** As {@link #standing}, but perhaps as it was some seconds ago: for who reads and may read what was there then. */
    default Future<Optional<Standing>> lateStanding(Caller caller, ConversationId conversation) {
        return standing(caller, conversation);
    }

    /**
     * Who reads, and from where on.
     *
     * @param account null for what everyone may read
     * @param firstSeq the lowest message that the reader may see
     * @param firstRev the lowest entry that the reader may see
     * @param rev what is read is as it was at that revision or some later one
     */
    record Reader(AccountId account, long firstSeq, long firstRev, long rev) {
        /** Who takes whatever there is. */
        public Reader(AccountId account, long firstSeq, long firstRev) {
            this(account, firstSeq, firstRev, 0);
        }
    }

    /**
     * Messages of a range of {@code seq}, ascending; fewer than the limit where they are very long, but one at least.
     *
     * @param from the first seq that may be in it
     * @param to the last one
     * @param latest whether the limit cuts the older ones off, and not the newer
     */
    Future<List<MessageEvent>> range(
            Reader reader, ConversationId conversation, long from, long to, boolean latest, int limit);

    /**
     * What is no message and happened behind the messages of a range of {@code seq}, in ascending order of rev.
     *
     * @param limit cuts the older ones off
     */
    Future<List<ConversationEvent>> entries(Reader reader, ConversationId conversation, long from, long to, int limit);

    /** Whether the reader has deleted some messages of a range for themselves. */
    Future<Boolean> hidesSome(Reader reader, ConversationId conversation, long from, long to);

    /** Those of the messages that the reader may see, ascending. */
    Future<List<MessageEvent>> find(Reader reader, ConversationId conversation, List<Long> seqs);

    /**
     * Texts that a message had before it was edited, with a number above {@code after}, ascending; fewer than the limit where they
     * are very long, but one at least.
     */
    Future<List<EarlierText>> edits(ConversationId conversation, long seq, long after, int limit);

    /** A reaction and the revision that it took. */
    record StampedReactor(long rev, Reactor reactor) {}

    /**
     * Who has reacted to a message with a revision above {@code after}, in order of revision.
     *
     * @param kind null for all kinds
     */
    Future<List<StampedReactor>> reactors(ConversationId conversation, long seq, String kind, long after, int limit);

    /**
     * Those of the pinned messages that the reader may see, the one that was pinned last first: as many as are not too much for one
     * answer.
     *
     * @param after the {@code next} of the page before, or null
     */
    Future<Pins> pins(Reader reader, ConversationId conversation, Long after);

    /**
     * A page of what has changed, each row as it is now.
     *
     * @param changes in ascending order of rev
     * @param next the revision up to which nothing is missing in it, which is {@code upTo} on the last page
     */
    record Slice(List<ConversationEvent> changes, long next) {}

    /**
     * Rows that changed last with {@code since} < rev ≤ {@code upTo}, ascending from the first; fewer than the limit where they
     * are very long, but one at least.
     */
    Future<Slice> changes(Reader reader, ConversationId conversation, long since, long upTo, int limit);

    /**
     * Makes the change that the rule decides on under the conversation's lock, and publishes its event.
     *
     * @param rule may throw a failure, and nothing is changed
     * @return after the commit; fails with {@link dev.crosstalk.bus.FailureCode#NOT_FOUND} if the caller's application has no
     *     such conversation
     */
    Future<Void> change(Caller caller, Subject subject, Function<LockedMessage, MessageChange> rule);
}
