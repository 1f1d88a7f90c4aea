package dev.crosstalk.persistence;

import dev.crosstalk.account.Name;
import dev.crosstalk.archive.ArchiveCheck;
import dev.crosstalk.bus.ArchiveCommand.Commit;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.persistence.Queued.Changed;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Makes staged conversations visible: gives each its row, its number, and its members. */
final class ImportedConversations {
    /** As who made a conversation of which the archive does not say it. */
    static final long NOBODY = 0;

    private final Database database;
    private final Lanes lanes;
    private final Outbox outbox;

    ImportedConversations(Database database, Lanes lanes, Outbox outbox) {
        this.database = database;
        this.lanes = lanes;
        this.outbox = outbox;
    }

    private record Found(ConversationId id, boolean committed, long number, ArchiveLine.Conversation line) {}

    Future<ConversationId> commit(Commit command) {
        return find(database.reading(), command)
                .compose(found -> found.committed()
                        ? Future.succeededFuture(found.id())
                        : lanes.change(found.id(), statements -> commit(statements, command)));
    }

    private static Future<Found> find(Statements statements, Commit command) {
        return statements
                .first(
                        "SELECT conversation_id, committed, line_number, line FROM import_conversation"
                                + " WHERE import_id = ? AND original = ? AND application_id = ?",
                        List.of(
                                Binary.of(command.id()),
                                command.original(),
                                command.application().value()),
                        row -> new Found(
                                new ConversationId(row.getLong("conversation_id")),
                                row.getInteger("committed") == 1,
                                row.getLong("line_number"),
                                (ArchiveLine.Conversation) Json.read(row.getString("line"), ArchiveLine.class)))
                .map(found -> found.orElseThrow(
                        () -> FailureCode.BAD_ARCHIVE.because("Nothing of that conversation was staged.")));
    }

    private Future<Changed<ConversationId>> commit(Statements statements, Commit command) {
        return SqlImportStore.touch(statements, command.id(), command.attempt(), command.application())
                .compose(living -> find(statements, command))
                .compose(found -> found.committed()
                        ? Future.succeededFuture(found.id())
                        : new Step(statements, command, found).store())
                .map(id -> new Changed<>(id, List.<Event>of()));
    }

    /** One conversation, in its transaction. */
    private final class Step {
        private final Statements statements;
        private final Commit command;
        private final ConversationId id;
        private final long number;
        private final ArchiveLine.Conversation line;

        Step(Statements statements, Commit command, Found found) {
            this.statements = statements;
            this.command = command;
            this.id = found.id();
            this.number = found.number();
            this.line = found.line();
        }

        Future<ConversationId> store() {
            return statements
                    .update(
                            "UPDATE application SET next_chat_number = next_chat_number + 1 WHERE id = ?",
                            command.application().value())
                    .compose(done -> ImportedIdentity.of(statements, id, line))
                    .compose(identity -> requireNew(identity)
                            .compose(done -> measures())
                            .compose(measures -> conversation(measures, identity)
                                    .compose(done -> members(measures.getLong("last_seq")))
                                    .compose(done -> outbox.imported(
                                            statements,
                                            command.application(),
                                            id,
                                            measures.getLong("last_seq"),
                                            rev(measures),
                                            measures.getLong("now_ms")))))
                    .compose(done -> statements.update(
                            "UPDATE import_conversation SET committed = 1 WHERE import_id = ? AND original = ?",
                            Binary.of(command.id()),
                            command.original()))
                    .compose(done -> statements.update(
                            "UPDATE import_run SET committed = committed + 1 WHERE id = ?", Binary.of(command.id())))
                    .map(id);
        }

        /** Its people are new here: if they have a conversation, it is of the same archive. */
        private Future<Void> requireNew(ImportedIdentity identity) {
            if (identity.key() == null) {
                return Future.succeededFuture();
            }
            return statements
                    .number(
                            "SELECT COUNT(*) FROM conversation WHERE application_id = ? AND participants_key = ?",
                            command.application().value(),
                            identity.key())
                    .map(count -> {
                        if (count > 0) {
                            throw ArchiveCheck.at(number, "its people have another such conversation before it");
                        }
                        return null;
                    });
        }

        private Future<Row> measures() {
            String of = " WHERE conversation_id = ?";
            return statements
                    .first(
                            "SELECT ${now} AS now_ms,"
                                    + " (SELECT next_chat_number - 1 FROM application WHERE id = ?) AS number,"
                                    + " COALESCE((SELECT MAX(seq) FROM message" + of + "), ?) AS last_seq,"
                                    + " COALESCE((SELECT id FROM message" + of
                                    + " ORDER BY seq DESC LIMIT 1), 0) AS last_id,"
                                    + " COALESCE((SELECT created_at FROM message" + of
                                    + " ORDER BY seq DESC LIMIT 1), ?) AS last_time,"
                                    + " (SELECT COUNT(*) FROM import_member" + of + " AND active = 1) AS members,"
                                    + " COALESCE((SELECT MAX(rev) FROM message" + of + "), 0) AS message_rev,"
                                    + " COALESCE((SELECT MAX(rev) FROM reaction" + of + "), 0) AS reaction_rev,"
                                    + " COALESCE((SELECT MAX(rev) FROM entry" + of + "), 0) AS entry_rev,"
                                    + " COALESCE((SELECT MAX(rev) FROM pin" + of + "), 0) AS pin_rev,"
                                    + " COALESCE((SELECT MAX(rev) FROM import_member" + of + "), 0) AS member_rev",
                            values(),
                            row -> row)
                    .map(found -> found.orElseThrow());
        }

