package dev.crosstalk.bridge;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that goes on when it is told to, and does then what is due, in order. */
final class VirtualTime {
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private long now;
    private long orders;

    private record Due(long at, long order, Runnable task) {}

    long now() {
        return now;
    }

    void after(long ms, Runnable task) {
        due.add(new Due(now + ms, orders++, task));
    }

    void every(long ms, Runnable task) {
        after(ms, () -> {
            every(ms, task);
            task.run();
        });
    }

    /** Does all that is due up to that time. */
    void goOnTo(long ms) {
        while (!due.isEmpty() && due.peek().at() <= ms) {
            Due next = due.poll();
            now = next.at();
            next.task().run();
        }
        now = ms;
    }
}
