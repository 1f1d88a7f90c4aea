package dev.crosstalk.persistence;

import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.message.Draft;
import dev.crosstalk.message.Outcome.Stored;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Something that waits in a lane. */
sealed interface Queued {

    /** What is answered when the lane does not get to it. */
    void fail(Throwable error);

    /** What it holds in memory, about. */
    int bytes();

    /** How long ago it came, in milliseconds. */
    long age();

    /** A draft to be stored together with others. */
    final class QueuedPost implements Queued {
        private final Draft draft;
        private final Promise<Posted> promise = Promise.promise();
        /** What a transaction tried to store that may have been committed; null if there was none. */
        private Stored attempted;

        private final long queuedNanos = System.nanoTime();

        QueuedPost(Draft draft) {
            this.draft = draft;
        }

        @Override
        public long age() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - queuedNanos);
        }

        Draft draft() {
            return draft;
        }

        Promise<Posted> promise() {
            return promise;
        }

        Stored attempted() {
            return attempted;
        }

        void attempted(Stored stored) {
            attempted = stored;
        }

        /** An upper bound, as UTF-8 has at most three bytes for a char. */
        @Override
        public int bytes() {
            return draft.post().text().length() * 3;
        }

        @Override
        public void fail(Throwable error) {
            promise.tryFail(error);
        }
    }

    /** A change of a conversation that is a transaction by itself. */
    final class QueuedChange<T> implements Queued {
        private final int bytes;
        private final Function<Statements, Future<Changed<T>>> work;
        private final Promise<T> promise = Promise.promise();
        private final long queuedNanos = System.nanoTime();

        QueuedChange(int bytes, Function<Statements, Future<Changed<T>>> work) {
            this.bytes = bytes;
            this.work = work;
        }

        @Override
        public int bytes() {
            return bytes;
        }

        Function<Statements, Future<Changed<T>>> work() {
            return work;
        }

        Promise<T> promise() {
            return promise;
        }

        @Override
        public long age() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - queuedNanos);
        }

        @Override
        public void fail(Throwable error) {
            promise.tryFail(error);
        }
    }

    /** The result of a change, and the events to publish after its commit, in order. */
    record Changed<T>(T result, List<Event> events) {}
}
