package dev.crosstalk.persistence;

import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.EventSink;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.message.Outcome;
import dev.crosstalk.persistence.Queued.QueuedChange;
import dev.crosstalk.persistence.Queued.QueuedPost;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue of changes to some of the conversations, with one transaction in flight: so the events of a conversation leave in the
 * order of their {@code rev}. Posts that wait together are stored together.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final long RETRY_MS = 500;
    private static final Set<FailureCode> AWAY = EnumSet.of(FailureCode.UNAVAILABLE, FailureCode.OUTCOME_UNKNOWN);

    /**
     * How much a lane takes.
     *
     * @param bytes most bytes of text in one transaction
     * @param queue how many may wait
     * @param queueBytes how many bytes of them may wait
     */
    record Limits(int collectMs, int rows, int bytes, int queue, long queueBytes) {}

    private final Vertx vertx;
    private final Context context;
    private final Database database;
    private final PostWriter writer;
    private final EventSink events;
    private final Limits limits;
    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    private long queuedBytes;
    private boolean running;
    private boolean collecting;
    private boolean closed;
    private final Promise<Void> ended = Promise.promise();

    Lane(Vertx vertx, Database database, PostWriter writer, EventSink events, Limits limits) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.database = database;
        this.writer = writer;
        this.events = events;
        this.limits = limits;
    }

    /** Takes its place in the queue before this returns, if called on the lane's context. */
    void offer(Queued item) {
        if (Vertx.currentContext() == context) {
            enqueue(item);
        } else {
            context.runOnContext(ignored -> enqueue(item));
        }
    }

    private void enqueue(Queued item) {
        if (closed) {
            item.fail(FailureCode.UNAVAILABLE.failure());
            return;
        }
        if (queue.size() >= limits.queue() || queuedBytes >= limits.queueBytes()) {
            item.fail(FailureCode.OVERLOADED.retryAfter(RETRY_MS));
            return;
        }
        queue.add(item);
        queuedBytes += item.bytes();
        if (running) {
            return;
        }
        if (queue.size() >= limits.rows() || queuedBytes >= limits.bytes()) {
            runNext();
        } else if (!collecting) {
            collecting = true;
            vertx.setTimer(Math.max(1, limits.collectMs()), timer -> {
                collecting = false;
                runNext();
            });
        }
    }

    private void runNext() {
        if (running || queue.isEmpty()) {
            return;
        }
        running = true;
        Future<Void> done = queue.peek() instanceof QueuedChange<?> ? change((QueuedChange<?>) take()) : posts();
        done.onComplete(ignored -> {
            running = false;
            if (closed) {
                ended.tryComplete();
            }
            runNext();
        });
    }

    private Queued take() {
        Queued item = queue.remove();
        queuedBytes -= item.bytes();
        return item;
    }

    private <T> Future<Void> change(QueuedChange<T> change) {
        return database.write(change.work(), database.patience(change.age())).transform(done -> {
            if (done.succeeded()) {
                done.result().events().forEach(this::publish);
                change.promise().complete(done.result().result());
            } else {
                change.fail(done.cause());
                refuseBehind(done.cause());
            }
            return Future.succeededFuture();
        });
    }

    private Future<Void> posts() {
        List<QueuedPost> batch = new ArrayList<>();
        int bytes = 0;
        while (batch.size() < limits.rows() && bytes < limits.bytes() && queue.peek() instanceof QueuedPost) {
            QueuedPost post = (QueuedPost) take();
            batch.add(post);
            bytes += post.bytes();
        }
        return writer.store(batch).transform(done -> {
            if (done.succeeded()) {
                settle(batch, done.result());
            } else {
                batch.forEach(post -> post.fail(done.cause()));
                refuseBehind(done.cause());
            }
            return Future.succeededFuture();
        });
    }

    private void settle(List<QueuedPost> batch, List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Stored stored) {
                publish(stored.message());
            }
        }
        for (int i = 0; i < batch.size(); i++) {
            Outcome outcome = outcomes.get(i);
            if (outcome instanceof Outcome.Stored stored) {
                batch.get(i).promise().complete(stored.posted(false));
            } else if (outcome instanceof Outcome.Known known) {
                batch.get(i).promise().complete(known.posted());
            } else {
                Failure failure = ((Outcome.Refused) outcome).failure();
                batch.get(i).fail(failure);
                refuseBehind(failure);
            }
        }
    }

    /**
     * Refuses all that waits, if the database was away: it would wait in vain once more, and if it did not, a sender's second
     * message would be stored before the first, which comes again.
     */
    private void refuseBehind(Throwable error) {
        if (error instanceof Failure failure && AWAY.contains(failure.code())) {
            refuseAll();
        }
    }

    private void refuseAll() {
        List<Queued> refused = List.copyOf(queue);
        queue.clear();
        queuedBytes = 0;
        refused.forEach(item -> item.fail(FailureCode.UNAVAILABLE.failure()));
    }

    /** What is durable is durable: a bus that fails must not stop the lane. Whoever misses the event finds it by its rev. */
    private void publish(Event event) {
        try {
            events.publish(event);
        } catch (RuntimeException e) {
            LOG.error("An event was not published: {}", event.getClass().getSimpleName(), e);
        }
    }

    /**
     * Takes nothing more, and refuses what waits.
     *
     * @return when the transaction in flight has come to its end
     */
    Future<Void> close() {
        context.runOnContext(ignored -> {
            closed = true;
            refuseAll();
            if (!running) {
                ended.tryComplete();
            }
        });
        return ended.future();
    }
}
