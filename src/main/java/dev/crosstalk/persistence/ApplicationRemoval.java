package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.EventSink;
import dev.crosstalk.bus.SessionId;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removes an application: its row first, by which nobody finds it, and in bounded steps all that names it. */
final class ApplicationRemoval {
    private static final int PEOPLE = 100;
    private static final int ROWS = 200;
    /** What belongs to accounts, by {@code account_id}. */
    private static final List<String> OF_ACCOUNTS =
            List.of("setting", "draft", "saved", "hidden", "mention", "contact", "member", "application_user");

    /** Of an application that was not removed nothing goes. */
    private static final String ACCOUNTS = "SELECT a.id FROM account a JOIN application_removal r"
            + " ON r.application_id = a.application_id WHERE a.application_id = ?";

    private final Database database;
    private final EventSink events;
    private final ImportRemoval imports;

    ApplicationRemoval(Database database, EventSink events) {
        this.database = database;
        this.events = events;
        this.imports = new ImportRemoval(database);
    }

    Future<Boolean> remove(Statements statements, ApplicationId application) {
        return statements
                .update("DELETE FROM application WHERE id = ?", application.value())
                .compose(found -> found == 0
                        ? Future.succeededFuture(false)
                        : statements
                                .update(
                                        "INSERT INTO application_removal (application_id, removed_at) VALUES (?, ${now})",
                                        application.value())
                                .compose(done -> statements.update(
                                        "DELETE FROM application_key WHERE application_id = ?", application.value()))
                                .map(true));
    }

    Future<Optional<AccountId>> endSessions(ApplicationId application, AccountId after) {
        return database.reading()
                .list(
                        ACCOUNTS + " AND a.id > ? ORDER BY a.id LIMIT ?",
                        List.of(application.value(), after == null ? 0L : after.value(), PEOPLE),
                        row -> row.getLong("id"))
                .compose(accounts -> accounts.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : database.write(statements -> endSessions(statements, accounts))
                                .map(ended -> {
                                    ended.forEach(events::publish);
                                    return Optional.of(new AccountId(accounts.get(accounts.size() - 1)));
                                }));
    }

    private static Future<List<UserEvent.SessionEnded>> endSessions(Statements statements, List<Long> accounts) {
        List<Long> asked = Marks.padded(accounts);
        String among = "account_id IN (" + Marks.list(asked.size()) + ")";
        return statements
                .list(
                        "SELECT id, account_id FROM session WHERE " + among + " ${lock}",
                        asked,
                        row -> new UserEvent.SessionEnded(
                                new AccountId(row.getLong("account_id")), new SessionId(row.getLong("id"))))
                .compose(ended -> statements
                        .run(
                                "DELETE FROM device_cursor WHERE session_id IN (SELECT id FROM session WHERE " + among
                                        + ")",
                                asked)
                        .compose(done -> statements.run("DELETE FROM session WHERE " + among, asked))
                        .map(ended));
    }

    Future<Boolean> removeAccounts(ApplicationId application) {
        return database.write(statements -> statements
                .list(
                        ACCOUNTS + " ORDER BY a.id LIMIT ?",
                        List.of(application.value(), PEOPLE),
                        row -> row.getLong("id"))
                .compose(accounts -> accounts.isEmpty()
                        ? Future.succeededFuture(false)
                        : removeAccounts(statements, accounts).map(true)));
    }

    private static Future<?> removeAccounts(Statements statements, List<Long> accounts) {
        List<Long> asked = Marks.padded(accounts);
        String among = " IN (" + Marks.list(asked.size()) + ")";
        Future<?> done = statements.run("DELETE FROM contact WHERE other_id" + among, asked);
        for (String table : OF_ACCOUNTS) {
            done = done.compose(last -> statements.run("DELETE FROM " + table + " WHERE account_id" + among, asked));
        }
        return done.compose(last -> statements.run("DELETE FROM account WHERE id" + among, asked));
    }

    /** Archives that were imported into it, and what is counted and noted of it. */
    Future<Boolean> removeRest(ApplicationId application) {
        return database.reading()
                .first(
                        "SELECT id FROM import_run WHERE application_id = ? LIMIT 1",
                        List.of(application.value()),
                        row -> Binary.of(Binary.uuid(row, "id")))
                .compose(found -> found.isPresent()
                        ? removeImport(application, found.get()).map(true)
                        : database.write(statements -> notes(statements, application))
                                .map(false));
    }

    private static Future<?> notes(Statements statements, ApplicationId application) {
        return statements
                .update("DELETE FROM application_usage WHERE application_id = ?", application.value())
                .compose(done -> statements.update(
                        "DELETE FROM conversation_removal WHERE application_id = ?", application.value()));
    }

    private Future<?> removeImport(ApplicationId application, byte[] id) {
        return imports.giveUp(id, "application_id = ?", application.value())
                .compose(done -> notes("import_conversation", id))
                .compose(some -> some ? Future.succeededFuture(true) : notes("import_account", id))
                .compose(some -> some
                        ? Future.succeededFuture()
                        : database.write(statements -> statements
                                .update("DELETE FROM import_run WHERE id = ?", id)
                                .mapEmpty()));
    }

    /** @return whether there were some */
    private Future<Boolean> notes(String table, byte[] id) {
        return database.write(statements -> statements
                .list(
                        "SELECT original FROM " + table + " WHERE import_id = ? LIMIT ?",
                        List.of(id, ROWS),
                        row -> row.getString("original"))
                .compose(originals -> {
                    if (originals.isEmpty()) {
                        return Future.succeededFuture(false);
                    }
                    List<Object> values = new ArrayList<>(List.of(id));
                    List<String> asked = Marks.padded(originals);
                    values.addAll(asked);
                    return statements
                            .run(
                                    "DELETE FROM " + table + " WHERE import_id = ? AND original IN ("
                                            + Marks.list(asked.size()) + ")",
                                    values)
                            .map(true);
                }));
    }
}