        private List<Object> values() {
            List<Object> values = new ArrayList<>(List.of(
                    command.application().value(),
                    id.value(),
                    line.firstSeq() - 1,
                    id.value(),
                    id.value(),
                    line.createdAt()));
            values.addAll(Collections.nCopies(6, id.value()));
            return values;
        }

        private Future<Integer> conversation(Row measures, ImportedIdentity identity) {
            return statements.update(
                    "INSERT INTO conversation (id, application_id, number, kind, title, title_key, participants_key, closed,"
                            + " rev, first_rev, last_seq, first_seq, last_id, last_time, member_count, created_at, changed_at,"
                            + " join_policy, permissions, slow_mode_s, retention_days, created_by)"
                            + " VALUES (" + Marks.list(21) + ", COALESCE((SELECT account_id FROM import_account"
                            + " WHERE import_id = ? AND original = ?), " + NOBODY + "))",
                    id.value(),
                    command.application().value(),
                    measures.getLong("number"),
                    line.kind().text(),
                    line.title(),
                    line.title() == null ? null : Name.key(line.title()),
                    identity.key(),
                    identity.closed() ? 1 : 0,
                    rev(measures),
                    line.firstRev(),
                    measures.getLong("last_seq"),
                    line.firstSeq(),
                    measures.getLong("last_id"),
                    measures.getLong("last_time"),
                    measures.getLong("members"),
                    line.createdAt(),
                    measures.getLong("now_ms"),
                    line.settings().joinPolicy().text(),
                    SettingsColumns.permissions(line.kind(), line.settings()),
                    line.settings().slowModeSeconds(),
                    line.retentionDays(),
                    Binary.of(command.id()),
                    line.createdBy());
        }

        /** Rows that changed while the archive was made are newer than its own line. */
        private long rev(Row measures) {
            return Stream.of("message_rev", "reaction_rev", "entry_rev", "pin_rev", "member_rev")
                    .mapToLong(measures::getLong)
                    .reduce(line.rev(), Math::max);
        }

        /** Own messages behind a place that was moved back are not unread. */
        private Future<Integer> countOwn(long lastSeq) {
            return statements.update(
                    "UPDATE member SET own_unread = (SELECT COUNT(*) FROM message"
                            + " WHERE message.conversation_id = member.conversation_id"
                            + " AND message.sender_id = member.account_id AND message.seq > member.read_seq)"
                            + " WHERE conversation_id = ? AND read_seq < ?",
                    id.value(),
                    lastSeq);
        }

        /** What was imported is no news: who is not said to be elsewhere has read it. Nobody is behind the last message. */
        private Future<Integer> members(long lastSeq) {
            String theirs = " IN (SELECT account_id FROM import_member WHERE conversation_id = ?)";
            return statements
                    .update("UPDATE account SET user_rev = user_rev + 1 WHERE id" + theirs, id.value())
                    .compose(done -> statements.update(
                            "INSERT INTO member (application_id, conversation_id, account_id, role, active, joined_seq, rev,"
                                    + " banned_until, user_rev, read_seq, seen_seq, delivered_seq, seen_at, muted_until, pinned,"
                                    + " archived_seq, marked_unread, unread_rev) SELECT i.application_id,"
                                    + " i.conversation_id, i.account_id, i.role, i.active, i.joined_seq, i.rev,"
                                    + " i.banned_until, a.user_rev, COALESCE(${least}(i.read_seq, ?), ?),"
                                    + " COALESCE(${least}(i.seen_seq, ?), ?), ?, COALESCE(i.seen_at, 0),"
                                    + " COALESCE(i.muted_until, 0), COALESCE(i.pinned, 0),"
                                    + " COALESCE(${least}(i.archived_seq, ?), -1), COALESCE(i.marked_unread, 0),"
                                    + " CASE WHEN i.marked_unread = 1 OR i.read_seq < i.seen_seq THEN a.user_rev ELSE 0 END"
                                    + " FROM import_member i JOIN account a ON a.id = i.account_id"
                                    + " WHERE i.conversation_id = ?",
                            lastSeq,
                            lastSeq,
                            lastSeq,
                            lastSeq,
                            lastSeq,
                            lastSeq,
                            id.value()))
                    .compose(done -> countOwn(lastSeq))
                    .compose(done ->
                            statements.update("DELETE FROM import_member WHERE conversation_id = ?", id.value()));
        }
    }
}
