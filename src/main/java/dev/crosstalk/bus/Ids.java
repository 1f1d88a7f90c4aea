package dev.crosstalk.bus;

/** The textual form that all ids share. */
final class Ids {
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
}
