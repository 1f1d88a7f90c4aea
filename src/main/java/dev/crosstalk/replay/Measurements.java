package dev.crosstalk.replay;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What is counted and timed while a replay runs; every member may be used from any thread. */
final class Measurements {
    private static final long MAX_MICROSECONDS = 3_600_000_000L;

    final LongAdder posts = new LongAdder();
    final LongAdder joins = new LongAdder();
    final LongAdder renames = new LongAdder();
    final LongAdder renamesRefused = new LongAdder();
    final LongAdder namesTaken = new LongAdder();
    /** Messages that came over a socket as live events. */
    final LongAdder deliveries = new LongAdder();
    /** Messages that a person had to ask for, after a reconnect or when a number was skipped. */
    final LongAdder caughtUp = new LongAdder();
    /** Live events that a person had already: dropped, as the protocol says. */
    final LongAdder repeated = new LongAdder();

    final LongAdder holes = new LongAdder();
    final LongAdder reconnects = new LongAdder();
    final LongAdder repetitions = new LongAdder();
    final LongAdder duplicatesAnswered = new LongAdder();

    private final Histogram acknowledgement = new ConcurrentHistogram(1, MAX_MICROSECONDS, 3);
    private final Histogram delivery = new ConcurrentHistogram(1, MAX_MICROSECONDS, 3);

    /** From sending a line first to its answer. */
    void acknowledged(long nanoseconds) {
        record(acknowledgement, nanoseconds);
    }

    /** From sending a line first to its arrival at one member. */
    void delivered(long nanoseconds) {
        record(delivery, nanoseconds);
    }

    Histogram acknowledgement() {
        return acknowledgement;
    }

    Histogram delivery() {
        return delivery;
    }

    private static void record(Histogram histogram, long nanoseconds) {
        histogram.recordValue(Math.min(MAX_MICROSECONDS, Math.max(1, nanoseconds / 1000)));
    }
}
