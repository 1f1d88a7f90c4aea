package dev.crosstalk.persistence;

import dev.crosstalk.application.ApplicationStore;
import dev.crosstalk.application.WishedName;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationCommand.Application;
import dev.crosstalk.bus.ApplicationCommand.Limits;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ApplicationToken;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Applications in SQL. Their tokens are 16 bytes, and a unique key. */
final class SqlApplicationStore implements ApplicationStore {
    private static final String SELECT = "SELECT a.id, a.token, a.name, a.created_at, a.updated_at, "
            + SqlChatStore.COUNT + " AS chats FROM application a";
    private static final int MOST_NAMES = 8;

    private final Database database;
    private final IdMaker ids;

    SqlApplicationStore(Database database, IdMaker ids) {
        this.database = database;
        this.ids = ids;
    }

    @Override
    public Future<Optional<Door>> door(ApplicationToken token) {
        return database.reading()
                .first(
                        "SELECT id, secret_hash, account_id FROM application WHERE token = ?",
                        List.of(Binary.of(token.value())),
                        row -> new Door(
                                new ApplicationId(row.getLong("id")),
                                row.getBuffer("secret_hash") == null
                                        ? null
                                        : row.getBuffer("secret_hash").getBytes(),
                                account(row)));
    }

    private static AccountId account(Row row) {
        Long account = row.getLong("account_id");
        return account == null ? null : new AccountId(account);
    }

    @Override
    public Future<Optional<AccountId>> account(ApplicationId application) {
        return account(application, 0);
    }

    private Future<Optional<AccountId>> account(ApplicationId application, int attempt) {
        return database.write(statements -> statements
                        .first(
                                "SELECT name, account_id FROM application WHERE id = ? ${lock}",
                                List.of(application.value()),
                                row -> row)
                        .compose(found -> found.isEmpty()
                                ? Future.succeededFuture(Optional.<AccountId>empty())
                                : account(found.get()) != null
                                        ? Future.succeededFuture(Optional.of(account(found.get())))
                                        : makeAccount(
                                                        statements,
                                                        application,
                                                        found.get().getString("name"),
                                                        attempt)
                                                .map(Optional::of))
                        .recover(error -> Future.failedFuture(
                                database.dialect().isDuplicateKey(error) ? FailureCode.NAME_TAKEN.failure() : error)))
                .recover(error -> attempt < MOST_NAMES && isCode(error, FailureCode.NAME_TAKEN)
                        ? account(application, attempt + 1)
                        : Future.failedFuture(error));
    }

    private static boolean isCode(Throwable error, FailureCode code) {
        return error instanceof dev.crosstalk.bus.Failure failure && failure.code() == code;
    }

    private Future<AccountId> makeAccount(Statements statements, ApplicationId application, String name, int attempt) {
        AccountId account = new AccountId(ids.next());
        return statements
                .now()
                .compose(now -> NewAccounts.insert(
                        statements, application, account, WishedName.of(name, "application", attempt), now))
                .compose(done -> statements.update(
                        "UPDATE application SET account_id = ? WHERE id = ?", account.value(), application.value()))
                .map(account);
    }

    @Override
    public Future<Application> create(ApplicationToken token, String name, byte[] secretHash) {
        ApplicationId id = new ApplicationId(ids.next());
        return tokenTaken(statements -> statements
                .update(
                        "INSERT INTO application (id, token, name, next_chat_number, created_at, updated_at, secret_hash)"
                                + " VALUES (?, ?, ?, 1, ${now}, ${now}, ?)",
                        id.value(),
                        Binary.of(token.value()),
                        name,
                        secretHash)
                .compose(done -> makeAccount(statements, id, name, 0))
                .compose(done -> read(statements, id))
                .map(Optional::orElseThrow));
    }

    private <T> Future<T> tokenTaken(Function<Statements, Future<T>> work) {
        return database.write(statements -> work.apply(statements)
                .recover(error -> Future.failedFuture(
                        database.dialect().isDuplicateKey(error) ? FailureCode.TOKEN_TAKEN.failure() : error)));
    }

    @Override
    public Future<List<Application>> list(long offset, int limit) {
        return database.reading()
                .list(SELECT + " ORDER BY a.id LIMIT ? OFFSET ?", List.of(limit, offset), SqlApplicationStore::read);
    }

    @Override
    public Future<Long> count() {
        return database.reading().number("SELECT COUNT(*) FROM application");
    }

    @Override
    public Future<Optional<Application>> get(ApplicationId application) {
        return read(database.reading(), application);
    }

    private static Future<Optional<Application>> read(Statements statements, ApplicationId application) {
        return statements.first(SELECT + " WHERE a.id = ?", List.of(application.value()), SqlApplicationStore::read);
    }

    private static Application read(Row row) {
        long createdAt = row.getLong("created_at");
        return new Application(
                new ApplicationId(row.getLong("id")),
                new ApplicationToken(Binary.uuid(row, "token")),
                row.getString("name"),
                row.getLong("chats"),
                createdAt,
                Math.max(createdAt, row.getLong("updated_at")));
    }

    @Override
    public Future<Optional<Application>> update(
            ApplicationId application, ApplicationToken token, String name, byte[] secretHash) {
        List<Object> values = new ArrayList<>();
        StringBuilder sql = new StringBuilder("UPDATE application SET updated_at = ${now}");
        set(sql, values, "token", token == null ? null : Binary.of(token.value()));
        set(sql, values, "name", name);
        set(sql, values, "secret_hash", secretHash);
        values.add(application.value());
        return tokenTaken(statements ->
                statements.run(sql + " WHERE id = ?", values).compose(done -> read(statements, application)));
    }

    private static void set(StringBuilder sql, List<Object> values, String column, Object value) {
        if (value != null) {
            sql.append(", ").append(column).append(" = ?");
            values.add(value);
        }
    }

    @Override
    public Future<Optional<Limits>> limits(ApplicationId application) {
        return database.reading()
                .first(
                        "SELECT max_chats, max_messages_per_day, max_accounts FROM application WHERE id = ?",
                        List.of(application.value()),
                        row -> new Limits(
                                row.getLong("max_chats"),
                                row.getLong("max_messages_per_day"),
                                row.getLong("max_accounts")));
    }

    @Override
    public Future<Boolean> setLimits(ApplicationId application, Limits limits) {
        return database.write(statements -> statements.update(
                        "UPDATE application SET max_chats = ?, max_messages_per_day = ?, max_accounts = ? WHERE id = ?",
                        limits.maxChats(),
                        limits.maxMessagesPerDay(),
                        limits.maxAccounts(),
                        application.value()))
                .map(found -> found > 0);
    }

    @Override
    public Future<Boolean> hasRooms(ApplicationId application, long count) {
        return has("conversation WHERE application_id = ? AND kind = 'room'", application, count);
    }

    @Override
    public Future<Boolean> hasAccounts(ApplicationId application, long count) {
        return has("account WHERE application_id = ? AND kind IN ('guest', 'registered')", application, count);
    }

    private Future<Boolean> has(String from, ApplicationId application, long count) {
        return database.reading()
                .number("SELECT COUNT(*) FROM (SELECT 1 FROM " + from + " LIMIT ?) found", application.value(), count)
                .map(found -> found >= count);
    }
}
