package dev.crosstalk.persistence;

import dev.crosstalk.account.Name;
import dev.crosstalk.account.PasswordStore.NewSession;
import dev.crosstalk.account.Session;
import dev.crosstalk.application.UserStore;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.SessionId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;

/** Accounts of applications' users in SQL. The primary key says that a user has one, the unique key of names that nobody has another's. */
final class SqlUserStore implements UserStore {
    private static final String USER = "SELECT a.id, a.name, a.user_rev FROM application_user u"
            + " JOIN account a ON a.id = u.account_id WHERE u.application_id = ? AND u.subject_hash = ?"
            + " AND a.kind IN ('guest', 'registered') ${lock}";

    private final Database database;
    private final IdMaker ids;

    SqlUserStore(Database database, IdMaker ids) {
        this.database = database;
        this.ids = ids;
    }

    @Override
    public Future<Optional<Session>> open(ApplicationId application, byte[] subjectHash, NewSession session) {
        SessionId id = new SessionId(ids.next());
        return database.write(statements -> user(statements, application, subjectHash)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : open(statements, session(application, id, found.get(), session), session)
                                .map(Optional::of)));
    }

    private static Future<Optional<Row>> user(Statements statements, ApplicationId application, byte[] subjectHash) {
        return statements.first(USER, List.of(application.value(), subjectHash), row -> row);
    }

    private static Session session(ApplicationId application, SessionId id, Row account, NewSession session) {
        return session(application, id, Rows.account(account, "id"), account.getLong("user_rev"), session);
    }

    private static Session session(
            ApplicationId application, SessionId id, AccountView account, long userRev, NewSession session) {
        return new Session(
                id,
                application,
                account,
                userRev,
                session.userAgent(),
                session.now(),
                session.now(),
                session.expiresAt());
    }

    private static Future<Session> open(Statements statements, Session session, NewSession asked) {
        return SqlSessionStore.insert(statements, session, asked.tokenHash())
                .compose(done -> statements.update(
                        "UPDATE account SET seen_at = ? WHERE id = ?",
                        asked.now(),
                        session.account().id().value()))
                .map(session);
    }

    @Override
    public Future<Optional<Session>> create(
            ApplicationId application, byte[] subjectHash, Name name, NewSession session) {
        AccountId account = new AccountId(ids.next());
        Session opened =
                session(application, new SessionId(ids.next()), new AccountView(account, name.text()), 0, session);
        return database.write(statements -> requireApplication(statements, application)
                        .compose(found -> NewAccounts.insert(statements, application, account, name, session.now()))
                        .compose(done -> forgetDeleted(statements, application, subjectHash))
                        .compose(done -> statements.update(
                                "INSERT INTO application_user (application_id, subject_hash, account_id) VALUES (?, ?, ?)",
                                application.value(),
                                subjectHash,
                                account.value()))
                        .compose(done -> open(statements, opened, session))
                        .recover(error -> Future.failedFuture(
                                database.dialect().isDuplicateKey(error) ? FailureCode.NAME_TAKEN.failure() : error)))
                .map(Optional::of)
                .recover(error ->
                        error instanceof dev.crosstalk.bus.Failure failure && failure.code() == FailureCode.NAME_TAKEN
                                ? Future.succeededFuture(Optional.empty())
                                : Future.failedFuture(error));
    }

    /** Locked, so that no account is made behind the removal of its application. */
    private static Future<Long> requireApplication(Statements statements, ApplicationId application) {
        return statements
                .first(
                        "SELECT id FROM application WHERE id = ? ${lock}",
                        List.of(application.value()),
                        row -> row.getLong("id"))
                .map(found -> found.orElseThrow(FailureCode.TOKEN_REFUSED::failure));
    }

    /** Who has deleted the account and comes again gets another one. */
    private static Future<Integer> forgetDeleted(Statements statements, ApplicationId application, byte[] subjectHash) {
        return statements.update(
                "DELETE FROM application_user WHERE application_id = ? AND subject_hash = ? AND NOT EXISTS (SELECT 1"
                        + " FROM account a WHERE a.id = application_user.account_id AND a.kind IN ('guest', 'registered'))",
                application.value(),
                subjectHash);
    }

    @Override
    public Future<Optional<Ended>> end(ApplicationId application, byte[] subjectHash) {
        return database.write(statements -> user(statements, application, subjectHash)
                .compose(found -> {
                    if (found.isEmpty()) {
                        return Future.succeededFuture(Optional.empty());
                    }
                    AccountId account = new AccountId(found.get().getLong("id"));
                    return SqlSessionStore.endAll(statements, account, null)
                            .map(ended -> Optional.of(new Ended(account, ended)));
                }));
    }
}
