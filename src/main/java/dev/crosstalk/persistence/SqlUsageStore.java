package dev.crosstalk.persistence;

import dev.crosstalk.application.UsageStore;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What applications post in a day, in SQL. */
final class SqlUsageStore implements UsageStore {
    private static final int KEPT_DAYS = 7;
    private final Database database;

    SqlUsageStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Map<ApplicationId, Use>> exchange(long day, Map<ApplicationId, Long> posted, Long most) {
        return (posted.isEmpty()
                        ? Future.succeededFuture()
                        : database.write(statements -> add(statements, day, posted)))
                .compose(done -> read(day, most));
    }

    private static Future<?> add(Statements statements, long day, Map<ApplicationId, Long> posted) {
        List<Object> values = new ArrayList<>();
        posted.forEach((application, count) -> values.addAll(List.of(application.value(), day, count)));
        String sum = statements.dialect() == Dialect.SQLITE
                ? "ON CONFLICT (application_id, day) DO UPDATE SET messages = messages + excluded.messages"
                : "ON DUPLICATE KEY UPDATE messages = messages + VALUES(messages)";
        return statements
                .run(
                        "INSERT INTO application_usage (application_id, day, messages) VALUES "
                                + Marks.tuples(posted.size(), 3) + " " + sum,
                        values)
                .compose(done -> statements.update("DELETE FROM application_usage WHERE day < ?", day - KEPT_DAYS));
    }

    private Future<Map<ApplicationId, Use>> read(long day, Long most) {
        List<Object> values = new ArrayList<>();
        values.add(day);
        String limit = "a.max_messages_per_day";
        String where = " WHERE a.max_messages_per_day IS NOT NULL";
        if (most != null) {
            limit = "COALESCE(a.max_messages_per_day, " + most + ")";
            where = "";
        }
        return database.reading()
                .run(
                        "SELECT a.id, " + limit + " AS most, COALESCE(u.messages, 0) AS posted FROM application a"
                                + " LEFT JOIN application_usage u ON u.application_id = a.id AND u.day = ?" + where,
                        values)
                .map(rows -> {
                    Map<ApplicationId, Use> uses = new HashMap<>();
                    for (Row row : rows) {
                        uses.put(
                                new ApplicationId(row.getLong("id")),
                                new Use(row.getLong("most"), row.getLong("posted")));
                    }
                    return uses;
                });
    }

    @Override
    public Future<Boolean> isStored(AccountId sender, UUID clientId) {
        return database.reading()
                .number(
                        "SELECT COUNT(*) FROM message WHERE sender_id = ? AND client_id = ?",
                        sender.value(),
                        Binary.of(clientId))
                .map(count -> count > 0);
    }
}
