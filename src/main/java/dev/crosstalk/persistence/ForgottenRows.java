package dev.crosstalk.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rows of people's lines that say that something is no more. A device that has not heard of it must, so they stay; for ever would be
 * too long. Where they are removed, {@code first_user_rev} is raised to the highest revision that went: who holds less loads anew.
 */
final class ForgottenRows {
    private static final long DAY_MS = 86_400_000;

    /** Tables with such rows: which of them are, and since when. Each is found by an index. */
    private static final Map<String, Ended> TABLES = Map.of(
            "draft", new Ended("emptied_at IS NOT NULL", "emptied_at"),
            "saved", new Ended("active = 0", "saved_at"),
            "contact", new Ended("state = 'none'", "changed_at"));

    private record Ended(String where, String since) {}

    private record Found(long account, long userRev) {}

    private ForgottenRows() {}

    /** @return how many rows were found, of all kinds */
    static Future<Integer> remove(Database database, int days, int most) {
        Future<Integer> all = Future.succeededFuture(0);
        for (Map.Entry<String, Ended> table : TABLES.entrySet()) {
            all = all.compose(before -> find(database, table.getKey(), table.getValue(), days, most)
                    .compose(rows -> rows.isEmpty()
                            ? Future.succeededFuture(before)
                            : database.write(statements -> remove(statements, table.getKey(), table.getValue(), rows))
                                    .map(done -> before + rows.size())));
        }
        return all;
    }

    private static Future<List<Found>> find(Database database, String table, Ended ended, int days, int most) {
        return database.reading()
                .list(
                        "SELECT account_id, user_rev FROM " + table + " WHERE " + ended.where() + " AND "
                                + ended.since() + " < ${now} - ? ORDER BY " + ended.since() + " LIMIT ?",
                        List.of(days * DAY_MS, most),
                        row -> new Found(row.getLong("account_id"), row.getLong("user_rev")));
    }

    /** A row that has changed since it was found has another revision, and stays. */
    private static Future<RowSet<Row>> remove(Statements statements, String table, Ended ended, List<Found> rows) {
        List<Object> values = new ArrayList<>();
        List<Found> asked = Marks.padded(rows);
        asked.forEach(row -> values.addAll(List.of(row.account(), row.userRev())));
        return raise(statements, rows)
                .compose(done -> statements.run(
                        "DELETE FROM " + table + " WHERE (account_id, user_rev) IN (${pairs}"
                                + Marks.tuples(asked.size(), 2) + ") AND " + ended.where(),
                        values));
    }

    private static Future<?> raise(Statements statements, List<Found> rows) {
        SortedMap<Long, Long> highest = new TreeMap<>();
        rows.forEach(row -> highest.merge(row.account(), row.userRev(), Math::max));
        return raise(statements, highest);
    }

    /** Locks the accounts, in order of id as everybody does, before their rows. @param highest that goes of each account */
    static Future<?> raise(Statements statements, SortedMap<Long, Long> highest) {
        List<Object> values = new ArrayList<>();
        StringBuilder cases = new StringBuilder();
        highest.forEach((account, userRev) -> {
            cases.append(" WHEN ? THEN ?");
            values.addAll(List.of(account, userRev));
        });
        values.addAll(highest.keySet());
        return statements.run(
                "UPDATE account SET first_user_rev = ${greatest}(first_user_rev, CASE id" + cases
                        + " END) WHERE id IN (" + Marks.list(highest.size()) + ")",
                values);
    }
}
