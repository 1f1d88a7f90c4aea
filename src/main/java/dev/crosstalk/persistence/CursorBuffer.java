package dev.crosstalk.persistence;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.Marked;
import dev.crosstalk.message.Draft.Seat;
import dev.crosstalk.persistence.Queued.QueuedChange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Gathers the marks of the conversations of one lane for a moment, so that people who read along cost one transaction together.
 * To be used on one context.
 */
final class CursorBuffer {
    /** Well within the half second after which a tick is late. */
    static final long GATHER_MS = 150;
    /** So that a statement has not more values than SQLite takes. */
    static final int MOST_TOGETHER = 1_000;

    private static final int MOST_WAITING = 20_000;
    private static final long RETRY_MS = 500;

    private final Timer timer;
    private final Function<Map<Seat, PendingMark>, Future<Map<Seat, Object>>> transaction;
    private final Map<Seat, PendingMark> waiting = new LinkedHashMap<>();

    /** Does something once, so many milliseconds from now. */
    interface Timer {
        void after(long ms, Runnable task);
    }

    CursorBuffer(Vertx vertx, Lane lane, int groupLimit) {
        this(
                (ms, task) -> vertx.setTimer(ms, ignored -> task.run()),
                marks -> offer(
                        lane, new QueuedChange<>(0, statements -> CursorBatch.run(statements, marks, groupLimit))));
    }

    /** @param transaction stores marks together, and says what has become of each, as {@link CursorBatch#run} does */
    CursorBuffer(Timer timer, Function<Map<Seat, PendingMark>, Future<Map<Seat, Object>>> transaction) {
        this.timer = timer;
        this.transaction = transaction;
    }

    private static <T> Future<T> offer(Lane lane, QueuedChange<T> change) {
        lane.offer(change);
        return change.promise().future();
    }

    /** @return after the commit */
    Future<Marked> mark(Caller caller, Mark mark) {
        Seat seat = new Seat(mark.conversation().value(), caller.account().value());
        PendingMark pending = waiting.get(seat);
        if (pending == null) {
            if (waiting.size() >= MOST_WAITING) {
                return Future.failedFuture(FailureCode.OVERLOADED.retryAfter(RETRY_MS));
            }
            pending = new PendingMark(caller.application());
            waiting.put(seat, pending);
            if (waiting.size() == 1) {
                timer.after(GATHER_MS, this::flush);
            }
        }
        pending.add(caller, mark);
        return pending.answer();
    }

    /** Stores at once what waits of this member. */
    void flush(Seat seat) {
        PendingMark pending = waiting.remove(seat);
        if (pending != null) {
            store(Map.of(seat, pending));
        }
    }

    private void flush() {
        while (!waiting.isEmpty()) {
            store(take());
        }
    }

    private Map<Seat, PendingMark> take() {
        Map<Seat, PendingMark> taken = new LinkedHashMap<>();
        Iterator<Map.Entry<Seat, PendingMark>> entries = waiting.entrySet().iterator();
        while (entries.hasNext() && taken.size() < MOST_TOGETHER) {
            Map.Entry<Seat, PendingMark> entry = entries.next();
            taken.put(entry.getKey(), entry.getValue());
            entries.remove();
        }
        return taken;
    }

    private void store(Map<Seat, PendingMark> marks) {
        transaction
                .apply(marks)
                .onSuccess(results ->
                        results.forEach((seat, result) -> marks.get(seat).settle(result)))
                .onFailure(error -> marks.values().forEach(mark -> mark.fail(error)));
    }
}
