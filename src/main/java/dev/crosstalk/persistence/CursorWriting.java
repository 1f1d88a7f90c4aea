package dev.crosstalk.persistence;

import dev.crosstalk.message.Draft.Seat;
import dev.crosstalk.message.Outcome.Stored;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes cursors of many members at once. The rows exist and their conversations are locked, so that it always updates. */
final class CursorWriting {
    private static final String INSERT =
            "INSERT INTO member (application_id, conversation_id, account_id, role, active, joined_seq, rev, user_rev,";

    private CursorWriting() {}

    /** A row to be written, and whether each of its numbers moved at this time; 0 if not. */
    record Moved(CursorRow row, long userRev, long receiptRev, long deliveredAt, long seenAt) {}

    /** None of the cursors goes back, whatever the row says by now. */
    static Future<Void> forward(Statements statements, Collection<Moved> moved) {
        List<Moved> all = Marks.padded(moved);
        List<Object> values = new ArrayList<>();
        for (Moved one : all) {
            values.addAll(List.of(
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
                    one.seenAt()));
        }
        String row = "(0, ?, ?, '', 0, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        return statements
                .run(
                        INSERT
                                + " read_seq, seen_seq, delivered_seq, marked_unread, unread_rev, receipt_rev, delivered_at,"
                                + " seen_at) VALUES "
                                + String.join(",", Collections.nCopies(all.size(), row)) + " "
                                + statements
                                        .dialect()
                                        .orRaise(
                                                "conversation_id, account_id",
                                                List.of("marked_unread", "unread_rev"),
                                                List.of(
                                                        "user_rev",
                                                        "read_seq",
                                                        "seen_seq",
                                                        "delivered_seq",
                                                        "receipt_rev",
                                                        "delivered_at",
                                                        "seen_at")),
                        values)
                .mapEmpty();
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
        List<Map.Entry<Seat, Long>> all = Marks.padded(last.entrySet());
        List<Object> values = new ArrayList<>();
        all.forEach(one -> values.addAll(List.of(
                one.getKey().conversation(), one.getKey().account(), one.getValue(), one.getValue(), one.getValue())));
        return statements
                .run(
                        INSERT + " read_seq, seen_seq, delivered_seq, own_unread, marked_unread, unread_rev) VALUES "
                                + String.join(
                                        ",",
                                        Collections.nCopies(all.size(), "(0, ?, ?, '', 0, 0, 0, 0, ?, ?, ?, 0, 0, 0)"))
                                + " "
                                + statements
                                        .dialect()
                                        .orRaise(
                                                "conversation_id, account_id",
                                                List.of("own_unread", "marked_unread", "unread_rev"),
                                                List.of("read_seq", "seen_seq", "delivered_seq")),
                        values)
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
