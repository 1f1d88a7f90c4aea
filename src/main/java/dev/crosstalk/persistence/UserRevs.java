package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The next own revision of accounts. */
final class UserRevs {
    private UserRevs() {}

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
                .map(rows -> {
                    Map<Long, Long> revs = new HashMap<>();
                    rows.forEach(row -> revs.put(row.getLong("id"), row.getLong("user_rev")));
                    return revs;
                });
    }
}
