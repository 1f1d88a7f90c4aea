package dev.crosstalk.persistence;

import dev.crosstalk.account.Name;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ArchiveCommand.Commit;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.conversation.Participants;
import dev.crosstalk.persistence.Queued.Changed;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.List;

/** Makes staged conversations visible: gives each its row, its number, and its members. */
final class ImportedConversations {
    private final Database database;
    private final Lanes lanes;
    private final Outbox outbox;

    ImportedConversations(Database database, Lanes lanes, Outbox outbox) {
        this.database = database;
        this.lanes = lanes;
        this.outbox = outbox;
    }

    private record Found(ConversationId id, boolean committed, ArchiveLine.Conversation line) {}

    Future<ConversationId> commit(Commit command) {
        return find(database.reading(), command)
                .compose(found -> found.committed()
                        ? Future.succeededFuture(found.id())
                        : lanes.change(found.id(), statements -> commit(statements, command)));
    }

    private static Future<Found> find(Statements statements, Commit command) {
        return statements
                .first(
                        "SELECT conversation_id, committed, line FROM import_conversation"
                                + " WHERE import_id = ? AND original = ? AND application_id = ?",
                        List.of(
                                Binary.of(command.id()),
                                command.original(),
                                command.application().value()),
                        row -> new Found(
                                new ConversationId(row.getLong("conversation_id")),
                                row.getInteger("committed") == 1,
                                (ArchiveLine.Conversation) Json.read(row.getString("line"), ArchiveLine.class)))
                .map(found -> found.orElseThrow(
                        () -> FailureCode.BAD_ARCHIVE.because("Nothing of that conversation was staged.")));
    }

    private Future<Changed<ConversationId>> commit(Statements statements, Commit command) {
        return statements
                .update(
                        "UPDATE import_run SET committed = committed + 1, touched_at = ${now}"
                                + " WHERE id = ? AND touched_at >= 0",
                        Binary.of(command.id()))
                .compose(living -> {
                    if (living == 0) {
                        throw FailureCode.BAD_ARCHIVE.because("This import was given up.");
                    }
                    return find(statements, command);
                })
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
        private final ArchiveLine.Conversation line;

        Step(Statements statements, Commit command, Found found) {
            this.statements = statements;
            this.command = command;
            this.id = found.id();
            this.line = found.line();
        }

        Future<ConversationId> store() {
            return statements
                    .update(
                            "UPDATE application SET next_chat_number = next_chat_number + 1 WHERE id = ?",
                            command.application().value())
                    .compose(done -> people())
                    .compose(people -> measures()
                            .compose(measures -> conversation(measures, people)
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
                    .map(id);
        }

        private Future<List<AccountId>> people() {
            return statements.list(
                    "SELECT account_id FROM import_member WHERE conversation_id = ? AND active = 1",
                    List.of(id.value()),
                    row -> new AccountId(row.getLong("account_id")));
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
                                    + " COALESCE((SELECT MAX(rev) FROM message" + of + "), 0) AS message_rev,"
                                    + " COALESCE((SELECT MAX(rev) FROM reaction" + of + "), 0) AS reaction_rev,"
                                    + " COALESCE((SELECT MAX(rev) FROM entry" + of + "), 0) AS entry_rev",
                            values(),
                            row -> row)
                    .map(found -> found.orElseThrow());
        }

        private List<Object> values() {
            long it = id.value();
            return Arrays.asList(
                    command.application().value(), it, line.firstSeq() - 1, it, it, line.createdAt(), it, it, it);
        }

        private Future<Integer> conversation(Row measures, List<AccountId> people) {
            boolean identified = line.kind() == ConversationKind.DIRECT
                    || (line.kind() == ConversationKind.GROUP && line.title() == null);
            return statements.update(
                    "INSERT INTO conversation (id, application_id, number, kind, title, title_key, participants_key, created_by,"
                            + " rev, first_rev, last_seq, first_seq, last_id, last_time, member_count, created_at, changed_at,"
                            + " join_policy, permissions, slow_mode_s, retention_days) SELECT ?, ?, ?, ?, ?, ?, ?, account_id,"
                            + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM import_account WHERE import_id = ? AND original = ?",
                    id.value(),
                    command.application().value(),
                    measures.getLong("number"),
                    line.kind().text(),
                    line.title(),
                    line.title() == null ? null : Name.key(line.title()),
                    identified ? new Participants(people).key() : null,
                    rev(measures),
                    line.firstRev(),
                    measures.getLong("last_seq"),
                    line.firstSeq(),
                    measures.getLong("last_id"),
                    measures.getLong("last_time"),
                    people.size(),
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
            return Math.max(
                    line.rev(),
                    Math.max(
                            measures.getLong("message_rev"),
                            Math.max(measures.getLong("reaction_rev"), measures.getLong("entry_rev"))));
        }

        /** What was imported is no news: everybody has read it. */
        private Future<Integer> members(long lastSeq) {
            String theirs = " IN (SELECT account_id FROM import_member WHERE conversation_id = ?)";
            return statements
                    .update("UPDATE account SET user_rev = user_rev + 1 WHERE id" + theirs, id.value())
                    .compose(done -> statements.update(
                            "INSERT INTO member (application_id, conversation_id, account_id, role, active, joined_seq, rev,"
                                    + " user_rev, read_seq, seen_seq, delivered_seq) SELECT i.application_id,"
                                    + " i.conversation_id, i.account_id, i.role, i.active, i.joined_seq, i.rev, a.user_rev,"
                                    + " ?, ?, ? FROM import_member i JOIN account a ON a.id = i.account_id"
                                    + " WHERE i.conversation_id = ?",
                            lastSeq,
                            lastSeq,
                            lastSeq,
                            id.value()))
                    .compose(done ->
                            statements.update("DELETE FROM import_member WHERE conversation_id = ?", id.value()));
        }
    }
}
