package dev.crosstalk.message;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.MessageStore.Reader;
import dev.crosstalk.message.MessageStore.Standing;
import io.vertx.core.Future;
import java.util.function.Predicate;

/** Who may read a conversation's messages, and from where on. */
public final class Entrance {
    private final MessageStore store;

    public Entrance(MessageStore store) {
        this.store = store;
    }

    /** A member who reads, and where the conversation stood. */
    public record Entered(Standing standing, Membership membership, Reader reader) {}

    /** @return fails unless the caller is a member */
    public Future<Entered> enter(Caller caller, ConversationId conversation) {
        return standing(caller, conversation).map(standing -> entered(caller, standing));
    }

    /** As {@link #enter(Caller, ConversationId)}, perhaps some seconds late, if that is enough. */
    Future<Entered> enter(Caller caller, ConversationId conversation, Predicate<Standing> enough) {
        return store.lateStanding(caller, conversation)
                .map(late -> late.filter(standing -> isTheirs(caller, standing)).filter(enough))
                .compose(late -> late.isPresent() ? Future.succeededFuture(late.get()) : standing(caller, conversation))
                .map(standing -> entered(caller, standing));
    }

    private static Entered entered(Caller caller, Standing standing) {
        Membership membership = Access.requireMember(standing.settings().open(), standing.membership());
        Reader reader = new Reader(
                caller.account(),
                Math.max(standing.firstSeq(), membership.joinedSeq() + 1),
                standing.kind() == ConversationKind.ROOM ? standing.firstRev() : membership.rev(),
                standing.rev());
        return new Entered(standing, membership, reader);
    }

    /** @param caller null for who needs no place in it */
    Future<Standing> standing(Caller caller, ConversationId conversation) {
        return store.standing(caller, conversation)
                .map(found -> found.filter(standing -> caller == null || isTheirs(caller, standing))
                        .orElseThrow(FailureCode.NOT_FOUND::failure));
    }

    /** To another application a conversation does not exist, open or not. */
    private static boolean isTheirs(Caller caller, Standing standing) {
        return standing.application().equals(caller.application());
    }
}
