package dev.crosstalk.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** The requests that this node is answering. */
final class Answering {
    private final List<Promise<Void>> waiting = new ArrayList<>();
    private int open;

    void track(Future<?> answer) {
        synchronized (this) {
            open++;
        }
        answer.onComplete(done -> answered());
    }

    private void answered() {
        List<Promise<Void>> ended = List.of();
        synchronized (this) {
            open--;
            if (open == 0) {
                ended = List.copyOf(waiting);
                waiting.clear();
            }
        }
        ended.forEach(Promise::complete);
    }

    /** @return when none is open; at once if none is */
    synchronized Future<Void> done() {
        if (open == 0) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        waiting.add(promise);
        return promise.future();
    }
}
