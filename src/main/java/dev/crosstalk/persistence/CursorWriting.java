package dev.crosstalk.persistence;

import dev.crosstalk.message.Draft.Seat;
import dev.crosstalk.message.Outcome.Stored;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes cursors of many members at once. The rows exist and their conversations are locked, so that it always updates. */
final class CursorWriting {
    /** No column of {@code k} is called as one of the table: MySQL would not know which is raised. */
    private static final Map<Dialect, String> FORWARD = Dialect.each(dialect ->
            "INSERT INTO member (application_id, conversation_id, account_id, role, active, joined_seq, rev, user_rev, read_seq,"
                    + " seen_seq, delivered_seq, marked_unread, unread_rev, receipt_rev, delivered_at, seen_at)"
                    + " SELECT 0, k.conversation, k.account, '', 0, 0, 0, k.user_to, k.read_to, k.seen_to, k.delivered_to,"
                    + " k.marked, k.unread_to, k.receipt_to, k.delivered_when, k.seen_when FROM "
                    + dialect.numbers(List.of(
                            "conversation",
                            "account",
                            "user_to",
                            "read_to",
                            "seen_to",
                            "delivered_to",
                            "marked",
                            "unread_to",
                            "receipt_to",
                            "delivered_when",
                            "seen_when"))
                    + " WHERE 1 = 1 "
                    + dialect.orRaise(
                            "conversation_id, account_id",
                            List.of("marked_unread", "unread_rev"),
                            List.of(
                                    "user_rev",
                                    "read_seq",
                                    "seen_seq",
                                    "delivered_seq",
                                    "receipt_rev",
                                    "delivered_at",
                                    "seen_at")));

    private static final Map<Dialect, String> POSTED = Dialect.each(dialect ->
            "INSERT INTO member (application_id, conversation_id, account_id, role, active, joined_seq, rev, user_rev, read_seq,"
                    + " seen_seq, delivered_seq, own_unread, marked_unread, unread_rev)"
                    + " SELECT 0, k.conversation, k.account, '', 0, 0, 0, 0, k.seq, k.seq, k.seq, 0, 0, 0 FROM "
                    + dialect.numbers(List.of("conversation", "account", "seq")) + " WHERE 1 = 1 "
                    + dialect.orRaise(
                            "conversation_id, account_id",
                            List.of("own_unread", "marked_unread", "unread_rev"),
                            List.of("read_seq", "seen_seq", "delivered_seq")));

    private CursorWriting() {}

    /** A row to be written, and whether each of its numbers moved at this time; 0 if not. */
    record Moved(CursorRow row, long userRev, long receiptRev, long deliveredAt, long seenAt) {}

    /** None of the cursors goes back, whatever the row says by now. */
    static Future<Void> forward(Statements statements, Collection<Moved> moved) {
        return statements
                .run(
                        FORWARD.get(statements.dialect()),
                        List.of(RowsOf.numbers(
                                moved.stream().map(CursorWriting::numbers).toList())))
                .mapEmpty();
    }

    private static long[] numbers(Moved one) {
        return new long[] {
            one.row().seat().conversation(),
            one.row().seat().account(),
            one.userRev(),
            one.row().place().read(),
            one.row().place().seen(),
            one.row().place().delivered(),
            one.row().place().markedUnread() ? 1 : 0,
            one.row().place().unreadRev(),
            one.receiptRev(),
            one.deliveredAt(),
            one.seenAt()
        };
    }

    /**
     * Who posts has read what was there. No revision moves by it, and no index: the message itself says it to everybody.
     *
     * @param stored in order of seq in each conversation
     */
    static Future<Void> posted(Statements statements, List<Stored> stored) {
        Map<Seat, Long> last = new LinkedHashMap<>();
        stored.forEach(one -> last.put(
                new Seat(
                        one.message().conversation().value(),
                        one.message().sender().value()),
                one.message().seq()));
        return statements
                .run(
                        POSTED.get(statements.dialect()),
                        List.of(RowsOf.numbers(last.entrySet().stream()
                                .map(one -> new long[] {
                                    one.getKey().conversation(), one.getKey().account(), one.getValue()
                                })
                                .toList())))
                .mapEmpty();
    }

    /** Counts the own messages behind the read position anew. */
    static Future<Void> countOwn(Statements statements, Collection<Seat> seats, String which) {
        List<Seat> asked = Marks.padded(seats);
        List<Object> values = new ArrayList<>();
        asked.forEach(seat -> values.addAll(List.of(seat.conversation(), seat.account())));
        return statements
                .run(
                        "UPDATE member SET own_unread = (SELECT COUNT(*) FROM message"
                                + " WHERE message.conversation_id = member.conversation_id"
                                + " AND message.sender_id = member.account_id AND message.seq > member.read_seq)"
                                + " WHERE (conversation_id, account_id) IN (${pairs}" + Marks.tuples(asked.size(), 2)
                                + ")"
                                + which,
                        values)
                .mapEmpty();
    }
}
