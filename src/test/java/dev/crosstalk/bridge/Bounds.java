package dev.crosstalk.bridge;

import java.time.Duration;

/** Within what time that which the bus lost is noticed and brought. {@link HealerTest} holds the first by a clock of its own. */
final class Bounds {
    /** From the loss to the question for what is missing, by the schedule that the defaults make. */
    static final Duration HEALED = Duration.ofSeconds(5);

    /** What a test on real sockets is given beyond that: a build has two cores, and perhaps not for itself. */
    static final Duration MACHINE = Duration.ofSeconds(5);

    private Bounds() {}
}
