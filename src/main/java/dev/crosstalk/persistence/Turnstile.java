package dev.crosstalk.persistence;

import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * Lets some work at once through; more of it waits, in the order in which it came, up to a number of pieces and a number of bytes.
 * What is above is refused as overload.
 */
final class Turnstile {
    private static final long RETRY_MS = 500;

    private final int atOnce;
    private final int most;
    private final long mostBytes;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int inside;
    private long waitingBytes;
    private boolean admitting;

    Turnstile(int atOnce, int most, long mostBytes) {
        this.atOnce = atOnce;
        this.most = most;
        this.mostBytes = mostBytes;
    }

    private record Waiting(long bytes, Promise<Void> turn) {}

    /**
     * Does the work when its turn has come.
     *
     * @param bytes what it holds in memory while it waits
     * @return what the work gives; fails with {@link FailureCode#OVERLOADED} if it was not even begun
     */
    <T> Future<T> pass(long bytes, Supplier<Future<T>> work) {
        return turn(bytes).compose(begun -> attempt(work).onComplete(done -> leave()));
    }

    private synchronized Future<Void> turn(long bytes) {
        if (inside < atOnce && waiting.isEmpty()) {
            inside++;
            return Future.succeededFuture();
        }
        if (waiting.size() >= most || waitingBytes >= mostBytes) {
            return Future.failedFuture(FailureCode.OVERLOADED.retryAfter(RETRY_MS));
        }
        Waiting one = new Waiting(bytes, Promise.promise());
        waiting.add(one);
        waitingBytes += bytes;
        return one.turn().future();
    }

    private static <T> Future<T> attempt(Supplier<Future<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** In a loop, not each by the one before: thousands that fail at once would be as many calls in one another. */
    private void leave() {
        synchronized (this) {
            inside--;
            if (admitting) {
                return;
            }
            admitting = true;
        }
        for (Waiting next = next(); next != null; next = next()) {
            next.turn().complete();
        }
    }

    private synchronized Waiting next() {
        Waiting one = inside < atOnce ? waiting.poll() : null;
        if (one == null) {
            admitting = false;
            return null;
        }
        inside++;
        waitingBytes -= one.bytes();
        return one;
    }
}
