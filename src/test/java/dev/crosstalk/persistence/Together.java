package dev.crosstalk.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Several people who act at the same time, each on a thread of its own. */
final class Together {
    private static final int WITHIN_S = 150;

    private Together() {}

    /** @return when all have come to their end; an error of one is an error of the test */
    static <T> void act(List<T> people, Consumer<T> life) {
        ExecutorService threads = Executors.newFixedThreadPool(people.size());
        try {
            List<Future<Void>> all = new ArrayList<>();
            for (T person : people) {
                all.add(threads.submit((Callable<Void>) () -> {
                    life.accept(person);
                    return null;
                }));
            }
            for (Future<Void> one : all) {
                one.get(WITHIN_S, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("somebody did not come to an end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
