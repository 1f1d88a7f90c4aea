package dev.crosstalk.replay;

import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Repeats an attempt until it succeeds, is refused, or patience ends; waits longer every time, and never equally long, so
 * that thousands who lost the same node don't come back at once.
 */
final class Persistently {
    private static final long FIRST_DELAY_MS = 50;
    private static final long MAX_DELAY_MS = 5_000;
    private static final long SPREAD_MS = 2_000;

    private final Vertx vertx;
    private final long patienceNanos;
    private final LongAdder repetitions;

    Persistently(Vertx vertx, int patienceSeconds, LongAdder repetitions) {
        this.vertx = vertx;
        this.patienceNanos = TimeUnit.SECONDS.toNanos(patienceSeconds);
        this.repetitions = repetitions;
    }

    <T> Future<T> until(Supplier<Future<T>> attempt) {
        return until(attempt, System.nanoTime() + patienceNanos, 0);
    }

    /** Completes at some moment of the next two seconds. */
    Future<Void> moment() {
        return pause(1 + ThreadLocalRandom.current().nextLong(SPREAD_MS));
    }

    private <T> Future<T> until(Supplier<Future<T>> attempt, long deadline, int number) {
        return attempt.get().recover(error -> {
            if (isRefusal(error) || System.nanoTime() > deadline) {
                return Future.failedFuture(error);
            }
            repetitions.increment();
            return wait(error, number).compose(waited -> until(attempt, deadline, number + 1));
        });
    }

    private Future<Void> wait(Throwable error, int number) {
        return error instanceof Failure failure && failure.retryAfterMs() != null
                ? pause(jittered(failure.retryAfterMs()))
                : pause(jittered(Math.min(MAX_DELAY_MS, FIRST_DELAY_MS << Math.min(number, 16))));
    }

    private Future<Void> pause(long milliseconds) {
        return vertx.timer(milliseconds, TimeUnit.MILLISECONDS).mapEmpty();
    }

    private static long jittered(long milliseconds) {
        return 1 + milliseconds / 2 + ThreadLocalRandom.current().nextLong(milliseconds / 2 + 1);
    }

    private static boolean isRefusal(Throwable error) {
        return error instanceof Failure failure && failure.code().kind() == FailureCode.Kind.REFUSED;
    }
}
