package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.Draft.Seat;
import dev.crosstalk.position.Place;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A member's place as a row.
 *
 * @param tells whether the member tells what will be read from now on
 * @param publishes whether others are told what was read up to here
 */
record CursorRow(
        Seat seat,
        Membership membership,
        Place place,
        long userRev,
        long receiptRev,
        boolean tells,
        boolean publishes) {

    AccountId account() {
        return new AccountId(seat.account());
    }

    CursorRow with(Place changed) {
        return new CursorRow(seat, membership, changed, userRev, receiptRev, tells, publishes);
    }

    /** Reads places while their conversations are locked. */
    static Future<Map<Seat, CursorRow>> read(Statements statements, Collection<Seat> seats) {
        return statements
                .run(
                        "SELECT m.conversation_id, m.account_id, m.role, m.active, m.joined_seq, m.rev, m.user_rev, m.read_seq,"
                                + " m.seen_seq, m.delivered_seq, m.marked_unread, m.unread_rev, m.muted_until, m.pinned, m.archived_seq,"
                                + " m.receipt_rev, a.receipts AS tells, " + Receipts.PUBLISHES
                                + " AS publishes FROM ${numbered} ${each-with} member m"
                                + " ON m.conversation_id = k.id AND m.account_id = k.number"
                                + " JOIN account a ON a.id = m.account_id",
                        List.of(RowsOf.seats(seats)))
                .map(rows -> {
                    Map<Seat, CursorRow> found = new HashMap<>();
                    rows.forEach(row -> found.put(seat(row), of(row)));
                    return found;
                });
    }

    private static Seat seat(Row row) {
        return new Seat(row.getLong("conversation_id"), row.getLong("account_id"));
    }

    private static CursorRow of(Row row) {
        Place place = new Place(
                row.getLong("read_seq"),
                row.getLong("seen_seq"),
                row.getLong("delivered_seq"),
                row.getInteger("marked_unread") == 1,
                row.getLong("unread_rev"),
                row.getLong("muted_until"),
                row.getLong("pinned"),
                row.getLong("archived_seq"));
        return new CursorRow(
                seat(row),
                Rows.membership(row),
                place,
                row.getLong("user_rev"),
                row.getLong("receipt_rev"),
                row.getInteger("tells") == 1,
                row.getInteger("publishes") == 1);
    }
}
