package dev.crosstalk.conversation;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Member;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.ConversationView;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Durable conversations. */
public interface ConversationStore {

    /**
     * A conversation to be opened.
     *
     * @param participants with the creator
     * @param identified whether it is the only one of these participants
     * @param clientId with the creator identifies the request, or null
     */
    record NewConversation(
            ApplicationId application,
            ConversationKind kind,
            String title,
            ConversationSettings settings,
            AccountId creator,
            Participants participants,
            boolean identified,
            UUID clientId) {

        /** With a title, as every room has one: of a chat that an application opens without one, its number. */
        public NewConversation titled(long number) {
            return title != null || kind != ConversationKind.ROOM
                    ? this
                    : new NewConversation(
                            application, kind, "Chat " + number, settings, creator, participants, identified, clientId);
        }
    }

    /**
     * Opens a conversation, or finds the one that the participants or the request already have; of two at once one opens it and
     * both find it. Its events are published.
     *
     * @return fails with {@link dev.crosstalk.bus.FailureCode#NOT_FOUND} if a participant is not of the application
     */
    Future<ConversationId> open(NewConversation wanted);

    /**
     * Makes the change that the rule decides on under the conversation's lock, and publishes its events.
     *
     * @param subject whom it is about
     * @param rule may throw a failure, and nothing is changed
     * @return after the commit; fails with {@link dev.crosstalk.bus.FailureCode#NOT_FOUND} if the caller's application has no
     *     such conversation
     */
    Future<Void> change(Caller caller, ConversationId conversation, AccountId subject, Function<Locked, Change> rule);

    /** A conversation as the viewer sees it, with the viewer's place in it. */
    record Seen(ConversationView view, Optional<Membership> membership) {}

    /** Empty if the caller's application has no such conversation. */
    Future<Optional<Seen>> find(Caller caller, ConversationId conversation);

    /** Empty if the caller's application has no such room. */
    Future<Optional<Seen>> findRoom(Caller caller, long number);

    /** What decides who may look at a conversation: whether it is open to all, and the place of who asks, at that revision. */
    record Door(boolean open, long rev, Optional<Membership> membership) {}

    /** As {@link #find}, but perhaps as it was some seconds ago: for who looks at it and may see what was there then. */
    default Future<Optional<Door>> lateDoor(Caller caller, ConversationId conversation) {
        return find(caller, conversation)
                .map(found -> found.map(seen ->
                        new Door(seen.view().settings().open(), seen.view().rev(), seen.membership())));
    }

    /**
     * Where a page by latest message begins: behind that rank, time and id.
     *
     * @param title only those that have this folded text in their folded title; null for all
     */
    record Slice(Position after, String title, int limit) {}

    /** @param rank place among the pinned ones; behind them all, {@link #UNPINNED} */
    record Position(long rank, long lastTime, ConversationId conversation) {
        public static final long UNPINNED = Long.MAX_VALUE;
    }

    /** The caller's own conversations, pinned ones first, latest message first; those put away, or the others. */
    Future<List<ConversationView>> mine(Caller caller, boolean archived, Slice slice);

    /**
     * The application's rooms that the caller may see, latest message first. Those of which the caller is no member may be as they
     * were some seconds ago.
     */
    Future<List<ConversationView>> rooms(Caller caller, Slice slice);

    /** Whether the application has that account. */
    Future<Boolean> exists(ApplicationId application, AccountId account);

    /**
     * Refuses to bring somebody together with who is blocked by that person.
     *
     * @return fails with {@link dev.crosstalk.bus.FailureCode#FORBIDDEN}
     */
    Future<Void> requireUnblocked(AccountId actor, AccountId person);

    /** The account's own revision. */
    Future<Long> userRev(AccountId account);

    /** Active members in order of account id, as they were at that revision or some later one. */
    Future<List<Member>> members(ConversationId conversation, long rev, AccountId after, int limit);
}
