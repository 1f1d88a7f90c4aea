package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.outbox.OutboxStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The outbox in SQL. */
final class SqlOutboxStore implements OutboxStore {
    private final Database database;

    SqlOutboxStore(Database database) {
        this.database = database;
    }

    /** The update gives each row to one claim; only then it is read whose it is. */
    @Override
    public Future<List<Row>> claim(String kind, String claim, int limit, Duration lease) {
        return database.write(statements -> claim(statements, kind, claim, limit, lease.toMillis()));
    }

    /** As {@link #claim(String, String, int, Duration)}, in a transaction. */
    static Future<List<Row>> claim(Statements statements, String kind, String claim, int limit, long leaseMs) {
        return statements
                .now()
                .compose(now -> candidates(statements, kind, limit, now)
                        .compose(found -> found.isEmpty()
                                ? Future.succeededFuture(List.of())
                                : take(statements, found, claim, now, now + leaseMs)));
    }

    private static Future<List<Long>> candidates(Statements statements, String kind, int limit, long now) {
        return statements.list(
                "SELECT id FROM outbox WHERE kind = ? AND lease_until < ? ORDER BY lease_until, id LIMIT ?",
                List.of(kind, now, limit),
                row -> row.getLong("id"));
    }

    private static Future<List<Row>> take(
            Statements statements, List<Long> found, String claim, long now, long leaseUntil) {
        List<Long> asked = Marks.padded(found);
        List<Object> values = new ArrayList<>(List.of(claim, leaseUntil, now));
        values.addAll(asked);
        return statements
                .run(
                        "UPDATE outbox SET lease_owner = ?, lease_until = ? WHERE lease_until < ? AND id IN ("
                                + Marks.list(asked.size()) + ")",
                        values)
                .compose(done -> statements.list(
                        "SELECT id, application_id, conversation_id, seq, rev, about FROM outbox WHERE lease_owner = ?"
                                + " ORDER BY id",
                        List.of(claim),
                        SqlOutboxStore::row));
    }

    private static Row row(io.vertx.sqlclient.Row row) {
        return new Row(
                row.getLong("id"),
                new ApplicationId(row.getLong("application_id")),
                new ConversationId(row.getLong("conversation_id")),
                row.getLong("seq"),
                row.getLong("rev"),
                About.valueOf(row.getString("about").toUpperCase(java.util.Locale.ROOT)));
    }

    @Override
    public Future<Integer> done(String claim, List<Row> rows) {
        List<Long> ids = rows.stream().map(Row::id).toList();
        return rows.isEmpty() ? Future.succeededFuture(0) : database.write(statements -> done(statements, claim, ids));
    }

    /** As {@link #done(String, List)}, in a transaction. @param ids at least one */
    static Future<Integer> done(Statements statements, String claim, List<Long> ids) {
        List<Object> values = new ArrayList<>(List.of(claim));
        List<Long> asked = Marks.padded(ids);
        values.addAll(asked);
        return statements
                .run("DELETE FROM outbox WHERE lease_owner = ? AND id IN (" + Marks.list(asked.size()) + ")", values)
                .map(io.vertx.sqlclient.RowSet::rowCount);
    }
}
