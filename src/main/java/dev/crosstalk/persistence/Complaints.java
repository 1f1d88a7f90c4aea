package dev.crosstalk.persistence;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said of a database that does not serve: one line in a while, as thousands may wait for it. */
final class Complaints {
    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanos;
    private boolean complained;
    private long lastNanos;
    private long unsaid;

    Complaints(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @return whether it was said */
    synchronized boolean unavailable(Throwable error) {
        long now = nanos.getAsLong();
        if (complained && now - lastNanos < SILENCE_NANOS) {
            unsaid++;
            return false;
        }
        LOG.warn("The database does not serve: {} (and {} times before, unsaid)", error.toString(), unsaid);
        complained = true;
        lastNanos = now;
        unsaid = 0;
        return true;
    }
}
