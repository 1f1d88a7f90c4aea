package dev.crosstalk.persistence;

import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.message.Outcome;
import dev.crosstalk.message.Outcome.Refused;
import dev.crosstalk.persistence.Database.CommitInDoubt;
import dev.crosstalk.persistence.IdMaker.TimeNotReserved;
import dev.crosstalk.persistence.Queued.QueuedPost;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Stores batches of posts, whatever comes in between. A commit in doubt may be repeated, as what it stored is found again by its
 * clientId; a batch that fails for another reason is done one by one, so that one bad post hurts nobody else.
 */
final class PostWriter {
    private final Database database;
    private final PostBatch transaction;
    private final LongFunction<Future<Void>> reserveTime;

    /** @param reserveTime lets ids be made up to that millisecond */
    PostWriter(Database database, PostBatch transaction, LongFunction<Future<Void>> reserveTime) {
        this.database = database;
        this.transaction = transaction;
        this.reserveTime = reserveTime;
    }

    /** @return an outcome for each post; or the failure of all */
    Future<List<Outcome>> store(List<QueuedPost> posts) {
        // Whoever waited in the queue while the database was away has little patience left.
        return store(posts, database.patience(posts.get(0).age()), false);
    }

    private Future<List<Outcome>> store(List<QueuedPost> posts, Patience patience, boolean inDoubt) {
        if (patience.isOver()) {
            return failed(FailureCode.UNAVAILABLE.failure(), inDoubt);
        }
        return transaction.store(posts, patience.leftMs()).recover(error -> {
            boolean doubt = inDoubt || error instanceof CommitInDoubt;
            if (error instanceof TimeNotReserved time) {
                return reserve(time, patience)
                        .transform(reserved ->
                                reserved.succeeded() ? store(posts, patience, doubt) : failed(reserved.cause(), doubt));
            }
            boolean alone = posts.size() == 1;
            if (isPassing(error, alone)) {
                return patience.isOver()
                        ? failed(error, doubt)
                        : database.pause(patience).compose(paused -> store(posts, patience, doubt));
            }
            return alone || error instanceof Failure ? failed(error, doubt) : oneByOne(posts, doubt);
        });
    }

    private Future<Void> reserve(TimeNotReserved time, Patience patience) {
        return reserveTime.apply(time.ms()).timeout(patience.leftMs(), TimeUnit.MILLISECONDS);
    }

    /** While in doubt nobody may be told that nothing was stored. */
    private <T> Future<T> failed(Throwable error, boolean inDoubt) {
        Failure failure = database.asFailure(error);
        return Future.failedFuture(inDoubt ? FailureCode.OUTCOME_UNKNOWN.failure() : failure);
    }

    /** A duplicate key of a single post means that another conversation got the same clientId in this moment. */
    private boolean isPassing(Throwable error, boolean alone) {
        return error instanceof CommitInDoubt
                || database.isPassing(error)
                || (alone && database.dialect().isDuplicateKey(error));
    }

    /** All have one patience together: those behind must not wait for each of them. */
    private Future<List<Outcome>> oneByOne(List<QueuedPost> posts, boolean inDoubt) {
        Patience patience = database.patience(0);
        List<Outcome> outcomes = new ArrayList<>();
        Future<?> chain = Future.succeededFuture();
        for (QueuedPost post : posts) {
            chain = chain.compose(before -> store(List.of(post), patience, inDoubt))
                    .map(one -> outcomes.add(one.get(0)))
                    .otherwise(error -> outcomes.add(new Refused(database.asFailure(error))));
        }
        return chain.map(outcomes);
    }
}
