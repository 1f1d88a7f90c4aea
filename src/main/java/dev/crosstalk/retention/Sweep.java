package dev.crosstalk.retention;

import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is kept no longer, conversation by conversation and step by step. What a crash leaves over is found again by the
 * next sweep, as nothing is noted but what is gone.
 */
public final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final RetentionStore store;
    private final Predicate<ConversationId> mine;
    private Future<Long> running;

    /** @param mine which conversations this node owns; two owners for a moment do no harm */
    public Sweep(RetentionStore store, Predicate<ConversationId> mine) {
        this.store = store;
        this.mine = mine;
    }

    /**
     * Goes over all conversations once; while it does, everybody who asks gets the same sweep.
     *
     * @return how many messages and entries were removed
     */
    public Future<Long> run() {
        if (running == null || running.isComplete()) {
            running = new Run().stretches();
        }
        return running;
    }

    private final class Run {
        private ConversationId last;
        private long removed;

        Future<Long> stretches() {
            return repeat(() -> store.look(last)
                            .compose(stretch -> conversations(stretch.due()).map(done -> {
                                last = stretch.last();
                                return last != null;
                            })))
                    .map(done -> removed);
        }

        private Future<Void> conversations(List<ConversationId> due) {
            Iterator<ConversationId> left = due.stream().filter(mine).iterator();
            return repeat(() -> left.hasNext()
                    ? conversation(left.next()).map(done -> left.hasNext())
                    : Future.succeededFuture(false));
        }

        /** One that fails does not keep the others; the next sweep comes to it again. */
        private Future<Void> conversation(ConversationId conversation) {
            long before = removed;
            return repeat(() -> store.trim(conversation).map(count -> {
                        removed += count;
                        return count > 0;
                    }))
                    .onSuccess(done ->
                            LOG.info("{} messages and entries of {} were removed", removed - before, conversation))
                    .onFailure(error -> LOG.warn(
                            "{} was trimmed by {} only: {}", conversation, removed - before, error.getMessage()))
                    .otherwiseEmpty();
        }
    }

    /** A loop, not a chain: a chain of a million steps would keep each of them. */
    private static Future<Void> repeat(Supplier<Future<Boolean>> step) {
        Promise<Void> done = Promise.promise();
        next(step, done);
        return done.future();
    }

    private static void next(Supplier<Future<Boolean>> step, Promise<Void> done) {
        step.get().onComplete(more -> {
            if (more.failed()) {
                done.fail(more.cause());
            } else if (more.result()) {
                next(step, done);
            } else {
                done.complete();
            }
        });
    }
}
