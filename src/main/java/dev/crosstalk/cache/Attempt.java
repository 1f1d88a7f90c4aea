package dev.crosstalk.cache;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** A question that fails by its future alone. */
final class Attempt {
    private Attempt() {}

    static <T> Future<T> of(Supplier<Future<T>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
