package dev.crosstalk.edge;

/** A token bucket: so many at once, and so many a second after that. */
public final class RateLimit {
    private final double perNano;
    private final double burst;
    private double tokens;
    private long last;

    public RateLimit(double perSecond, int burst, long nanos) {
        this.perNano = perSecond / 1e9;
        this.burst = burst;
        this.tokens = burst;
        this.last = nanos;
    }

    /** Takes one token. @return milliseconds to wait before the next should be taken, 0 if there is no need to */
    public long take(long nanos) {
        refill(nanos);
        tokens--;
        return untilPaid();
    }

    /** Milliseconds until all that was taken too early is made up for. */
    public long debt(long nanos) {
        refill(nanos);
        return untilPaid();
    }

    private void refill(long nanos) {
        tokens = Math.min(burst, tokens + (nanos - last) * perNano);
        last = nanos;
    }

    private long untilPaid() {
        return tokens >= 0 ? 0 : Math.max(1, (long) Math.ceil(-tokens / perNano / 1e6));
    }
}
