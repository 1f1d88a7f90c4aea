package dev.crosstalk.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** What happens at some time after it was asked for, in any order, on the thread of the test. */
final class Later {
    private final Random random;
    private final List<Runnable> waiting = new ArrayList<>();

    Later(Random random) {
        this.random = random;
    }

    <T> Future<T> run(Supplier<T> work) {
        Promise<T> promise = Promise.promise();
        waiting.add(() -> {
            try {
                promise.complete(work.get());
            } catch (RuntimeException e) {
                promise.fail(e);
            }
        });
        return promise.future();
    }

    /** As a question: what is answered is as of one time, and is told at another. */
    <T> Future<T> ask(Supplier<T> work) {
        return run(work).compose(answer -> run(() -> answer));
    }

    boolean isIdle() {
        return waiting.isEmpty();
    }

    void happen() {
        if (!waiting.isEmpty()) {
            waiting.remove(random.nextInt(waiting.size())).run();
        }
    }
}
