package dev.crosstalk.persistence;

import dev.crosstalk.account.PasswordStore.Credential;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.SessionId;
import dev.crosstalk.departure.DepartureStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Deletions of accounts in SQL: an account that leaves is of the kind {@code leaving}, and then of the kind {@code deleted}. */
final class SqlDepartureStore implements DepartureStore {
    private static final String LEAVING = "leaving";
    static final String DELETED = "deleted";

    private final Database database;

    SqlDepartureStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Optional<List<SessionId>>> delete(Credential credential) {
        long account = credential.account().id().value();
        return database.write(statements -> SqlPasswordStore.lock(statements, credential)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : statements
                                .update(
                                        "UPDATE account SET name = '', name_key = NULL, named_at = ${now}, kind = ?,"
                                                + " password_hash = NULL, presence = 'nobody' WHERE id = ?",
                                        LEAVING,
                                        account)
                                .compose(done -> statements.update("DELETE FROM setting WHERE account_id = ?", account))
                                .compose(done -> statements.update("DELETE FROM draft WHERE account_id = ?", account))
                                .compose(done -> statements.update("DELETE FROM saved WHERE account_id = ?", account))
                                .compose(done -> SqlSessionStore.endAll(
                                        statements, credential.account().id(), null))
                                .map(Optional::of)));
    }

    @Override
    public Future<List<Leaver>> leavers(int limit) {
        return database.reading()
                .list(
                        "SELECT id, application_id FROM account WHERE kind = ? ORDER BY id LIMIT ?",
                        List.of(LEAVING, limit),
                        row -> new Leaver(
                                new ApplicationId(row.getLong("application_id")), new AccountId(row.getLong("id"))));
    }

    @Override
    public Future<List<ConversationId>> conversations(Leaver leaver, int limit) {
        return database.reading()
                .list(
                        "SELECT m.conversation_id FROM member m JOIN conversation c ON c.id = m.conversation_id"
                                + " WHERE m.account_id = ? AND m.active = 1 AND (c.kind <> ? OR c.closed = 0) LIMIT ?",
                        List.of(leaver.account().value(), ConversationKind.DIRECT.text(), limit),
                        row -> new ConversationId(row.getLong("conversation_id")));
    }

    @Override
    public Future<Void> close(ConversationId conversation) {
        return database.write(statements -> statements.update(
                        "UPDATE conversation SET closed = 1 WHERE id = ? AND kind = ?",
                        conversation.value(),
                        ConversationKind.DIRECT.text()))
                .mapEmpty();
    }

    @Override
    public Future<List<AccountId>> acquaintances(Leaver leaver, int limit) {
        return database.reading()
                .list(
                        "SELECT other_id FROM contact WHERE account_id = ? UNION"
                                + " SELECT account_id FROM contact WHERE other_id = ? AND state <> 'none' LIMIT ?",
                        List.of(leaver.account().value(), leaver.account().value(), limit),
                        row -> new AccountId(row.getLong("other_id")));
    }

    @Override
    public Future<Void> forget(Leaver leaver, AccountId other) {
        return database.write(statements -> statements.update(
                        "DELETE FROM contact WHERE account_id = ? AND other_id = ?",
                        leaver.account().value(),
                        other.value()))
                .mapEmpty();
    }

    @Override
    public Future<Void> done(Leaver leaver) {
        return database.write(statements -> statements.update(
                        "UPDATE account SET kind = ? WHERE id = ?",
                        DELETED,
                        leaver.account().value()))
                .mapEmpty();
    }
}
