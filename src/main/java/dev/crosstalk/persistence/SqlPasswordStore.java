package dev.crosstalk.persistence;

import dev.crosstalk.account.PasswordStore;
import dev.crosstalk.account.Session;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.SessionId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Hashes of passwords in SQL. The account's row is locked where its password decides, so that none is used after its end. */
final class SqlPasswordStore implements PasswordStore {
    private static final String CREDENTIAL =
            "SELECT id, application_id, name, name_key, password_hash, user_rev FROM account";

    private static final String GUEST = "guest";
    private static final String REGISTERED = "registered";

    private final Database database;
    private final IdMaker ids;

    SqlPasswordStore(Database database, IdMaker ids) {
        this.database = database;
        this.ids = ids;
    }

    @Override
    public Future<Optional<Credential>> ofName(ApplicationId application, String nameKey) {
        return database.reading()
                .first(
                        CREDENTIAL + " WHERE application_id = ? AND name_key = ?",
                        List.of(application.value(), nameKey),
                        SqlPasswordStore::credential);
    }

    @Override
    public Future<Optional<Credential>> ofAccount(ApplicationId application, AccountId account) {
        return database.reading()
                .first(
                        CREDENTIAL + " WHERE id = ? AND application_id = ? AND kind IN ('guest', 'registered')",
                        List.of(account.value(), application.value()),
                        SqlPasswordStore::credential);
    }

    private static Credential credential(Row row) {
        return new Credential(
                new ApplicationId(row.getLong("application_id")),
                new AccountView(new AccountId(row.getLong("id")), row.getString("name")),
                row.getString("name_key"),
                row.getString("password_hash"));
    }

    /** The account as it is now, locked; empty if its password is not the one of the credential. */
    static Future<Optional<Row>> lock(Statements statements, Credential credential) {
        return statements
                .first(
                        CREDENTIAL + " WHERE id = ? AND application_id = ? AND kind IN ('guest', 'registered') ${lock}",
                        List.of(
                                credential.account().id().value(),
                                credential.application().value()),
                        row -> row)
                .map(found -> found.filter(row -> Objects.equals(row.getString("password_hash"), credential.hash())));
    }

    @Override
    public Future<Optional<Session>> openSession(Credential credential, NewSession session) {
        SessionId id = new SessionId(ids.next());
        return database.write(statements -> lock(statements, credential).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            Session opened = new Session(
                    id,
                    credential.application(),
                    credential(found.get()).account(),
                    found.get().getLong("user_rev"),
                    session.userAgent(),
                    session.now(),
                    session.now(),
                    session.expiresAt());
            return SqlSessionStore.insert(statements, opened, session.tokenHash())
                    .compose(done -> statements.update(
                            "UPDATE account SET seen_at = ? WHERE id = ?",
                            session.now(),
                            credential.account().id().value()))
                    .map(Optional.of(opened));
        }));
    }

    @Override
    public Future<Optional<List<SessionId>>> change(Credential credential, String hash, SessionId kept, long now) {
        long account = credential.account().id().value();
        return database.write(statements -> lock(statements, credential)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : statements
                                .update(
                                        "UPDATE account SET password_hash = ?, kind = ?, seen_at = ? WHERE id = ?",
                                        hash,
                                        hash == null ? GUEST : REGISTERED,
                                        now,
                                        account)
                                .compose(done -> SqlSessionStore.endAll(
                                        statements, credential.account().id(), kept))
                                .map(Optional::of)));
    }

    @Override
    public Future<Void> rehash(Credential credential, String hash) {
        return database.write(statements -> statements.update(
                        "UPDATE account SET password_hash = ? WHERE id = ? AND password_hash = ?",
                        hash,
                        credential.account().id().value(),
                        credential.hash()))
                .mapEmpty();
    }
}
