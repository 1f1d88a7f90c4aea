package dev.crosstalk.persistence;

import dev.crosstalk.bus.FailureCode;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * Makes ids: 41 bits of milliseconds since 2020, 10 bits of node number, 12 bits of a counter.
 *
 * <p>The node number is leased, and with it a stretch of time that nobody else was ever given with that number. Outside of the
 * lease or of the stretch no id is made: neither a frozen node nor a clock set back repeats one.
 */
final class IdMaker {
    /** 2020-01-01T00:00:00Z */
    static final long EPOCH_MS = 1_577_836_800_000L;

    static final int NODES = 1 << 10;
    private static final int COUNTERS = 1 << 12;
    private static final int TIME_SHIFT = 22;
    private static final int NODE_SHIFT = 12;

    private final Clock clock;
    private final LongSupplier nanos;
    private int node;
    private long firstMs;
    private long endMs;
    private long leaseEndNanos;
    private boolean leased;
    private long lastMs;
    private int counter;

    IdMaker(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * Takes over a lease.
     *
     * @param firstMs the first millisecond that may be used with the number
     * @param endMs the first one that may not
     * @param leaseEndNanos when the lease ends, on the monotonic clock
     */
    synchronized void lease(int node, long firstMs, long endMs, long leaseEndNanos) {
        this.node = node;
        this.firstMs = firstMs;
        this.endMs = endMs;
        this.leaseEndNanos = leaseEndNanos;
        this.leased = true;
    }

    /** Makes no more ids until there is another lease. */
    synchronized void release() {
        leased = false;
    }

    synchronized long next() {
        return next(0);
    }

    /**
     * An id above another one.
     *
     * @throws TimeNotReserved when the stretch of time does not reach that far: reserve more, and try again
     * @throws dev.crosstalk.bus.Failure {@link FailureCode#UNAVAILABLE} without a lease
     */
    synchronized long next(long above) {
        if (!leased || nanos.getAsLong() - leaseEndNanos >= 0) {
            throw FailureCode.UNAVAILABLE.failure();
        }
        long ms = Math.max(Math.max(clock.millis(), firstMs), lastMs);
        int count = ms == lastMs ? counter + 1 : 0;
        if (count == COUNTERS) {
            ms++;
            count = 0;
        }
        if (id(ms, count) <= above) {
            ms = (above >> TIME_SHIFT) + EPOCH_MS + 1;
            count = 0;
        }
        if (ms >= endMs) {
            throw new TimeNotReserved(ms);
        }
        lastMs = ms;
        counter = count;
        return id(ms, count);
    }

    /** The last millisecond that was used. */
    synchronized long lastMs() {
        return lastMs;
    }

    /** The lowest id of a millisecond, whoever makes it. */
    static long lowest(long ms) {
        return (ms - EPOCH_MS) << TIME_SHIFT;
    }

    private long id(long ms, int count) {
        return lowest(ms) | (long) node << NODE_SHIFT | count;
    }

    /** An id would need a time beyond the reserved stretch. */
    static final class TimeNotReserved extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long ms;

        TimeNotReserved(long ms) {
            super("no time reserved at " + ms, null, false, false);
            this.ms = ms;
        }

        long ms() {
            return ms;
        }
    }
}
