package dev.crosstalk.position;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.PositionCommand.Device;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.Marked;
import dev.crosstalk.bus.PositionCommand.Placed;
import dev.crosstalk.conversation.Membership;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Durable places of members in conversations. */
public interface PositionStore {

    /**
     * Moves cursors forward, together with others of the same moment, and publishes what changed.
     *
     * @return after the commit; fails with what {@link dev.crosstalk.conversation.Access} refuses
     */
    Future<Marked> mark(Caller caller, Mark mark);

    /** Decides how a place changes, under the conversation's lock. */
    interface Rule {
        /**
         * @param firstSeq the first message that the member may see
         * @param now epoch milliseconds of the database
         */
        Place apply(Place place, long firstSeq, long lastSeq, long now);
    }

    /** Changes the caller's own place, and tells the caller's devices. */
    Future<Placed> change(Caller caller, ConversationId conversation, Rule rule);

    /**
     * A conversation as its receipts are asked for.
     *
     * @param open whether everyone of the application may enter it
     * @param receipts whether the asker publishes receipts
     */
    record Standing(
            boolean open, int memberCount, long receiptRev, Optional<Membership> membership, boolean receipts) {}

    /** Empty if the caller's application has no such conversation; without caller, of any application. */
    Future<Optional<Standing>> standing(Caller caller, ConversationId conversation);

    /**
     * A member's cursors.
     *
     * @param publishes whether others may know what was read
     */
    record Cursors(
            AccountId account,
            long receiptRev,
            long delivered,
            long deliveredAt,
            long read,
            long readAt,
            boolean publishes) {}

    /**
     * Cursors of active members that changed behind a number, in order of that number.
     *
     * @param after -1 for everybody's
     */
    Future<List<Cursors>> cursors(ConversationId conversation, long after);

    /** One member's. */
    Future<Optional<Cursors>> cursors(ConversationId conversation, AccountId account);

    Future<List<Device>> devices(Caller caller, ConversationId conversation);
}
