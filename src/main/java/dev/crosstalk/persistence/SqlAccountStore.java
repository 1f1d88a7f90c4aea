package dev.crosstalk.persistence;

import dev.crosstalk.account.AccountStore;
import dev.crosstalk.account.Name;
import dev.crosstalk.account.Session;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.SessionId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/** Accounts in SQL. The unique key of the name decides who gets it. */
final class SqlAccountStore implements AccountStore {
    private static final String GUEST = "guest";

    private final Database database;
    private final IdMaker ids;
    private final RenamedRows renamed;

    SqlAccountStore(Database database, IdMaker ids, RenamedRows renamed) {
        this.database = database;
        this.ids = ids;
        this.renamed = renamed;
    }

    @Override
    public Future<Session> createGuest(NewGuest guest) {
        AccountId account = new AccountId(ids.next());
        Session session = new Session(
                new SessionId(ids.next()),
                guest.application(),
                new AccountView(account, guest.name().text()),
                0,
                guest.userAgent(),
                guest.now(),
                guest.now(),
                guest.expiresAt());
        return nameTaken(statements -> requireApplication(statements, guest.application())
                        .compose(found -> freeName(
                                statements, guest.application(), guest.name(), guest.now(), guest.nameFreeBefore()))
                        .compose(freed -> insertAccount(statements, guest, account))
                        .compose(done -> SqlSessionStore.insert(statements, session, guest.tokenHash())))
                .map(session);
    }

    private static Future<Integer> insertAccount(Statements statements, NewGuest guest, AccountId account) {
        return statements.update(
                "INSERT INTO account (id, application_id, name, name_key, kind, created_at, seen_at, user_rev)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
                account.value(),
                guest.application().value(),
                guest.name().text(),
                guest.name().key(),
                GUEST,
                guest.now(),
                guest.now());
    }

    private static Future<Long> requireApplication(Statements statements, ApplicationId application) {
        return statements
                .first(
                        "SELECT id FROM application WHERE id = ?",
                        List.of(application.value()),
                        row -> row.getLong("id"))
                .map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure));
    }

    /** Takes the name from a guest who has not been here for long; the account and what it wrote stay. */
    private static Future<Integer> freeName(
            Statements statements, ApplicationId application, Name name, long now, long freeBefore) {
        return statements.update(
                "UPDATE account SET name_key = NULL WHERE application_id = ? AND name_key = ? AND kind = ? AND seen_at < ?"
                        + " AND NOT EXISTS (SELECT 1 FROM session s WHERE s.account_id = account.id AND s.expires_at > ?)",
                application.value(),
                name.key(),
                GUEST,
                freeBefore,
                now);
    }

    @Override
    public Future<AccountView> rename(
            ApplicationId application, AccountId account, Name name, long now, long nameFreeBefore) {
        return nameTaken(statements -> statements
                        .update(
                                "UPDATE account SET name = ?, named_at = ${now} WHERE id = ? AND application_id = ? AND name_key = ?",
                                name.text(),
                                account.value(),
                                application.value(),
                                name.key())
                        .compose(sameKey -> sameKey == 1
                                ? Future.succeededFuture(1)
                                : freeName(statements, application, name, now, nameFreeBefore)
                                        .compose(freed -> statements.update(
                                                "UPDATE account SET name = ?, name_key = ?, named_at = ${now} WHERE id = ? AND application_id = ?"
                                                        + " AND kind IN ('guest', 'registered')",
                                                name.text(),
                                                name.key(),
                                                account.value(),
                                                application.value()))))
                .map(count -> {
                    if (count == 0) {
                        throw FailureCode.NOT_FOUND.failure();
                    }
                    return new AccountView(account, name.text());
                });
    }

    private <T> Future<T> nameTaken(java.util.function.Function<Statements, Future<T>> work) {
        return database.write(statements -> work.apply(statements)
                .recover(error -> Future.failedFuture(
                        database.dialect().isDuplicateKey(error) ? FailureCode.NAME_TAKEN.failure() : error)));
    }

    @Override
    public Future<List<Found>> find(Caller caller, String keyPart, boolean contacts, String after, int limit) {
        List<Object> values = new ArrayList<>(List.of(
                caller.account().value(),
                ContactState.ACCEPTED.text(),
                caller.application().value(),
                after == null ? "" : after,
                Like.containing(keyPart),
                limit));
        return database.reading()
                .list(
                        "SELECT a.id, a.name, a.name_key, c.state FROM account a " + (contacts ? "" : "LEFT ")
                                + "JOIN contact c ON c.account_id = ? AND c.other_id = a.id AND c.state = ?"
                                + " WHERE a.application_id = ? AND a.name_key > ? AND a.name_key LIKE ? ESCAPE '!'"
                                + (contacts ? "" : " AND c.state IS NULL") + " ORDER BY a.name_key LIMIT ?",
                        values,
                        row -> new Found(
                                new AccountView(
                                        new AccountId(row.getLong("id")),
                                        row.getString("name"),
                                        contacts ? true : null,
                                        null),
                                row.getString("name_key")));
    }

    @Override
    public Future<List<AccountView>> get(ApplicationId application, List<AccountId> accounts) {
        if (accounts.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<Object> values = new ArrayList<>(List.of(application.value()));
        List<AccountId> asked = Marks.padded(accounts);
        asked.forEach(account -> values.add(account.value()));
        return database.reading()
                .list(
                        "SELECT id, name FROM account WHERE application_id = ? AND id IN (" + Marks.list(asked.size())
                                + ") ORDER BY id",
                        values,
                        SqlAccountStore::view);
    }

    @Override
    public Future<Renamings> renamedSince(ApplicationId application, Long since, int limit) {
        return renamed.since(application, since, limit);
    }

    @Override
    public Future<List<Renaming>> renamedAfter(ApplicationId application, RenamedPosition after, int limit) {
        return renamed.after(application, after, limit);
    }

    private static AccountView view(Row row) {
        return Rows.account(row, "id");
    }
}
