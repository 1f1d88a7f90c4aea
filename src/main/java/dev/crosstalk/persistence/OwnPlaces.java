package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Role;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Somebody's place in a conversation, as lines of that one's archive. Of a conversation that one is in no more it tells nothing. */
final class OwnPlaces {
    private final Database database;

    OwnPlaces(Database database) {
        this.database = database;
    }

    Future<List<ArchiveLine>> lines(AccountId account, ConversationId conversation) {
        List<Object> mine = List.of(account.value(), conversation.value());
        return database.reading()
                .first(
                        "SELECT account_id, role, active, joined_seq, rev, read_seq, muted_until, pinned, archived_seq,"
                                + " marked_unread FROM member WHERE account_id = ? AND conversation_id = ?",
                        mine,
                        row -> row)
                .compose(place -> about(conversation, place)
                        .compose(lines -> drafts(conversation, mine).map(drafts -> {
                            lines.addAll(drafts);
                            return lines;
                        })));
    }

    private Future<List<ArchiveLine>> about(ConversationId conversation, Optional<Row> found) {
        List<ArchiveLine> lines = new ArrayList<>();
        if (found.isEmpty()) {
            return Future.succeededFuture(lines);
        }
        Row place = found.get();
        if (place.getInteger("active") != 1) {
            lines.add(ArchiveLine.Place.left(conversation.toString(), ArchivedConversation.state(place)));
            return Future.succeededFuture(lines);
        }
        return database.reading()
                .first(
                        "SELECT " + ArchivedConversation.COLUMNS + " FROM conversation WHERE id = ?",
                        List.of(conversation.value()),
                        OwnPlaces::conversation)
                .map(line -> {
                    lines.add(place(conversation, place));
                    line.ifPresent(lines::add);
                    lines.add(member(place));
                    return lines;
                });
    }

    private static ArchiveLine place(ConversationId conversation, Row row) {
        return new ArchiveLine.Place(
                conversation.toString(),
                ArchivedConversation.state(row),
                positive(row.getLong("muted_until")),
                positive(row.getLong("pinned")),
                row.getLong("archived_seq") < 0 ? null : row.getLong("archived_seq"),
                row.getInteger("marked_unread") == 1 ? true : null);
    }

    static Long positive(long value) {
        return value > 0 ? value : null;
    }

    private static ArchiveLine conversation(Row row) {
        return new ArchiveLine.Conversation(
                row.getLong("id").toString(),
                ConversationKind.of(row.getString("kind")),
                row.getString("title"),
                null,
                row.getLong("created_at"),
                row.getLong("rev"),
                row.getLong("first_rev"),
                row.getLong("first_seq"),
                SettingsColumns.read(row),
                row.getInteger("retention_days"),
                null);
    }

    private static ArchiveLine member(Row row) {
        return new ArchiveLine.Member(
                row.getLong("account_id").toString(),
                Role.of(row.getString("role")),
                ArchivedConversation.state(row),
                row.getLong("joined_seq"),
                row.getLong("rev"),
                null,
                row.getLong("read_seq"),
                null);
    }

    private Future<List<ArchiveLine>> drafts(ConversationId conversation, List<Object> mine) {
        return database.reading()
                .first(
                        "SELECT text, reply_to_seq, other_text, changed_at FROM draft"
                                + " WHERE account_id = ? AND conversation_id = ?",
                        mine,
                        row -> row)
                .map(found -> {
                    List<ArchiveLine> lines = new ArrayList<>();
                    found.ifPresent(row -> ArchivedBelongings.draft(null, conversation.toString(), row, lines::add));
                    return lines;
                });
    }
}
