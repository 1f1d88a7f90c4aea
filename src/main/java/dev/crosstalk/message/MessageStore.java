package dev.crosstalk.message;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.conversation.Membership;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

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

    /**
     * Messages of a range of {@code seq}, ascending; fewer than the limit where they are very long, but one at least.
     *
     * @param from the first seq that may be in it
     * @param to the last one
     * @param latest whether the limit cuts the older ones off, and not the newer
     */
    Future<List<ConversationEvent.Message>> range(
            ConversationId conversation, long from, long to, boolean latest, int limit);

    /**
     * Durable changes with {@code since} < rev ≤ {@code upTo}, ascending from the first; fewer than the limit where they are very
     * long, but one at least.
     */
    Future<List<ConversationEvent>> changes(ConversationId conversation, long since, long upTo, int limit);
}
