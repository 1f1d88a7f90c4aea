package dev.crosstalk.persistence;

import dev.crosstalk.config.StartupFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a database as a node finds it: reachable, migrated, of this installation, and as durable as it should be. */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private Opening() {}

    static Future<Database> database(Vertx vertx, PersistenceSettings settings, int shards) {
        Database database;
        try {
            Pools pools = Pools.open(vertx, settings);
            database = new Database(
                    vertx,
                    pools,
                    settings.transactionMs(),
                    new Turnstile(pools.beside(), settings.queueRows(), settings.queueBytes()));
        } catch (StartupFailure e) {
            return Future.failedFuture(e);
        }
        return reach(database, settings)
                .compose(reached -> new Migrations(database, Migration.all())
                        .run(statements -> Installation.check(statements, shards)))
                .compose(migrated -> warnOfLossyCommits(database))
                .map(database)
                .recover(error -> database.close().transform(closed -> Future.failedFuture(failure(settings, error))));
    }

    private static Future<Long> reach(Database database, PersistenceSettings settings) {
        return database.awaitingTurn(
                        () -> database.onConnection(connection -> new Statements(connection, database.dialect()).now()),
                        database.patience(0))
                .recover(error -> Future.failedFuture(new StartupFailure(
                        DatabaseUrl.KEY + ": cannot open " + settings.url() + ": " + firstLine(error))));
    }

    private static StartupFailure failure(PersistenceSettings settings, Throwable error) {
        LOG.debug("The database cannot be prepared", error);
        return error instanceof StartupFailure failure
                ? failure
                : new StartupFailure(DatabaseUrl.KEY + ": cannot prepare " + settings.url() + ": " + firstLine(error));
    }

    private static String firstLine(Throwable error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse(error.toString());
    }

    private static Future<Void> warnOfLossyCommits(Database database) {
        if (database.dialect() == Dialect.SQLITE) {
            return Future.succeededFuture();
        }
        return database.reading()
                .first("SELECT @@innodb_flush_log_at_trx_commit AS flush_log", List.of(), row -> row.getLong(0))
                .map(flush -> {
                    if (flush.orElse(0L) != 1) {
                        LOG.warn(
                                "innodb_flush_log_at_trx_commit is {}: acknowledged messages may be lost in a power cut",
                                flush.orElse(0L));
                    }
                    return null;
                });
    }
}
