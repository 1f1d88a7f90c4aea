package dev.crosstalk.bus;

/** What all ids share. */
public final class Ids {
    /** 2^64 divided by the golden ratio: Fibonacci hashing. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Ids() {}

    static long parse(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw FailureCode.BAD_REQUEST.because("not an id");
        }
    }

    static void requirePositive(long value) {
        if (value <= 0) {
            throw FailureCode.BAD_REQUEST.because("not an id");
        }
    }

    /** Ids made in one moment differ in a few bits in the middle, and would share the buckets of a table by {@link Long#hashCode}. */
    public static int hash(long value) {
        return Long.hashCode(value * GOLDEN);
    }
}
