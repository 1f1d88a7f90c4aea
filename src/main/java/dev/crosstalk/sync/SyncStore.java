package dev.crosstalk.sync;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationView;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What somebody's devices are brought up to date from: heads, and then what differs, however much, by one reading each. */
public interface SyncStore {

    /**
     * Where everything of somebody stands, in one instant.
     *
     * @param firstRev who holds less than this own revision must load everything anew
     * @param reach the last own revision of a page
     * @param time of the database
     * @param receipts whether the account tells what it has read
     * @param conversations those that the caller is a member of, in order of id
     */
    record Heads(long userRev, long firstRev, long reach, long time, boolean receipts, List<Head> conversations) {}

    /** @param userRev when the own place in it last changed */
    record Head(
            ConversationId conversation,
            ConversationKind kind,
            int memberCount,
            long rev,
            long receiptRev,
            long userRev) {}

    /**
     * Empty if there is no such account.
     *
     * @param since the own revision behind which a page begins
     * @param limit most rows of it; fewer if they are too much for one answer
     */
    Future<Optional<Heads>> heads(Caller caller, long since, int limit);

    /**
     * What is to be told of a conversation.
     *
     * @param members whether they are listed
     * @param receiptsAfter those behind this number, -1 for all; null for none
     */
    record Wanted(ConversationId conversation, boolean members, Long receiptsAfter) {}

    /** What of a person is to be told: {@code since} < userRev ≤ {@code upTo}. */
    record Range(long since, long upTo) {}

    /** @param user empty if nothing was asked of it */
    record Differences(List<Told> conversations, Optional<UserLineStore.Slice> user) {}

    /** @param read the furthest that oneself has ever read */
    record Told(ConversationView view, long delivered, long read, List<Cursors> others) {}

    /** @param publishes whether others may know what was read */
    record Cursors(AccountId account, long delivered, long read, boolean publishes) {}

    /**
     * These conversations, in order of id, as they are now, without those of which the caller is no member any more; and the own
     * rows, without the places in conversations.
     *
     * @param user null for none
     */
    Future<Differences> differences(Caller caller, List<Wanted> conversations, Range user);
}
