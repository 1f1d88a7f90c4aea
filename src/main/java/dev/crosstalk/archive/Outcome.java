package dev.crosstalk.archive;

import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import java.util.Map;
import java.util.TreeMap;

/** What became of what was to be put back, counted by what it is. */
final class Outcome {
    private final Map<String, Long> restored = new TreeMap<>();
    private final Map<String, Long> leftOut = new TreeMap<>();

    Map<String, Long> restored() {
        return Map.copyOf(restored);
    }

    Map<String, Long> leftOut() {
        return Map.copyOf(leftOut);
    }

    void restore(String what, long count) {
        restored.merge(what, count, Long::sum);
    }

    void leaveOut(String what, long count) {
        leftOut.merge(what, count, Long::sum);
    }

    Future<Void> of(String what, Future<?> done) {
        return of(what, 1, done);
    }

    /** Counts it by whether it was refused. @return fails with what is no refusal */
    Future<Void> of(String what, long count, Future<?> done) {
        return done.compose(
                reply -> {
                    restore(what, count);
                    return Future.succeededFuture();
                },
                error -> refused(what, count, error));
    }

    /** One that may not be any more is left out; what fails otherwise ends all of it. */
    Future<Void> refused(String what, long count, Throwable error) {
        if (error instanceof Failure failure && failure.code().kind() == FailureCode.Kind.REFUSED) {
            leaveOut(what, count);
            return Future.succeededFuture();
        }
        return Future.failedFuture(error);
    }
}
