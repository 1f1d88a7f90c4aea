package dev.crosstalk;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * How soon what is done on one node is known to the sockets of every other. By itself it takes milliseconds: nothing waits for a
 * timer but marks of reading, which are gathered for 150 ms.
 */
final class Promptly {
    private static final Duration PROMISED = Duration.ofSeconds(1);

    /** What two nodes, two databases and a test on two cores are given beyond that, perhaps not for themselves. */
    private static final Duration MACHINE = Duration.ofSeconds(4);

    private Promptly() {}

    /** Fails unless it is so within what is promised, counted from now. */
    static void until(Callable<Boolean> known) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(PROMISED.plus(MACHINE))
                .until(known);
    }
}
