package dev.crosstalk.cache;

import java.util.function.LongSupplier;

/**
 * How fresh things are that were read at different times, where one reading of what has changed lately confirms all that have not.
 * Whoever keeps the things compares each reading with all of them, and drops what it says otherwise. Not thread-safe.
 */
final class Confirmation {
    private final long freshNanos;
    private final LongSupplier nanos;
    private long checked;
    private long checks;

    /**
     * When something was read.
     *
     * @param readAt before the database was asked
     * @param checks how many readings of what has changed had come by the time it was learned: those were not compared with it
     */
    record Stamp(long readAt, long checks) {}

    /** @param nanos a clock that never goes back */
    Confirmation(long freshMs, LongSupplier nanos) {
        this.freshNanos = freshMs * 1_000_000;
        this.nanos = nanos;
        this.checked = nanos.getAsLong() - freshNanos;
    }

    Stamp learned(long readAt) {
        return new Stamp(readAt, checks);
    }

    /** When the database is known to have had it. */
    long confirmedAt(Stamp stamp) {
        return checks > stamp.checks() ? Math.max(stamp.readAt(), checked) : stamp.readAt();
    }

    /** Whether it may be served. */
    boolean isFresh(Stamp stamp) {
        return isFresh(confirmedAt(stamp));
    }

    /** Whether what was read at that time may still be served. */
    boolean isFresh(long readAt) {
        return nanos.getAsLong() - readAt < freshNanos;
    }

    /** The first reading reaches back some time only, the others to the one before: it confirms nothing that is older. */
    boolean isFirst() {
        return checks == 0;
    }

    /** What has changed was read, and compared with what is kept. @param askedAt before that */
    void checked(long askedAt) {
        checked = askedAt;
        checks++;
    }
}
