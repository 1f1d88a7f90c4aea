package dev.crosstalk.persistence;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ReceiptEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** The line of receipts of a conversation. */
final class Receipts {
    /**
     * SQL for whether others are told what the account {@code a} has read at its place {@code m}: 1 or 0. What it read while it
     * told nothing stays untold when it tells again.
     */
    static final String PUBLISHES = "(CASE WHEN a.receipts = 1 AND m.seen_at >= a.receipts_at THEN 1 ELSE 0 END)";

    private Receipts() {}

    /** Where a conversation's line stands after a batch. */
    record Head(ConversationId conversation, long receiptRev) {}

    /** Writes the heads of locked conversations, all in one statement; what stands for the other columns is never inserted. */
    static Future<Void> update(Statements statements, Collection<Head> heads, long time) {
        if (heads.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Head> all = Marks.padded(heads);
        List<Object> values = new ArrayList<>();
        for (Head head : all) {
            values.addAll(
                    List.of(head.conversation().value(), head.conversation().value(), head.receiptRev(), time));
        }
        String row = "(?, 0, ?, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?, ?)";
        return statements
                .run(
                        "INSERT INTO conversation (id, application_id, number, kind, created_by, rev, first_rev, last_seq,"
                                + " first_seq, last_id, last_time, member_count, created_at, changed_at, receipt_rev,"
                                + " receipt_at) VALUES "
                                + String.join(",", Collections.nCopies(all.size(), row)) + " "
                                + statements.dialect().orUpdate("id", List.of("receipt_rev", "receipt_at")),
                        values)
                .mapEmpty();
    }

    /** The event of a cursor that moved. */
    static ReceiptEvent event(
            ConversationId conversation, CursorRow row, boolean publishes, long receiptRev, long time) {
        return new ReceiptEvent(
                conversation,
                receiptRev,
                row.account(),
                row.place().delivered(),
                publishes ? row.place().seen() : null,
                time);
    }
}
