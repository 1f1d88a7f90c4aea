package dev.crosstalk.bridge;

/**
 * When a loop may send again. To send is what costs, not how much is sent; so the more a round of sending took, the longer the next
 * one waits for what can leave with it. A loop with little to do does not wait at all.
 */
final class Pace {
    /** Of the time, sending takes one part in so many, while that is no longer than the longest wait. */
    private static final int SHARE = 5;

    private final long mostNanos;
    private long nextNanos;
    private boolean begun;

    /** @param mostMs the longest that anything waits */
    Pace(long mostMs) {
        this.mostNanos = mostMs * 1_000_000;
    }

    /** For so many nanoseconds nothing is to be sent; nothing to wait for if it is not above 0. */
    long waitNanos(long now) {
        return begun ? nextNanos - now : 0;
    }

    void sent(long from, long to) {
        begun = true;
        nextNanos = from + Math.min(mostNanos, SHARE * (to - from));
    }
}
