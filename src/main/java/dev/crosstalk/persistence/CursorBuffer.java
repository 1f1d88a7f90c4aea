package dev.crosstalk.persistence;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.Marked;
import dev.crosstalk.message.Draft.Seat;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gathers the marks of the conversations of one lane for a moment, so that people who read along cost one transaction together.
 * To be used on one context.
 */
final class CursorBuffer {
    /** Well within the half second after which a tick is late. */
    private static final long GATHER_MS = 150;
    /** So that a statement has not more values than SQLite takes. */
    private static final int MOST_TOGETHER = 1_000;

    private static final int MOST_WAITING = 20_000;
    private static final long RETRY_MS = 500;

    private final Vertx vertx;
    private final Lane lane;
    private final int groupLimit;
    private final Map<Seat, PendingMark> waiting = new LinkedHashMap<>();

    CursorBuffer(Vertx vertx, Lane lane, int groupLimit) {
        this.vertx = vertx;
        this.lane = lane;
        this.groupLimit = groupLimit;
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
                vertx.setTimer(GATHER_MS, timer -> flush());
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
        Queued.QueuedChange<Map<Seat, Object>> change =
                new Queued.QueuedChange<>(0, statements -> CursorBatch.run(statements, marks, groupLimit));
        lane.offer(change);
        change.promise()
                .future()
                .onSuccess(results ->
                        results.forEach((seat, result) -> marks.get(seat).settle(result)))
                .onFailure(error -> marks.values().forEach(mark -> mark.fail(error)));
    }
}
