package dev.crosstalk.persistence;

import dev.crosstalk.config.StartupFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease of an id-making node number. The row keeps the highest time that may have been used with the number, reserved ahead;
 * whoever gets the number next begins above it.
 */
final class IdLease {
    private static final Logger LOG = LoggerFactory.getLogger(IdLease.class);
    static final long LEASE_MS = 30_000;
    static final long RESERVE_MS = 60_000;
    private static final long RENEW_MS = 10_000;
    private static final long RETRY_MS = 1_000;
    private static final int ATTEMPTS = 20;

    private final Database database;
    private final DatabaseClock clock;
    private final IdMaker ids;
    private final LongSupplier nanos;
    private final String owner = UUID.randomUUID().toString();
    private int number = -1;
    private long firstMs;
    private long timer = -1;
    private boolean stopped;

    IdLease(Database database, DatabaseClock clock, IdMaker ids, LongSupplier nanos) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
        this.nanos = nanos;
    }

    /** Leases a number, and keeps it leased while the process is alive to do so. */
    Future<Void> start(Vertx vertx) {
        return acquire().onSuccess(leased -> renewAfter(vertx, RENEW_MS));
    }

    /** Soon again if it failed: without a lease nobody can post. */
    private void renewAfter(Vertx vertx, long milliseconds) {
        if (stopped) {
            return;
        }
        timer = vertx.setTimer(
                milliseconds,
                tick -> renew(0).onFailure(error -> LOG.warn("The id lease was not renewed: {}", error.toString()))
                        .onComplete(done -> renewAfter(vertx, done.succeeded() ? RENEW_MS : RETRY_MS)));
    }

    /** Gives the number back, with the time that was really used. */
    Future<Void> stop(Vertx vertx) {
        stopped = true;
        vertx.cancelTimer(timer);
        ids.release();
        return database.transaction(statements -> statements.update(
                        "UPDATE id_node SET owner = '', lease_until = 0, high_time = ? WHERE number = ? AND owner = ?",
                        Math.max(firstMs, ids.lastMs()) + 1,
                        number,
                        owner))
                .mapEmpty();
    }

    /** Leases a number that nobody holds. */
    Future<Void> acquire() {
        return acquire(ATTEMPTS);
    }

    /** Without waiting for a turn: who waits for one may need an id. */
    private <T> Future<T> write(Function<Statements, Future<T>> work) {
        return database.write(work, database.patience(0));
    }

    private record Candidate(int number, long highTime, String owner) {}

    /** What the database granted: a number, from a first millisecond to an end. */
    private record Grant(int number, long now, long firstMs, long endMs) {}

    private Future<Void> acquire(int attempts) {
        long asked = nanos.getAsLong();
        return write(statements -> statements
                        .now()
                        .compose(now -> statements
                                .first(
                                        "SELECT number, high_time, owner FROM id_node WHERE lease_until < ?"
                                                + " ORDER BY CASE WHEN high_time > ? THEN high_time ELSE 0 END, number LIMIT 1",
                                        List.of(now, now),
                                        row -> new Candidate(
                                                row.getInteger("number"),
                                                row.getLong("high_time"),
                                                row.getString("owner")))
                                .compose(free -> take(statements, now, free))))
                .compose(grant -> {
                    if (grant.isPresent()) {
                        use(grant.get(), asked);
                        return Future.succeededFuture();
                    }
                    return attempts > 1
                            ? acquire(attempts - 1)
                            : Future.failedFuture(new StartupFailure(DatabaseUrl.KEY + ": no id-making number is free; "
                                    + IdMaker.NODES + " nodes are started, or were within a minute"));
                });
    }

    private Future<Optional<Grant>> take(Statements statements, long now, Optional<Candidate> free) {
        if (free.isPresent() && free.get().highTime() <= now) {
            return take(statements, now, free.get());
        }
        return statements.number("SELECT COALESCE(MAX(number), 0) FROM id_node").compose(highest -> {
            if (highest + 1 < IdMaker.NODES) {
                return insert(statements, now, (int) (highest + 1));
            }
            return free.isPresent() ? take(statements, now, free.get()) : Future.succeededFuture(Optional.empty());
        });
    }

    private Future<Optional<Grant>> take(Statements statements, long now, Candidate free) {
        long first = Math.max(now, free.highTime());
        Grant grant = new Grant(free.number(), now, first, first + RESERVE_MS);
        return statements
                .update(
                        "UPDATE id_node SET owner = ?, lease_until = ?, high_time = ?"
                                + " WHERE number = ? AND owner = ? AND high_time = ?",
                        owner,
                        now + LEASE_MS,
                        grant.endMs(),
                        free.number(),
                        free.owner(),
                        free.highTime())
                .map(count -> count == 1 ? Optional.of(grant) : Optional.empty());
    }

    private Future<Optional<Grant>> insert(Statements statements, long now, int candidate) {
        Grant grant = new Grant(candidate, now, now, now + RESERVE_MS);
        return statements
                .update(
                        "${insert-new} INTO id_node (number, owner, lease_until, high_time) VALUES (?, ?, ?, ?)",
                        candidate,
                        owner,
                        now + LEASE_MS,
                        grant.endMs())
                .map(count -> count == 1 ? Optional.of(grant) : Optional.empty());
    }

    /**
     * The lease counts from before the database was asked, so that it never ends later here than there. A renewal that comes after
     * the number was given back is no lease.
     */
    private void use(Grant grant, long asked) {
        if (stopped) {
            return;
        }
        number = grant.number();
        firstMs = grant.firstMs();
        clock.set(grant.now());
        ids.lease(number, firstMs, grant.endMs(), asked + TimeUnit.MILLISECONDS.toNanos(LEASE_MS));
    }

    /**
     * Renews the lease and reserves time; takes another number if this one was given away.
     *
     * @param needMs a time that must be inside the reserved stretch, or 0
     */
    Future<Void> renew(long needMs) {
        long asked = nanos.getAsLong();
        return write(statements -> statements.now().compose(now -> extend(statements, now, needMs)))
                .compose(grant -> {
                    if (grant.isPresent()) {
                        use(grant.get(), asked);
                        return Future.succeededFuture();
                    }
                    ids.release();
                    return acquire();
                });
    }

    private Future<Optional<Grant>> extend(Statements statements, long now, long needMs) {
        long end = Math.max(Math.max(now, clock.millis()), Math.max(needMs, ids.lastMs())) + RESERVE_MS;
        Grant grant = new Grant(number, now, firstMs, end);
        return statements
                .update(
                        "UPDATE id_node SET lease_until = ?, high_time = ${greatest}(high_time, ?)"
                                + " WHERE number = ? AND owner = ?",
                        now + LEASE_MS,
                        end,
                        number,
                        owner)
                .map(count -> count == 1 ? Optional.of(grant) : Optional.empty());
    }
}
