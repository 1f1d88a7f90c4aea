package dev.crosstalk.persistence;

import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.OwnKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What people have for themselves in a conversation, as lines of the archive of an application: what they were writing, and which
 * messages they have deleted for themselves. The cursors, behind the revision, the last and the first message of the conversation's
 * first page: {@code d.…ACCOUNT} after the draft of that account, {@code h.…SEQ.ACCOUNT} after that message hidden by that account.
 *
 * <p>It comes before the messages: one that is removed between the two ends the archive, and is not in it as if nobody had hidden it.
 */
final class ArchivedBelongings {
    private static final int MOST = 500;
    /** About as long as a line is without its text. */
    private static final int LINE_BYTES = 200;

    private final Database database;

    ArchivedBelongings(Database database) {
        this.database = database;
    }

    static ArchiveCursor beginning(long rev, long last, long first) {
        return new ArchiveCursor('d', rev, last, first, 0);
    }

    Future<Page> page(ConversationId conversation, ArchiveCursor cursor) {
        return cursor.part() == 'd'
                ? drafts(conversation, cursor.require('d', 4))
                : hidden(conversation, cursor.require('h', 5));
    }

    /** @param to the last account of the page; @param whole whether it has all that there is */
    private record Reach(long to, boolean whole) {}

    private Future<Page> drafts(ConversationId conversation, ArchiveCursor cursor) {
        long after = cursor.number(3);
        return database.reading()
                .run(
                        "SELECT account_id, bytes FROM draft WHERE conversation_id = ? AND account_id > ?"
                                + " AND emptied_at IS NULL ORDER BY account_id LIMIT ?",
                        List.of(conversation.value(), after, MOST))
                .map(rows -> reach(rows, after))
                .compose(reach -> database.reading()
                        .list(
                                "SELECT account_id, text, reply_to_seq, other_text, changed_at FROM draft"
                                        + " WHERE conversation_id = ? AND account_id > ? AND account_id <= ?"
                                        + " AND emptied_at IS NULL ORDER BY account_id",
                                List.of(conversation.value(), after, reach.to()),
                                row -> row)
                        .map(rows -> {
                            List<ArchiveLine> lines = new ArrayList<>();
                            rows.forEach(row -> draft(
                                    row.getLong("account_id").toString(), conversation.toString(), row, lines::add));
                            ArchiveCursor next = reach.whole()
                                    ? new ArchiveCursor('h', cursor.number(0), cursor.number(1), cursor.number(2), 0, 0)
                                    : new ArchiveCursor(
                                            'd', cursor.number(0), cursor.number(1), cursor.number(2), reach.to());
                            return new Page(lines, next.toString());
                        }));
    }

    private static Reach reach(Iterable<Row> rows, long after) {
        long bytes = 0;
        long to = after;
        int count = 0;
        for (Row row : rows) {
            bytes += row.getLong("bytes") + LINE_BYTES;
            if (bytes > ArchivedMessages.PAGE_BYTES && count > 0) {
                return new Reach(to, false);
            }
            to = row.getLong("account_id");
            count++;
        }
        return new Reach(to, count < MOST);
    }

    /** What somebody was writing, and what another device had written meanwhile; one that was sent leaves an empty row. */
    static void draft(String account, String conversation, Row row, Consumer<ArchiveLine> lines) {
        draft(account, OwnKind.DRAFT, conversation, row.getString("text"), row, lines);
        draft(account, OwnKind.OTHER_DRAFT, conversation, row.getString("other_text"), row, lines);
    }

    private static void draft(
            String account, String what, String conversation, String text, Row row, Consumer<ArchiveLine> lines) {
        if (text != null && !text.isEmpty()) {
            lines.accept(new ArchiveLine.Own(
                    account, what, conversation, text, row.getLong("reply_to_seq"), row.getLong("changed_at")));
        }
    }

    private Future<Page> hidden(ConversationId conversation, ArchiveCursor cursor) {
        long seq = cursor.number(3);
        return database.reading()
                .list(
                        "SELECT seq, account_id FROM hidden WHERE conversation_id = ? AND seq >= ?"
                                + " AND (seq > ? OR account_id > ?) AND seq <= ? ORDER BY seq, account_id LIMIT ?",
                        List.of(conversation.value(), seq, seq, cursor.number(4), cursor.number(1), MOST),
                        row -> row)
                .map(rows -> {
                    List<ArchiveLine> lines = rows.stream()
                            .<ArchiveLine>map(row -> new ArchiveLine.Own(
                                    row.getLong("account_id").toString(),
                                    OwnKind.HIDDEN,
                                    conversation.toString(),
                                    row.getLong("seq").toString(),
                                    null,
                                    null))
                            .toList();
                    return new Page(lines, behind(rows, cursor).toString());
                });
    }

    private static ArchiveCursor behind(List<Row> rows, ArchiveCursor cursor) {
        if (rows.size() < MOST) {
            return ArchivedTimeline.beginning(cursor.number(0), cursor.number(1), cursor.number(2));
        }
        Row last = rows.get(MOST - 1);
        return new ArchiveCursor(
                'h',
                cursor.number(0),
                cursor.number(1),
                cursor.number(2),
                last.getLong("seq"),
                last.getLong("account_id"));
    }
}
