package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The next own revision of accounts. */
final class UserRevs {
    private UserRevs() {}

    /**
     * Takes so many revisions of each account. The rows stay locked until the commit.
     *
     * @param counts in order of account id
     * @return the last one that each has taken
     */
    static Future<Map<Long, Long>> take(Statements statements, SortedMap<Long, Integer> counts) {
        if (counts.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        List<Object> values = new ArrayList<>();
        StringBuilder steps = new StringBuilder();
        counts.forEach((account, count) -> {
            if (count > 1) {
                steps.append(" WHEN ? THEN ?");
                values.addAll(List.of(account, count));
            }
        });
        String step = steps.isEmpty() ? "1" : "CASE id" + steps + " ELSE 1 END";
        List<Long> asked = Marks.padded(counts.keySet());
        values.addAll(asked);
        String where = " WHERE id IN (" + Marks.list(asked.size()) + ")";
        return statements
                .run("UPDATE account SET user_rev = user_rev + " + step + ", changed_at = ${now}" + where, values)
                .compose(done -> statements.run("SELECT id, user_rev FROM account" + where, asked))
                .map(UserRevs::byAccount);
    }

    private static Map<Long, Long> byAccount(RowSet<Row> rows) {
        Map<Long, Long> revs = new HashMap<>();
        rows.forEach(row -> revs.put(row.getLong("id"), row.getLong("user_rev")));
        return revs;
    }

    /**
     * Takes the next revision of each account that exists in the application. The rows stay locked until the commit; the accounts
     * are in order of id, as everybody locks them, after the conversation.
     */
    static Future<Map<Long, Long>> take(Statements statements, ApplicationId application, List<AccountId> accounts) {
        List<Object> values = new ArrayList<>();
        Marks.padded(accounts).forEach(account -> values.add(account.value()));
        String where = " WHERE id IN (" + Marks.list(values.size()) + ") AND application_id = ?";
        values.add(application.value());
        return statements
                .run("UPDATE account SET user_rev = user_rev + 1, changed_at = ${now}" + where, values)
                .compose(done -> statements.run("SELECT id, user_rev FROM account" + where, values))
                .map(UserRevs::byAccount);
    }
}
