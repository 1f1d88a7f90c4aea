package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.JoinPolicy;
import dev.crosstalk.bus.PositionCommand.Device;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.Marked;
import dev.crosstalk.bus.PositionCommand.Placed;
import dev.crosstalk.bus.SessionId;
import dev.crosstalk.message.Draft.Seat;
import dev.crosstalk.position.PositionStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Places in SQL: reading here, changing by their own classes. */
final class SqlPositionStore implements PositionStore {
    private static final String CURSORS =
            "SELECT m.account_id, m.receipt_rev, m.delivered_seq, m.delivered_at, m.seen_seq,"
                    + " m.seen_at, " + Receipts.PUBLISHES
                    + " AS publishes FROM member m JOIN account a ON a.id = m.account_id"
                    + " WHERE m.conversation_id = ? AND m.active = 1";

    private final Database database;
    private final Lanes lanes;
    private final Function<ConversationId, CursorBuffer> buffers;

    SqlPositionStore(Database database, Lanes lanes, Function<ConversationId, CursorBuffer> buffers) {
        this.database = database;
        this.lanes = lanes;
        this.buffers = buffers;
    }

    @Override
    public Future<Marked> mark(Caller caller, Mark mark) {
        return buffers.apply(mark.conversation()).mark(caller, mark);
    }

    @Override
    public Future<Placed> change(Caller caller, ConversationId conversation, Rule rule) {
        // What waits to be stored together with others was said before it.
        buffers.apply(conversation)
                .flush(new Seat(conversation.value(), caller.account().value()));
        return lanes.change(conversation, statements -> PlaceChange.run(statements, caller, conversation, rule));
    }

    @Override
    public Future<Optional<Standing>> standing(Caller caller, ConversationId conversation) {
        long account = caller == null ? 0 : caller.account().value();
        return database.reading()
                .first(
                        "SELECT c.application_id, c.join_policy, c.member_count, c.receipt_rev, m.role, m.active, m.joined_seq,"
                                + " m.rev AS member_rev, a.receipts AS publishes FROM conversation c"
                                + " LEFT JOIN member m ON m.conversation_id = c.id AND m.account_id = ?"
                                + " LEFT JOIN account a ON a.id = m.account_id WHERE c.id = ?",
                        List.of(account, conversation.value()),
                        Function.identity())
                .map(found -> found.filter(row -> caller == null
                                || row.getLong("application_id")
                                        == caller.application().value())
                        .map(SqlPositionStore::standing));
    }

    private static Standing standing(Row row) {
        Integer publishes = row.getInteger("publishes");
        return new Standing(
                JoinPolicy.of(row.getString("join_policy")) == JoinPolicy.OPEN,
                row.getInteger("member_count"),
                row.getLong("receipt_rev"),
                row.getString("role") == null ? Optional.empty() : Optional.of(Rows.membership(row, "member_rev")),
                publishes != null && publishes == 1);
    }

    @Override
    public Future<List<Cursors>> cursors(ConversationId conversation, long after) {
        return database.reading()
                .list(
                        CURSORS + " AND m.receipt_rev > ? ORDER BY m.receipt_rev, m.account_id",
                        List.of(conversation.value(), after),
                        SqlPositionStore::cursors);
    }

    @Override
    public Future<Optional<Cursors>> cursors(ConversationId conversation, AccountId account) {
        return database.reading()
                .first(
                        CURSORS + " AND m.account_id = ?",
                        List.of(conversation.value(), account.value()),
                        SqlPositionStore::cursors);
    }

    private static Cursors cursors(Row row) {
        return new Cursors(
                new AccountId(row.getLong("account_id")),
                row.getLong("receipt_rev"),
                row.getLong("delivered_seq"),
                row.getLong("delivered_at"),
                row.getLong("seen_seq"),
                row.getLong("seen_at"),
                row.getInteger("publishes") == 1);
    }

    @Override
    public Future<List<Device>> devices(Caller caller, ConversationId conversation) {
        return database.reading()
                .list(
                        "SELECT d.session_id, d.delivered_seq, d.read_seq FROM session s"
                                + " JOIN device_cursor d ON d.session_id = s.id AND d.conversation_id = ?"
                                + " WHERE s.account_id = ? ORDER BY d.session_id",
                        List.of(conversation.value(), caller.account().value()),
                        row -> new Device(
                                new SessionId(row.getLong("session_id")),
                                row.getLong("delivered_seq"),
                                row.getLong("read_seq")));
    }
}
