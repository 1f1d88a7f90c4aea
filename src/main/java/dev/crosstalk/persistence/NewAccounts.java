package dev.crosstalk.persistence;

import dev.crosstalk.account.Name;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import io.vertx.core.Future;

/** Accounts that nobody signs in to by a name. They are as registered ones, whose names nobody else gets, and have no password. */
final class NewAccounts {
    private NewAccounts() {}

    /** Fails by the unique key if the name is taken. */
    static Future<Integer> insert(
            Statements statements, ApplicationId application, AccountId account, Name name, long now) {
        return statements.update(
                "INSERT INTO account (id, application_id, name, name_key, kind, created_at, seen_at, user_rev)"
                        + " VALUES (?, ?, ?, ?, 'registered', ?, ?, 0)",
                account.value(),
                application.value(),
                name.text(),
                name.key(),
                now,
                now);
    }
}
