package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.message.MessageStore.Reader;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Messages as lines of archives, each with the lines that belong to it: earlier texts, reactions and the pin. */
final class ArchivedMessages {
    /** Most messages of a page. */
    static final int MOST = 500;

    static final long PAGE_BYTES = 256 << 10;
    /** About as long as a line is without its text. */
    private static final int LINE_BYTES = 120;

    private static final String RANGE = " AND seq > ? AND seq <= ?";
    private static final String BYTES = "OCTET_LENGTH(text) + COALESCE(OCTET_LENGTH(mentions), 0) + " + LINE_BYTES
            + " + (SELECT COUNT(*) FROM reaction r WHERE r.conversation_id = message.conversation_id"
            + " AND r.seq = message.seq) * " + LINE_BYTES
            + " + (SELECT COALESCE(SUM(OCTET_LENGTH(e.text) + " + LINE_BYTES + "), 0) FROM message_edit e"
            + " WHERE e.conversation_id = message.conversation_id AND e.seq = message.seq)";

    private final Database database;

    ArchivedMessages(Database database) {
        this.database = database;
    }

    /** How far a page goes. @param isHeavy whether its only message has more than fits, and needs pages of its own for it */
    record Reach(long to, boolean isHeavy) {}

    /** @param sender whose messages are meant; null for all */
    Future<Reach> reach(ConversationId conversation, long after, long last, AccountId sender) {
        List<Object> values = new ArrayList<>(List.of(conversation.value(), after, last));
        if (sender != null) {
            values.add(sender.value());
        }
        values.add(MOST);
        return database.reading()
                .run(
                        "SELECT seq, " + BYTES + " AS bytes FROM message WHERE conversation_id = ?" + RANGE
                                + (sender == null ? "" : " AND sender_id = ?") + " ORDER BY seq LIMIT ?",
                        values)
                .map(rows -> {
                    long bytes = 0;
                    long to = after;
                    for (Row row : rows) {
                        bytes += row.getLong("bytes");
                        if (bytes > PAGE_BYTES) {
                            return to > after ? new Reach(to, false) : new Reach(row.getLong("seq"), true);
                        }
                        to = row.getLong("seq");
                    }
                    return new Reach(rows.size() < MOST ? last : to, false);
                });
    }

    /** The lines of each message of a range, by its seq. @param reader null for who sees all earlier texts */
    Future<Map<Long, List<ArchiveLine>>> light(ConversationId conversation, Reader reader, long after, long to) {
        Map<Long, List<ArchiveLine>> behind = new HashMap<>();
        List<Object> range = List.of(conversation.value(), after, to);
        Statements reading = database.reading();
        return edits(conversation, reader, after, to)
                .compose(edits -> {
                    edits.forEach(line -> add(behind, line.seq(), line));
                    return reading.list(
                            ArchivedRows.REACTIONS + RANGE + " ORDER BY seq, rev", range, ArchivedRows::reaction);
                })
                .compose(reactions -> {
                    reactions.forEach(line -> add(behind, line.seq(), line));
                    return reading.list(ArchivedRows.PINS + RANGE, range, ArchivedRows::pin);
                })
                .compose(pins -> {
                    pins.forEach(line -> add(behind, line.seq(), line));
                    return reading.list(ArchivedRows.MESSAGES + RANGE + " ORDER BY seq", range, ArchivedRows::message);
                })
                .map(messages -> blocks(messages, behind, to - after));
    }

    private static void add(Map<Long, List<ArchiveLine>> behind, long seq, ArchiveLine line) {
        behind.computeIfAbsent(seq, unseen -> new ArrayList<>()).add(line);
    }

    /** What one statement has read may be removed or deleted before the next one. */
    private static Map<Long, List<ArchiveLine>> blocks(
            List<ArchiveLine.Message> messages, Map<Long, List<ArchiveLine>> behind, long count) {
        if (messages.size() != count) {
            throw removed();
        }
        Map<Long, List<ArchiveLine>> blocks = new HashMap<>();
        for (ArchiveLine.Message message : messages) {
            List<ArchiveLine> block = new ArrayList<>(List.of(message));
            if (message.deletedAt() == null) {
                block.addAll(behind.getOrDefault(message.seq(), List.of()));
            }
            blocks.put(message.seq(), block);
        }
        return blocks;
    }

    /** That an archive cannot go on, as what it has not told yet is gone. */
    static dev.crosstalk.bus.Failure removed() {
        return FailureCode.UNAVAILABLE.because("Messages were removed while they were read. Begin again.");
    }

    /** Earlier texts of the messages of a range. @param reader who sees those of own messages; null for who sees all */
    Future<List<ArchiveLine.Edit>> edits(ConversationId conversation, Reader reader, long after, long to) {
        List<Object> values = ArchivedRows.editsOf(conversation, reader);
        values.addAll(List.of(after, to));
        return database.reading()
                .list(
                        ArchivedRows.edits(reader) + " AND e.seq > ? AND e.seq <= ? ORDER BY e.seq, e.edit",
                        values,
                        ArchivedRows::edit);
    }

    Future<ArchiveLine> alone(ConversationId conversation, long seq) {
        return database.reading()
                .first(
                        ArchivedRows.MESSAGES + " AND seq = ?",
                        List.of(conversation.value(), seq),
                        ArchivedRows::message)
                .map(found -> found.orElseThrow(ArchivedMessages::removed));
    }

    /** Messages of one person in a range. */
    Future<List<ArchiveLine.Message>> by(AccountId sender, ConversationId conversation, long after, long to) {
        return database.reading()
                .list(
                        ArchivedRows.MESSAGES + RANGE + " AND sender_id = ? ORDER BY seq",
                        List.of(conversation.value(), after, to, sender.value()),
                        ArchivedRows::message);
    }
}
