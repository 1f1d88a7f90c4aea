package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.persistence.ArchivedConversation.Said;
import dev.crosstalk.persistence.ArchivedConversation.View;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Messages with what belongs to them, and the entries between them, as lines of an archive. */
final class ArchivedTimeline {
    private static final int MESSAGES = 500;
    private static final long PAGE_BYTES = 256 << 10;
    private static final int REACTION_BYTES = 120;
    private static final String RANGE = " WHERE conversation_id = ? AND seq > ? AND seq <= ?";
    private static final String COLUMNS =
            "SELECT seq, rev, sender_id, client_id, text, created_at, edited_at, deleted_at,"
                    + " deleted_by, reply_to_seq, mentions FROM message";

    private final Database database;

    ArchivedTimeline(Database database) {
        this.database = database;
    }

    /** What stands behind each message, by its seq. */
    private static final class Behind {
        private final Map<Long, List<ArchiveLine>> lines = new HashMap<>();

        void add(long seq, ArchiveLine line) {
            lines.computeIfAbsent(seq, unseen -> new ArrayList<>()).add(line);
        }

        List<ArchiveLine> of(long seq) {
            return lines.getOrDefault(seq, List.of());
        }
    }

    /** @param first the first message that is still there, and that the reader may see */
    Future<Page> page(ConversationId conversation, View view, ArchiveCursor cursor, long first) {
        long rev = cursor.number(0);
        long last = cursor.number(1);
        long after = cursor.number(2);
        if (first > after + 1) {
            return Future.failedFuture(
                    FailureCode.UNAVAILABLE.because("Messages were removed while they were read. Begin again."));
        }
        return reach(conversation, after, last).compose(to -> {
            boolean end = to >= last;
            List<Object> range = List.of(conversation.value(), after, to);
            Behind behind = new Behind();
            long hidden = view.from() == null ? 0 : view.from() - 1;
            return belongings(view, range, behind)
                    .compose(done -> entries(
                            new Stretch(conversation, hidden, first - 1, after, end ? last : to - 1, rev), behind))
                    .compose(done -> database.reading()
                            .list(COLUMNS + RANGE + " ORDER BY seq", range, ArchivedTimeline::message))
                    .map(messages -> {
                        List<ArchiveLine> lines = new ArrayList<>(behind.of(-1));
                        for (ArchiveLine.Message message : messages) {
                            lines.add(message);
                            lines.addAll(behind.of(message.seq()));
                        }
                        return new Page(lines, end ? null : new ArchiveCursor('t', rev, last, to).toString());
                    });
        });
    }

    /** The last message of a page that is not too long. */
    private Future<Long> reach(ConversationId conversation, long after, long last) {
        return database.reading()
                .run(
                        "SELECT seq, OCTET_LENGTH(text) + (SELECT COUNT(*) FROM reaction r WHERE r.conversation_id ="
                                + " message.conversation_id AND r.seq = message.seq) * " + REACTION_BYTES
                                + " + (SELECT COALESCE(SUM(OCTET_LENGTH(e.text)), 0) FROM message_edit e"
                                + " WHERE e.conversation_id = message.conversation_id AND e.seq = message.seq)"
                                + " AS bytes FROM message" + RANGE + " ORDER BY seq LIMIT ?",
                        List.of(conversation.value(), after, last, MESSAGES))
                .map(rows -> {
                    long bytes = 0;
                    long to = after;
                    for (Row row : rows) {
                        bytes += row.getLong("bytes");
                        if (bytes > PAGE_BYTES && to > after) {
                            return to;
                        }
                        to = row.getLong("seq");
                    }
                    return rows.size() < MESSAGES ? last : to;
                });
    }

