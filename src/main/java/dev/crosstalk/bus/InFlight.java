package dev.crosstalk.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests that wait for other nodes. Those that wait for a node that is gone fail at once: their senders repeat them
 * elsewhere instead of standing still until the time-out.
 */
final class InFlight {
    private final Vertx vertx;
    private final Map<String, Set<Runnable>> byNode = new ConcurrentHashMap<>();

    InFlight(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The reply, or {@link FailureCode#OUTCOME_UNKNOWN} on the same context if the node goes first. */
    <T> Future<T> track(String node, Future<T> reply) {
        Context context = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        Set<Runnable> waiting = byNode.computeIfAbsent(node, n -> ConcurrentHashMap.newKeySet());
        Runnable lost = () -> context.runOnContext(now -> promise.tryFail(FailureCode.OUTCOME_UNKNOWN.failure()));
        waiting.add(lost);
        reply.onComplete(done -> {
            waiting.remove(lost);
            if (done.succeeded()) {
                promise.tryComplete(done.result());
            } else {
                promise.tryFail(done.cause());
            }
        });
        return promise.future();
    }

    void gone(String node) {
        Set<Runnable> waiting = byNode.remove(node);
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }
}
