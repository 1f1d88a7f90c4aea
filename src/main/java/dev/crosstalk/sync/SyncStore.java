package dev.crosstalk.sync;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What somebody's devices are brought up to date from. */
public interface SyncStore {

    /**
     * Where everything of somebody stands, in one instant.
     *
     * @param firstRev who holds less than this own revision must load everything anew
     * @param time of the database
     * @param conversations those that the caller is a member of, in order of id
     */
    record Heads(long userRev, long firstRev, long time, List<Head> conversations) {}

    /** @param userRev when the own place in it last changed */
    record Head(ConversationId conversation, long rev, long receiptRev, long userRev) {}

    /** Empty if there is no such account. */
    Future<Optional<Heads>> heads(Caller caller);

    /**
     * These conversations, in order of id, as they are now; those of which the caller is no member any more are left out.
     *
     * @param withMembers of these the members are listed, too
     */
    Future<List<ConversationView>> views(
            Caller caller, List<ConversationId> conversations, Set<ConversationId> withMembers);

    /** What else of a person changed, as in {@link UserLineStore#changes}: without the places in conversations. */
    Future<List<UserEvent>> changes(Caller caller, long since, long upTo, int limit);
}
