package dev.crosstalk.replay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Does something for 0, 1, 2… with a limited number under way at a time. */
final class InParallel {
    private final int count;
    private final IntFunction<Future<Void>> action;
    private final Promise<Void> promise = Promise.promise();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    private InParallel(int count, IntFunction<Future<Void>> action) {
        this.count = count;
        this.action = action;
    }

    /** Fails with the first failure; what is under way then goes on. */
    static Future<Void> forEach(int count, int atOnce, IntFunction<Future<Void>> action) {
        if (count == 0) {
            return Future.succeededFuture();
        }
        InParallel all = new InParallel(count, action);
        for (int i = 0; i < Math.min(count, atOnce); i++) {
            all.next();
        }
        return all.promise.future();
    }

    private void next() {
        int number = started.getAndIncrement();
        if (number < count && !promise.future().failed()) {
            action.apply(number).onSuccess(this::finished).onFailure(promise::tryFail);
        }
    }

    private void finished(Void nothing) {
        if (done.incrementAndGet() == count) {
            promise.tryComplete();
        } else {
            next();
        }
    }
}
