package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ReceiptEvent;
import dev.crosstalk.bus.ReceiptsEvent;
import dev.crosstalk.bus.ReceiptsWithheld;
import dev.crosstalk.conversation.Locked;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

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

    /**
     * Tells that somebody who came has what was there: who asks for all cursors gets this one, and so must who has those of before.
     * The conversation is locked.
     */
    static Future<ReceiptsEvent> entered(Statements statements, Locked conversation, AccountId account, long time) {
        long id = conversation.id().value();
        long seq = conversation.lastSeq();
        return next(statements, id, 1, time)
                .compose(done -> statements.update(
                        "UPDATE member SET receipt_rev = (SELECT receipt_rev FROM conversation WHERE id = ?),"
                                + " delivered_at = ?, seen_at = ? WHERE conversation_id = ? AND account_id = ?",
                        id,
                        time,
                        time,
                        id,
                        account.value()))
                .compose(done -> statements.first(
                        "SELECT m.receipt_rev, " + PUBLISHES + " AS publishes FROM member m JOIN account a"
                                + " ON a.id = m.account_id WHERE m.conversation_id = ? AND m.account_id = ?",
                        List.of(id, account.value()),
                        row -> (ReceiptsEvent) new ReceiptEvent(
                                conversation.id(),
                                row.getLong("receipt_rev"),
                                account,
                                seq,
                                row.getInteger("publishes") == 1 ? seq : null,
                                time)))
                .map(Optional::orElseThrow);
    }

    /** A conversation has one member too many now that each were told of the others. It is locked. */
    static Future<ReceiptsEvent> withheld(Statements statements, ConversationId conversation, long time) {
        long id = conversation.value();
        return next(statements, id, 1, time)
                .compose(done -> statements.number("SELECT receipt_rev FROM conversation WHERE id = ?", id))
                .map(receiptRev -> new ReceiptsWithheld(conversation, receiptRev));
    }

    private static Future<Integer> next(Statements statements, long conversation, int numbers, long time) {
        return statements.update(
                "UPDATE conversation SET receipt_rev = receipt_rev + ?, receipt_at = ${greatest}(receipt_at, ?) WHERE id = ?",
                numbers,
                time,
                conversation);
    }

    /**
     * A conversation has few enough members again that each is told of the others: all cursors count as moved. No event says so; the
     * heads tell that the line went on, and who follows it asks.
     */
    static Future<Void> toldAgain(Statements statements, ConversationId conversation, int members, long time) {
        long id = conversation.value();
        return next(statements, id, members, time)
                .compose(done -> statements.update(
                        "UPDATE member SET receipt_rev = (SELECT receipt_rev FROM conversation WHERE id = ?)"
                                + " WHERE conversation_id = ? AND active = 1",
                        id,
                        id))
                .mapEmpty();
    }
}
