package dev.crosstalk.persistence;

import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database: reads, and transactions. */
final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    /** What no lock can delay takes no longer, or the connection is dead. */
    private static final int QUICK_MS = 1_000;
    /** After a wait for a connection that was in vain: by then the others have given up, too. */
    private static final long RETRY_MS = 2_000;
    /** About what a command without a long text holds. */
    static final int SMALL = 1_000;

    private final Vertx vertx;
    private final Pools pools;
    private final int transactionMs;
    private final Turnstile beside;
    private final Complaints complaints = new Complaints(System::nanoTime);
    private final LongAdder reads = new LongAdder();

    /** @param beside where the writing waits that is beside the lanes */
    Database(Vertx vertx, Pools pools, int transactionMs, Turnstile beside) {
        this.vertx = vertx;
        this.beside = beside;
        this.pools = pools;
        this.transactionMs = transactionMs;
    }

    Dialect dialect() {
        return pools.dialect();
    }

    /** Statements that each see what was committed before them. */
    Statements reading() {
        return new Statements(pools.reading(), pools.dialect(), this::reading);
    }

    /** A read is repeated once when its connection broke: after a restart of the server the pool is full of dead ones. */
    private <T> Future<T> reading(Supplier<Future<T>> read) {
        reads.increment();
        return read.get()
                .recover(error -> dialect().isConnectionLost(error) ? read.get() : Future.failedFuture(error))
                .timeout(transactionMs, TimeUnit.MILLISECONDS)
                .recover(error -> Future.failedFuture(isPassing(error) ? asFailure(error) : error));
    }

    /** How many statements were read with so far. */
    long reads() {
        return reads.sum();
    }

    /** A connection of its own for work that is no single transaction. */
    <T> Future<T> onConnection(Function<SqlConnection, Future<T>> work) {
        return pools.writing()
                .getConnection()
                .compose(connection -> work.apply(connection).eventually(connection::close));
    }

    /**
     * One attempt at a transaction.
     *
     * @return what the work gave, after the commit; fails with {@link CommitInDoubt} when the connection was lost while
     *     committing, with anything else after a rollback
     */
    <T> Future<T> transaction(Function<Statements, Future<T>> work) {
        return transaction(work, transactionMs);
    }

    /** As {@link #transaction(Function)}, given up after another time. */
    <T> Future<T> transaction(Function<Statements, Future<T>> work, long timeoutMs) {
        Progress progress = new Progress();
        return pools.writing()
                .getConnection()
                .compose(connection -> {
                    Statements statements = new Statements(connection, pools.dialect());
                    // Not the client's own transactions: vertx-jdbc-client 5.0.10 leaves auto-commit off after a
                    // commit, and
                    // SQLite's driver then begins the next transaction at once and holds the write lock for ever.
                    return statements
                            .script(pools.dialect().begin())
                            .timeout(beginMs(), TimeUnit.MILLISECONDS)
                            .compose(begun -> attempt(work, statements))
                            .transform(done -> finish(done, statements, progress))
                            .eventually(connection::close);
                })
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .recover(error -> {
                    progress.givenUp = true;
                    boolean inDoubt = error instanceof TimeoutException && progress.committing;
                    return Future.failedFuture(inDoubt ? new CommitInDoubt(error) : error);
                });
    }

    /** How far a transaction is; the timeout may come on another thread. */
    private static final class Progress {
        private volatile boolean givenUp;
        private volatile boolean committing;
    }

    private static <T> Future<T> attempt(Function<Statements, Future<T>> work, Statements statements) {
        try {
            return work.apply(statements);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private <T> Future<T> finish(AsyncResult<T> done, Statements statements, Progress progress) {
        if (done.failed()) {
            return rollback(statements, done.cause(), done.cause());
        }
        // Before the question whether it was given up: who gives it up afterwards is told that it is in doubt.
        progress.committing = true;
        if (progress.givenUp) {
            TimeoutException late = new TimeoutException("transaction given up");
            return rollback(statements, late, late);
        }
        return statements.script("COMMIT").<T>map(committed -> done.result()).recover(error -> {
            Throwable cause = pools.dialect().isContention(error) ? error : new CommitInDoubt(error);
            return rollback(statements, error, cause);
        });
    }

    /**
     * Undoes what was done; a connection that is lost has undone it. The MySQL client may never answer on a connection that was
     * closed a moment before.
     */
    private <T> Future<T> rollback(Statements statements, Throwable error, Throwable cause) {
        Future<?> undone = dialect().isConnectionLost(error)
                ? Future.succeededFuture()
                : statements.script("ROLLBACK").timeout(QUICK_MS, TimeUnit.MILLISECONDS);
        return undone.transform(done -> Future.failedFuture(cause));
    }

    /** On SQLite to begin is to wait for whoever writes. */
    private long beginMs() {
        return dialect() == Dialect.SQLITE ? transactionMs : QUICK_MS;
    }

    /**
     * A transaction beside those of the lanes, when its turn has come: repeated while others are in its way or the connection breaks
     * before the commit, for as long as a transaction may take.
     *
     * @return fails with a {@link Failure} only; {@link FailureCode#OVERLOADED} if too much waits already
     */
    <T> Future<T> write(Function<Statements, Future<T>> work) {
        return write(SMALL, work);
    }

    /** As {@link #write(Function)}. @param bytes what the work holds in memory while it waits */
    <T> Future<T> write(long bytes, Function<Statements, Future<T>> work) {
        long came = System.nanoTime();
        return beside.pass(bytes, () -> write(work, patience(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - came))));
    }

    /** A transaction that waits for no turn, repeated like that for as long as the patience lasts. */
    <T> Future<T> write(Function<Statements, Future<T>> work, Patience patience) {
        return retrying(() -> transaction(work, patience.leftMs()), patience);
    }

    /** The patience with what has waited so long already. */
    Patience patience(long waitedMs) {
        return new Patience(transactionMs - waitedMs);
    }

    /**
     * Repeats what failed because others were in its way, while the patience lasts: the database may be new, and SQLite does not
     * wait for the lock with which one of its connections switches a new file to WAL.
     *
     * @return fails with what the last attempt failed with
     */
    <T> Future<T> awaitingTurn(Supplier<Future<T>> attempt, Patience patience) {
        return attempt.get()
                .recover(error -> isInTheWay(error) && !patience.isOver()
                        ? pause(patience).compose(paused -> awaitingTurn(attempt, patience))
                        : Future.failedFuture(error));
    }

    /** A connection that waits for a lock to open holds up whoever waits for a connection. */
    private boolean isInTheWay(Throwable error) {
        return dialect().isContention(error) || Dialect.isPoolExhausted(error);
    }

    /** Repeats what failed for a passing reason, with growing pauses, while the patience lasts. */
    private <T> Future<T> retrying(Supplier<Future<T>> attempt, Patience patience) {
        if (patience.isOver()) {
            return Future.failedFuture(FailureCode.UNAVAILABLE.failure());
        }
        return attempt.get().recover(error -> {
            if (!isPassing(error) || patience.isOver()) {
                return Future.failedFuture(asFailure(error));
            }
            return pause(patience).compose(paused -> retrying(attempt, patience));
        });
    }

    /** Whether nothing was done, for a reason that passes. */
    boolean isPassing(Throwable error) {
        return !(error instanceof CommitInDoubt)
                && (dialect().isContention(error)
                        || dialect().isConnectionLost(error)
                        || Dialect.isPoolExhausted(error)
                        || error instanceof TimeoutException);
    }

    Failure asFailure(Throwable error) {
        if (error instanceof Failure failure) {
            return failure;
        }
        if (error instanceof CommitInDoubt) {
            LOG.warn("It is not known whether a transaction was committed: {}", String.valueOf(error.getCause()));
            return FailureCode.OUTCOME_UNKNOWN.failure();
        }
        if (isPassing(error)) {
            complaints.unavailable(error);
            return Dialect.isPoolExhausted(error)
                    ? FailureCode.UNAVAILABLE.retryAfter(RETRY_MS)
                    : FailureCode.UNAVAILABLE.failure();
        }
        LOG.error("A transaction failed", error);
        return FailureCode.INTERNAL.failure();
    }

    Future<Void> pause(Patience patience) {
        Promise<Void> promise = Promise.promise();
        vertx.setTimer(patience.nextPause(), timer -> promise.complete());
        return promise.future();
    }

    Future<Void> close() {
        return pools.reading().close().eventually(() -> pools.writing().close());
    }

    /** The connection was lost, or silent for too long, while committing: the commit may or may not have happened. */
    static final class CommitInDoubt extends Exception {
        private static final long serialVersionUID = 1L;

        CommitInDoubt(Throwable cause) {
            super(cause);
        }
    }
}
