package dev.crosstalk.persistence;

import dev.crosstalk.config.StartupFailure;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Brings a database to this version's schema; two nodes that start at once do it one after the other.
 *
 * <p>MySQL commits each schema change by itself, so every statement is recorded when it is done. After a crash the next start
 * goes on behind the last recorded one; the one after it may have been done and not recorded, and then is found to be there
 * already.
 */
final class Migrations {
    private static final String LOCK = "crosstalk.migration";
    private static final int LOCK_SECONDS = 60;
    private static final String HISTORY = """
            CREATE TABLE IF NOT EXISTS schema_migration (
              version INTEGER NOT NULL PRIMARY KEY,
              name VARCHAR(255) NOT NULL,
              checksum VARCHAR(64) NOT NULL,
              statements_done INTEGER NOT NULL,
              statements INTEGER NOT NULL,
              changed_at BIGINT NOT NULL
            ) ${rows}""";

    private final Database database;
    private final List<Migration> migrations;

    Migrations(Database database, List<Migration> migrations) {
        this.database = database;
        this.migrations = migrations;
    }

    /** @param then what else must be done by one node alone, in the same lock (SQLite: in the same transaction) */
    Future<Void> run(Function<Statements, Future<Void>> then) {
        if (database.dialect() == Dialect.SQLITE) {
            Patience patience = new Patience(LOCK_SECONDS * 1000L);
            return database.awaitingTurn(
                    () -> database.transaction(
                            statements -> migrate(statements).compose(done -> then.apply(statements)),
                            LOCK_SECONDS * 1000L),
                    patience);
        }
        return database.onConnection(connection -> locked(connection, () -> {
            Statements statements = new Statements(connection, database.dialect());
            return migrate(statements).compose(done -> then.apply(statements));
        }));
    }

    private static Future<Void> locked(SqlConnection connection, Supplier<Future<Void>> work) {
        // The name is the server's, not the database's.
        String name = "CONCAT('" + LOCK + ".', MD5(DATABASE()))";
        return connection
                .query("SELECT GET_LOCK(" + name + ", " + LOCK_SECONDS + ")")
                .execute()
                .compose(rows -> {
                    Long got = rows.iterator().next().getLong(0);
                    return got != null && got == 1
                            ? work.get()
                            : Future.failedFuture(new StartupFailure(DatabaseUrl.KEY
                                    + ": another node has been migrating this database for over a minute"));
                })
                .eventually(() ->
                        connection.query("SELECT RELEASE_LOCK(" + name + ")").execute());
    }

    private Future<Void> migrate(Statements statements) {
        Future<?> chain = statements.script(HISTORY);
        chain = chain.compose(done -> refuseNewer(statements));
        for (Migration migration : migrations) {
            chain = chain.compose(done -> apply(statements, migration));
        }
        return chain.mapEmpty();
    }

    private Future<Void> refuseNewer(Statements statements) {
        int newest = migrations.get(migrations.size() - 1).version();
        return statements
                .number("SELECT COALESCE(MAX(version), 0) FROM schema_migration")
                .compose(version -> {
                    if (version > newest) {
                        return Future.failedFuture(
                                new StartupFailure(DatabaseUrl.KEY + ": the database has schema version " + version
                                        + ", this program knows only up to " + newest));
                    }
                    return Future.succeededFuture();
                });
    }

    private record Recorded(String checksum, int done) {}

    private Future<Void> apply(Statements statements, Migration migration) {
        return statements
                .first(
                        "SELECT checksum, statements_done FROM schema_migration WHERE version = ?",
                        List.of(migration.version()),
                        row -> new Recorded(row.getString("checksum"), row.getInteger("statements_done")))
                .compose(recorded -> apply(statements, migration, recorded));
    }

    private Future<Void> apply(Statements statements, Migration migration, Optional<Recorded> recorded) {
        if (recorded.isPresent() && !recorded.get().checksum().equals(migration.checksum())) {
            return Future.failedFuture(new StartupFailure(DatabaseUrl.KEY + ": migration " + migration.name()
                    + " was applied to this database with another content (checksum "
                    + recorded.get().checksum() + ", here " + migration.checksum() + ")"));
        }
        Future<?> chain = recorded.isPresent()
                ? Future.succeededFuture()
                : statements.update(
                        "INSERT INTO schema_migration (version, name, checksum, statements_done, statements, changed_at)"
                                + " VALUES (?, ?, ?, 0, ?, ${now})",
                        migration.version(),
                        migration.name(),
                        migration.checksum(),
                        migration.statements().size());
        int done = recorded.map(Recorded::done).orElse(0);
        for (int i = done; i < migration.statements().size(); i++) {
            int index = i;
            boolean mayBeThere = recorded.isPresent() && i == done;
            chain = chain.compose(ignored -> step(statements, migration, index, mayBeThere));
        }
        return chain.mapEmpty();
    }

    private Future<Integer> step(Statements statements, Migration migration, int index, boolean mayBeThere) {
        return statements
                .script(migration.statements().get(index))
                .<Void>mapEmpty()
                .recover(error -> mayBeThere && database.dialect().isAlreadyThere(error)
                        ? Future.succeededFuture()
                        : Future.failedFuture(new StartupFailure(DatabaseUrl.KEY + ": statement " + (index + 1) + " of "
                                + migration.name() + " failed: " + error.getMessage())))
                .compose(done -> statements.update(
                        "UPDATE schema_migration SET statements_done = ?, changed_at = ${now} WHERE version = ?",
                        index + 1,
                        migration.version()));
    }
}