    /** In the order: earlier texts, reactions, pin. */
    private Future<Void> belongings(View view, List<Object> range, Behind behind) {
        Statements reading = database.reading();
        return reading.run(
                        "SELECT e.seq, e.edit, e.text, e.created_at, m.sender_id FROM message_edit e JOIN message m"
                                + " ON m.conversation_id = e.conversation_id AND m.seq = e.seq"
                                + " WHERE e.conversation_id = ? AND e.seq > ? AND e.seq <= ? ORDER BY e.seq, e.edit",
                        range)
                .map(rows -> {
                    rows.forEach(row -> {
                        if (view.viewer() == null || view.viewer().value() == row.getLong("sender_id")) {
                            behind.add(
                                    row.getLong("seq"),
                                    new ArchiveLine.Edit(
                                            row.getLong("seq"),
                                            row.getInteger("edit"),
                                            row.getString("text"),
                                            row.getLong("created_at")));
                        }
                    });
                    return rows;
                })
                .compose(done -> reading.run(
                        "SELECT seq, account_id, kind, rev, created_at FROM reaction" + RANGE
                                + " AND active = 1 ORDER BY seq, rev",
                        range))
                .map(rows -> {
                    rows.forEach(row -> behind.add(
                            row.getLong("seq"),
                            new ArchiveLine.Reaction(
                                    row.getLong("seq"),
                                    row.getLong("account_id").toString(),
                                    row.getString("kind"),
                                    row.getLong("rev"),
                                    row.getLong("created_at"))));
                    return rows;
                })
                .compose(done -> reading.run(
                        "SELECT seq, account_id, rev, created_at FROM pin" + RANGE + " ORDER BY seq", range))
                .map(rows -> {
                    rows.forEach(row -> behind.add(
                            row.getLong("seq"),
                            new ArchiveLine.Pin(
                                    row.getLong("seq"),
                                    row.getLong("account_id").toString(),
                                    row.getLong("rev"),
                                    row.getLong("created_at"))));
                    return null;
                });
    }

    /**
     * Where entries are read.
     *
     * @param lowest what is behind a lower message is not the reader's to see
     * @param beginning the one before the first message that is there
     */
    private record Stretch(ConversationId conversation, long lowest, long beginning, long after, long to, long rev) {}

    /**
     * Entries behind the messages of the page; those before its first one under -1. What stands before the first message that is
     * left is behind nothing: its place is the beginning.
     */
    private Future<Void> entries(Stretch stretch, Behind behind) {
        long from = stretch.after() <= stretch.beginning() ? stretch.lowest() : stretch.after();
        return database.reading()
                .run(
                        "SELECT rev, after_seq, kind, actor_id, subject_id, data, created_at FROM entry"
                                + " WHERE conversation_id = ? AND after_seq >= ? AND after_seq <= ? AND rev <= ? ORDER BY rev",
                        List.of(stretch.conversation().value(), from, stretch.to(), stretch.rev()))
                .map(rows -> {
                    rows.forEach(row -> {
                        long place = Math.max(stretch.beginning(), row.getLong("after_seq"));
                        behind.add(place <= stretch.after() ? -1 : place, entry(row, place));
                    });
                    return null;
                });
    }

    private static ArchiveLine entry(Row row, long place) {
        Long subject = row.getLong("subject_id");
        return new ArchiveLine.Entry(
                row.getLong("rev"),
                place,
                row.getString("kind"),
                row.getLong("actor_id").toString(),
                subject == null ? null : subject.toString(),
                row.getString("data"),
                row.getLong("created_at"));
    }

    private static ArchiveLine.Message message(Row row) {
        Long deletedBy = row.getLong("deleted_by");
        String mentions = row.getString("mentions");
        List<String> mentioned = mentions == null ? List.of() : Arrays.asList(mentions.split(","));
        List<String> people = mentioned.stream().filter(id -> !id.equals("0")).toList();
        return new ArchiveLine.Message(
                row.getLong("seq"),
                row.getLong("rev"),
                row.getLong("sender_id").toString(),
                Binary.uuid(row, "client_id"),
                row.getString("text"),
                row.getLong("created_at"),
                row.getLong("edited_at"),
                row.getLong("deleted_at"),
                deletedBy == null ? null : deletedBy.toString(),
                row.getLong("reply_to_seq"),
                people.isEmpty() ? null : people,
                mentioned.contains("0") ? true : null);
    }

    /** The messages of somebody in a range. */
    Future<Said> said(AccountId account, ConversationId conversation, long after, long to) {
        return reach(conversation, after, to)
                .compose(reached -> database.reading()
                        .<ArchiveLine>list(
                                COLUMNS + RANGE + " AND sender_id = ? ORDER BY seq",
                                List.of(conversation.value(), after, reached, account.value()),
                                ArchivedTimeline::message)
                        .map(lines -> new Said(lines, reached)));
    }
}
