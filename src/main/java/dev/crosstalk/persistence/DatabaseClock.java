package dev.crosstalk.persistence;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The database's time as this node knows it: read once, then counted by the monotonic clock. Never goes back. */
final class DatabaseClock extends Clock {
    private final LongSupplier nanos;
    private long baseMs = Long.MIN_VALUE / 2;
    private long baseNanos;

    DatabaseClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Takes over what the database said just now. */
    synchronized void set(long databaseMs) {
        long known = millis();
        baseNanos = nanos.getAsLong();
        baseMs = Math.max(databaseMs, known);
    }

    @Override
    public synchronized long millis() {
        return baseMs + TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - baseNanos);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
