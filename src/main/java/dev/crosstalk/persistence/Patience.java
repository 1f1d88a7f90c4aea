package dev.crosstalk.persistence;

import java.util.concurrent.TimeUnit;

/** How long to go on trying. */
final class Patience {
    private static final int FIRST_PAUSE_MS = 10;
    private static final int LONGEST_PAUSE_MS = 500;
    /** What is begun gets this much, though nearly no time is left. */
    private static final long LEAST_MS = 250;

    private final long endNanos;
    private int pauseMs = FIRST_PAUSE_MS;

    Patience(long milliseconds) {
        this.endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }

    /** How long one more attempt may take. */
    long leftMs() {
        return Math.max(LEAST_MS, TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime()));
    }

    int nextPause() {
        int pause = pauseMs;
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
        return pause;
    }
}
