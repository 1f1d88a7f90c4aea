package dev.crosstalk.persistence;

import dev.crosstalk.account.Session;
import dev.crosstalk.account.SessionStore;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.SessionId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions and tickets in SQL. */
final class SqlSessionStore implements SessionStore {
    private static final String SESSION =
            "SELECT s.token_hash, s.id, s.application_id, s.account_id, a.name, a.user_rev, s.user_agent,"
                    + " s.created_at, s.seen_at, s.expires_at FROM session s JOIN account a ON a.id = s.account_id";

    private static final int READ_TOGETHER = 512;
    private static final int WRITTEN_TOGETHER = 128;
    private static final int MOST_WAITING = 20_000;
    private static final int LOOKED_AT_TOGETHER = 500;

    private final Database database;
    private final AbandonedCursors abandoned;
    private final Gathering<ByteBuffer, byte[], Session> reads =
            new Gathering<>(READ_TOGETHER, MOST_WAITING, this::read);
    private final Gathering<Long, Use, Void> uses = new Gathering<>(WRITTEN_TOGETHER, MOST_WAITING, this::write);

    SqlSessionStore(Database database) {
        this.database = database;
        this.abandoned = new AbandonedCursors(database, LOOKED_AT_TOGETHER);
    }

    private record Use(Session session, long seenAt, long expiresAt) {}

    @Override
    public Future<Optional<Session>> find(byte[] tokenHash) {
        return reads.ask(ByteBuffer.wrap(tokenHash), tokenHash);
    }

    private Future<Map<ByteBuffer, Session>> read(Map<ByteBuffer, byte[]> hashes) {
        List<byte[]> asked = Marks.padded(hashes.values());
        return database.reading()
                .run(SESSION + " WHERE s.token_hash IN (" + Marks.list(asked.size()) + ")", asked)
                .map(rows -> {
                    Map<ByteBuffer, Session> sessions = new HashMap<>();
                    rows.forEach(row -> sessions.put(
                            ByteBuffer.wrap(row.getBuffer("token_hash").getBytes()), session(row)));
                    return sessions;
                });
    }

    private static Session session(Row row) {
        return new Session(
                new SessionId(row.getLong("id")),
                new ApplicationId(row.getLong("application_id")),
                new AccountView(new AccountId(row.getLong("account_id")), row.getString("name")),
                row.getLong("user_rev"),
                row.getString("user_agent"),
                row.getLong("created_at"),
                row.getLong("seen_at"),
                row.getLong("expires_at"));
    }

    @Override
    public Future<Void> seen(Session session, long seenAt, long expiresAt) {
        return uses.ask(session.id().value(), new Use(session, seenAt, expiresAt))
                .mapEmpty();
    }

    private Future<Map<Long, Void>> write(Map<Long, Use> used) {
        List<Long> inOrder = used.keySet().stream().sorted().toList();
        return database.write(statements -> {
            Future<?> chain = Future.succeededFuture();
            for (Long session : inOrder) {
                chain = chain.compose(before -> write(statements, used.get(session)));
            }
            return chain.map(Map.of());
        });
    }

    private static Future<?> write(Statements statements, Use use) {
        return statements
                .update(
                        "UPDATE session SET seen_at = ?, expires_at = ? WHERE id = ?",
                        use.seenAt(),
                        use.expiresAt(),
                        use.session().id().value())
                .compose(done -> statements.update(
                        "UPDATE account SET seen_at = ? WHERE id = ?",
                        use.seenAt(),
                        use.session().account().id().value()));
    }

    @Override
    public Future<List<Session>> live(AccountId account, long now) {
        return database.reading()
                .list(
                        SESSION + " WHERE s.account_id = ? AND s.expires_at > ? ORDER BY s.created_at DESC, s.id DESC",
                        List.of(account.value(), now),
                        SqlSessionStore::session);
    }

    @Override
    public Future<Boolean> end(AccountId account, SessionId session) {
        return database.write(statements -> statements
                .update("DELETE FROM session WHERE id = ? AND account_id = ?", session.value(), account.value())
                .compose(count -> count == 0
                        ? Future.succeededFuture(false)
                        : statements
                                .update("DELETE FROM device_cursor WHERE session_id = ?", session.value())
                                .map(true)));
    }

    static Future<Integer> insert(Statements statements, Session session, byte[] tokenHash) {
        return statements.update(
                "INSERT INTO session (id, application_id, account_id, token_hash, user_agent, created_at, seen_at,"
                        + " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                session.id().value(),
                session.application().value(),
                session.account().id().value(),
                tokenHash,
                session.userAgent(),
                session.createdAt(),
                session.seenAt(),
                session.expiresAt());
    }

    /**
     * Ends the account's sessions.
     *
     * @param kept but this one; null for none
     * @return those that ended
     */
    static Future<List<SessionId>> endAll(Statements statements, AccountId account, SessionId kept) {
        List<Object> values = List.of(account.value(), kept == null ? 0L : kept.value());
        return statements
                .list(
                        "SELECT id FROM session WHERE account_id = ? AND id <> ? ${lock}",
                        values,
                        row -> new SessionId(row.getLong("id")))
                .compose(ended -> statements
                        .run(
                                "DELETE FROM device_cursor WHERE session_id IN"
                                        + " (SELECT id FROM session WHERE account_id = ? AND id <> ?)",
                                values)
                        .compose(done -> statements.run("DELETE FROM session WHERE account_id = ? AND id <> ?", values))
                        .map(ended));
    }

    @Override
    public Future<Void> addTicket(byte[] ticketHash, ApplicationId application, SessionId session, long expiresAt) {
        return database.write(statements -> statements.update(
                        "INSERT INTO ticket (token_hash, application_id, session_id, expires_at) VALUES (?, ?, ?, ?)",
                        ticketHash,
                        application.value(),
                        session.value(),
                        expiresAt))
                .mapEmpty();
    }

    /** The deletion decides: of two who spend the ticket at once, one deletes a row. */
    @Override
    public Future<Optional<Session>> redeem(byte[] ticketHash, long now) {
        return database.write(statements -> statements
                .first(
                        SESSION + " JOIN ticket t ON t.session_id = s.id WHERE t.token_hash = ? AND t.expires_at > ?",
                        List.of(ticketHash, now),
                        SqlSessionStore::session)
                .compose(found -> statements
                        .update("DELETE FROM ticket WHERE token_hash = ?", ticketHash)
                        .map(count -> count == 1 ? found : Optional.empty())));
    }

    @Override
    public Future<Void> removeExpired(long before) {
        return database.write(statements -> statements
                        .update("DELETE FROM ticket WHERE expires_at < ?", before)
                        .compose(done -> statements.update(
                                "DELETE FROM device_cursor WHERE session_id IN"
                                        + " (SELECT id FROM session WHERE expires_at < ?)",
                                before))
                        .compose(done -> statements.update("DELETE FROM session WHERE expires_at < ?", before)))
                .compose(done -> abandoned.removeSome());
    }
}
