package dev.crosstalk.persistence;

import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gathers what is asked for while the database is busy with the last of it, so that thousands who come at once cost some
 * statements. To be used on one context.
 */
final class Gathering<K, A, R> {
    private static final long RETRY_MS = 1_000;

    private final int together;
    private final int most;
    private final Function<Map<K, A>, Future<Map<K, R>>> work;
    private final Map<K, Waiting<A, R>> waiting = new LinkedHashMap<>();
    private boolean running;

    /**
     * @param together how many are done at once
     * @param most how many may wait before more are refused as overload
     */
    Gathering(int together, int most, Function<Map<K, A>, Future<Map<K, R>>> work) {
        this.together = together;
        this.most = most;
        this.work = work;
    }

    private record Waiting<A, R>(A argument, Promise<Optional<R>> promise) {}

    /** What the work gives for this key, which is done once for all who wait with the same key. */
    Future<Optional<R>> ask(K key, A argument) {
        Waiting<A, R> same = waiting.get(key);
        if (same != null) {
            return same.promise().future();
        }
        if (waiting.size() >= most) {
            return Future.failedFuture(FailureCode.OVERLOADED.retryAfter(RETRY_MS));
        }
        Waiting<A, R> one = new Waiting<>(argument, Promise.promise());
        waiting.put(key, one);
        if (!running) {
            run();
        }
        return one.promise().future();
    }

    private void run() {
        Map<K, Waiting<A, R>> batch = take(together);
        if (batch.isEmpty()) {
            return;
        }
        running = true;
        Map<K, A> arguments = new LinkedHashMap<>();
        batch.forEach((key, one) -> arguments.put(key, one.argument()));
        attempt(arguments).onComplete(done -> {
            running = false;
            if (done.succeeded()) {
                batch.forEach((key, one) ->
                        one.promise().complete(Optional.ofNullable(done.result().get(key))));
            } else {
                // Those behind would wait as long once more.
                batch.putAll(take(waiting.size()));
                batch.values().forEach(one -> one.promise().fail(done.cause()));
            }
            if (!running) {
                run();
            }
        });
    }

    private Future<Map<K, R>> attempt(Map<K, A> arguments) {
        try {
            return work.apply(arguments);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Map<K, Waiting<A, R>> take(int count) {
        Map<K, Waiting<A, R>> taken = new LinkedHashMap<>();
        Iterator<Map.Entry<K, Waiting<A, R>>> entries = waiting.entrySet().iterator();
        while (entries.hasNext() && taken.size() < count) {
            Map.Entry<K, Waiting<A, R>> entry = entries.next();
            taken.put(entry.getKey(), entry.getValue());
            entries.remove();
        }
        return taken;
    }
}
