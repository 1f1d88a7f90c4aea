package dev.crosstalk.cache;

import dev.crosstalk.cache.ChangeSource.Changes;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the database what has changed, once for all caches of a node: each drops that, and takes all else as confirmed. */
public final class ChangeWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeWatch.class);

    private final ChangeSource source;
    private final List<Listener> listeners;
    private final LongSupplier nanos;
    private Long since;
    private boolean checking;

    /** A cache. */
    interface Listener {
        /**
         * @param askedAt before the database was asked
         * @return when the next one may come
         */
        Future<Void> changed(Changes changes, long askedAt);
    }

    /** @param nanos a clock that never goes back */
    ChangeWatch(ChangeSource source, List<Listener> listeners, LongSupplier nanos) {
        this.source = source;
        this.listeners = List.copyOf(listeners);
        this.nanos = nanos;
    }

    /** To be called every {@code checkMs}; does nothing while the last reading is not at its end. Never fails. */
    public Future<Void> check() {
        if (!begin()) {
            return Future.succeededFuture();
        }
        long askedAt = nanos.getAsLong();
        return Attempt.of(() -> source.since(since()))
                .onFailure(error -> LOG.debug("What changed cannot be read: {}", error.getMessage()))
                .compose(changes -> tell(changes, askedAt))
                .transform(done -> end());
    }

    private synchronized boolean begin() {
        boolean free = !checking;
        checking = true;
        return free;
    }

    private synchronized Future<Void> end() {
        checking = false;
        return Future.succeededFuture();
    }

    private synchronized Long since() {
        return since;
    }

    private Future<?> tell(Changes changes, long askedAt) {
        synchronized (this) {
            since = changes.time();
        }
        return Future.join(listeners.stream()
                .map(listener -> Attempt.of(() -> listener.changed(changes, askedAt)))
                .toList());
    }
}
