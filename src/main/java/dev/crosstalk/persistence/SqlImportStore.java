package dev.crosstalk.persistence;

import dev.crosstalk.archive.ImportStore;
import dev.crosstalk.bus.ArchiveCommand.Abort;
import dev.crosstalk.bus.ArchiveCommand.Commit;
import dev.crosstalk.bus.ArchiveCommand.Committed;
import dev.crosstalk.bus.ArchiveCommand.Stage;
import dev.crosstalk.bus.ArchiveCommand.Staged;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Imports in SQL. The row of an import is locked by whatever is done for it, so that nothing is staged behind its removal. */
final class SqlImportStore implements ImportStore {
    private static final long ABANDONED_MS = TimeUnit.HOURS.toMillis(1);
    private static final long REMOVED = -1;

    private final Database database;
    private final IdMaker ids;
    private final ImportedAccounts accounts;
    private final ImportedConversations conversations;
    private final ImportRemoval removal;

    SqlImportStore(Database database, Lanes lanes, IdMaker ids, Outbox outbox) {
        this.database = database;
        this.ids = ids;
        this.accounts = new ImportedAccounts(database, ids);
        this.conversations = new ImportedConversations(database, lanes, outbox);
        this.removal = new ImportRemoval(database);
    }

    @Override
    public Future<Staged> stage(Stage command) {
        return database.write(statements -> begin(statements, command)
                .compose(begun -> command.original() == null
                        ? accounts.stage(statements, command).map(new Staged(false))
                        : stageConversation(statements, command)));
    }

    /** The import, locked, and noted as living. */
    private static Future<Integer> begin(Statements statements, Stage command) {
        return statements
                .update(
                        "${insert-new} INTO import_run (id, application_id, committed, ended, touched_at)"
                                + " VALUES (?, ?, 0, 0, 0)",
                        Binary.of(command.id()),
                        command.application().value())
                .compose(done -> statements.update(
                        "UPDATE import_run SET touched_at = ${now}, ended = 0 WHERE id = ? AND application_id = ? AND touched_at <> ?",
                        Binary.of(command.id()),
                        command.application().value(),
                        REMOVED))
                .map(SqlImportStore::requireLiving);
    }

    private static int requireLiving(int rows) {
        if (rows == 0) {
            throw FailureCode.BAD_ARCHIVE.because("This import was given up. Begin it again with another id.");
        }
        return rows;
    }

    private record Place(ConversationId id, boolean committed) {}

    private Future<Staged> stageConversation(Statements statements, Stage command) {
        return place(statements, command).compose(place -> {
            if (place.committed()) {
                return Future.succeededFuture(new Staged(true));
            }
            return accounts.of(statements, command)
                    .compose(known -> new StagedRows(statements, ids, command, place.id(), known).insert())
                    .map(new Staged(false));
        });
    }

    /** The conversation that this one of the archive becomes; its first lines begin it. */
    private Future<Place> place(Statements statements, Stage command) {
        return statements
                .first(
                        "SELECT conversation_id, committed FROM import_conversation WHERE import_id = ? AND original = ?",
                        List.of(Binary.of(command.id()), command.original()),
                        row -> new Place(
                                new ConversationId(row.getLong("conversation_id")), row.getInteger("committed") == 1))
                .compose(found -> found.map(Future::succeededFuture).orElseGet(() -> newPlace(statements, command)));
    }

    private Future<Place> newPlace(Statements statements, Stage command) {
        if (command.lines().isEmpty() || !(command.lines().get(0) instanceof ArchiveLine.Conversation line)) {
            throw FailureCode.BAD_ARCHIVE.because("The lines of a conversation begin with its own.");
        }
        ConversationId id = new ConversationId(ids.next());
        return statements
                .update(
                        "INSERT INTO import_conversation (import_id, original, application_id, conversation_id, committed, line)"
                                + " VALUES (?, ?, ?, ?, 0, ?)",
                        Binary.of(command.id()),
                        command.original(),
                        command.application().value(),
                        id.value(),
                        Json.write(line))
                .map(new Place(id, false));
    }

    @Override
    public Future<Committed> commit(Commit command) {
        return accounts.reveal(command).compose(named -> {
            if (named.size() == ImportedAccounts.NAMES) {
                return Future.succeededFuture(new Committed(null, named, true));
            }
            return command.original() == null
                    ? end(command).map(new Committed(null, named, false))
                    : conversations.commit(command).map(id -> new Committed(id, named, false));
        });
    }

    private Future<Integer> end(Commit command) {
        return database.write(statements ->
                statements.update("UPDATE import_run SET ended = 1 WHERE id = ?", Binary.of(command.id())));
    }

    @Override
    public Future<Done> abort(Abort command) {
        return remove(Binary.of(command.id())).map(new Done());
    }

    private Future<Void> remove(byte[] id) {
        return database.write(statements -> statements.update(
                        "UPDATE import_run SET touched_at = ? WHERE id = ? AND ended = 0", REMOVED, id))
                .compose(found -> found == 0 ? Future.succeededFuture() : removal.remove(id));
    }

    @Override
    public Future<Void> removeAbandoned() {
        return database.reading()
                .now()
                .compose(now -> database.reading()
                        .list(
                                "SELECT id FROM import_run WHERE ended = 0 AND touched_at < ? LIMIT 100",
                                List.of(now - ABANDONED_MS),
                                row -> Binary.of(Binary.uuid(row, "id"))))
                .compose(abandoned -> {
                    Future<Void> done = Future.succeededFuture();
                    for (byte[] id : abandoned) {
                        done = done.compose(last -> remove(id));
                    }
                    return done;
                });
    }
}
