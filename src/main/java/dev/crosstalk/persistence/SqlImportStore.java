package dev.crosstalk.persistence;

import dev.crosstalk.archive.ImportStore;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveCommand.Abort;
import dev.crosstalk.bus.ArchiveCommand.Begin;
import dev.crosstalk.bus.ArchiveCommand.Begun;
import dev.crosstalk.bus.ArchiveCommand.Commit;
import dev.crosstalk.bus.ArchiveCommand.Committed;
import dev.crosstalk.bus.ArchiveCommand.ImportedAccountPage;
import dev.crosstalk.bus.ArchiveCommand.ImportedConversation;
import dev.crosstalk.bus.ArchiveCommand.ImportedConversationPage;
import dev.crosstalk.bus.ArchiveCommand.ListImportedAccounts;
import dev.crosstalk.bus.ArchiveCommand.ListImportedConversations;
import dev.crosstalk.bus.ArchiveCommand.Stage;
import dev.crosstalk.bus.ArchiveCommand.Staged;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Imports in SQL. The row of an import is locked by whatever is done for it, so that nothing is staged behind its removal. */
final class SqlImportStore implements ImportStore {
    private static final long ABANDONED_MS = TimeUnit.HOURS.toMillis(1);

    private final Database database;
    private final IdMaker ids;
    private final ImportedAccounts accounts;
    private final StagedConversations staged;
    private final StagedPossessions possessions;
    private final ImportedConversations conversations;
    private final ImportRemoval removal;

    SqlImportStore(Database database, Lanes lanes, IdMaker ids, Outbox outbox) {
        this.database = database;
        this.ids = ids;
        this.accounts = new ImportedAccounts(database, ids);
        this.possessions = new StagedPossessions(accounts);
        this.staged = new StagedConversations(ids);
        this.conversations = new ImportedConversations(database, lanes, outbox);
        this.removal = new ImportRemoval(database);
    }

    @Override
    public Future<Begun> begin(Begin command) {
        byte[] id = Binary.of(command.id());
        byte[] attempt = Binary.of(command.attempt());
        return database.write(statements -> statements
                        .update(
                                "${insert-new} INTO import_run (id, application_id, committed, ended, touched_at)"
                                        + " VALUES (?, ?, 0, 0, 0)",
                                id,
                                command.application().value())
                        .compose(done -> statements.update(
                                "UPDATE import_run SET attempt = ?, touched_at = ${now}, ended = 0"
                                        + " WHERE id = ? AND application_id = ?",
                                attempt,
                                id,
                                command.application().value())))
                .compose(found -> {
                    if (found == 0) {
                        throw FailureCode.BAD_ARCHIVE.because("That id is of an import into another application.");
                    }
                    return removal.removeEarlier(id, attempt);
                })
                .map(Begun::new);
    }

    /** Locks the import and notes that it lives. @return fails if it was given up, or if another request makes it now */
    static Future<Void> touch(Statements statements, UUID id, UUID attempt, ApplicationId application) {
        return statements
                .update(
                        "UPDATE import_run SET touched_at = ${now} WHERE id = ? AND application_id = ? AND attempt = ?"
                                + " AND touched_at <> " + ImportRemoval.REMOVED,
                        Binary.of(id),
                        application.value(),
                        Binary.of(attempt))
                .map(found -> {
                    if (found == 0) {
                        throw FailureCode.BAD_ARCHIVE.because(
                                "This import was given up, or is made by another request.");
                    }
                    return null;
                });
    }

    @Override
    public Future<Staged> stage(Stage command) {
        return database.write(statements -> touch(statements, command.id(), command.attempt(), command.application())
                .compose(living -> accounts.stage(statements, command))
                .compose(done -> possessions.stage(statements, command))
                .compose(done -> command.original() == null
                        ? Future.succeededFuture(new Staged(false))
                        : stageConversation(statements, command)));
    }

    private Future<Staged> stageConversation(Statements statements, Stage command) {
        return staged.place(statements, command).compose(place -> {
            if (place.committed()) {
                return Future.succeededFuture(new Staged(true));
            }
            return accounts.of(statements, command)
                    .compose(known -> new StagedRows(statements, ids, command, place.id(), known)
                            .insert()
                            .compose(done -> new StagedBelongings(statements, command, place.id(), known).insert()))
                    .map(new Staged(false));
        });
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
        return database.write(statements -> statements.update(
                "UPDATE import_run SET ended = 1 WHERE id = ? AND attempt = ?",
                Binary.of(command.id()),
                Binary.of(command.attempt())));
    }

    @Override
    public Future<Done> abort(Abort command) {
        return removal.giveUp(Binary.of(command.id()), "attempt = ?", Binary.of(command.attempt()))
                .map(new Done());
    }

    @Override
    public Future<ImportedConversationPage> conversations(ListImportedConversations command) {
        return database.reading()
                .list(
                        "SELECT original, conversation_id FROM import_conversation"
                                + " WHERE import_id = ? AND committed = 1 AND original > ? ORDER BY original LIMIT ?",
                        List.of(Binary.of(command.id()), after(command.after()), command.limit()),
                        row -> new ImportedConversation(
                                row.getString("original"), new ConversationId(row.getLong("conversation_id"))))
                .map(found -> new ImportedConversationPage(
                        found,
                        found.size() < command.limit()
                                ? null
                                : found.get(found.size() - 1).original()));
    }

    private static String after(String original) {
        return original == null ? "" : original;
    }

    @Override
    public Future<ImportedAccountPage> accounts(ListImportedAccounts command) {
        return accounts.list(command.id(), after(command.after()), command.limit())
                .map(found -> new ImportedAccountPage(
                        found,
                        found.size() < command.limit()
                                ? null
                                : found.get(found.size() - 1).original()));
    }

    @Override
    public Future<Void> removeAbandoned() {
        return database.reading()
                .now()
                .compose(now -> database.reading()
                        .list(
                                "SELECT id FROM import_run WHERE ended = 0 AND touched_at < ? LIMIT 100",
                                List.of(now - ABANDONED_MS),
                                row -> Binary.of(Binary.uuid(row, "id")))
                        .compose(abandoned -> {
                            Future<Void> done = Future.succeededFuture();
                            for (byte[] id : abandoned) {
                                done = done.compose(last -> removal.giveUp(id, "touched_at < ?", now - ABANDONED_MS));
                            }
                            return done;
                        }));
    }
}
