package dev.crosstalk.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * Numbers in what is sent, found again without parsing what comes back.
 *
 * <p>A mark is a letter, sixteen hexadecimal digits and a run of 64 tildes: looking at each 64th byte finds every run. None of these
 * characters is escaped by any of the protocols, nor does a tilde stand in anything else that they send.
 */
final class Marks {
    static final char MESSAGE = 'T';
    static final char REPLY = 'A';

    private static final int RUN = 64;
    private static final int DIGITS = 16;
    private static final String TILDES = "~".repeat(RUN);

    /** What a search may have to look at again when more comes: a mark and what stands before it. */
    static final int LONGEST = 320;

    private Marks() {}

    /** Is told of each mark. */
    interface Sink {
        /** @param at where the mark's letter is */
        void found(char letter, long number, byte[] bytes, int at);
    }

    static String text(char letter, long number) {
        String digits = Long.toHexString(number);
        return letter + "0".repeat(DIGITS - digits.length()) + digits + TILDES;
    }

    /** A text of so many bytes with the number in it. */
    static String message(long number, int bytes) {
        String mark = text(MESSAGE, number);
        return mark + "x".repeat(Math.max(0, bytes - mark.length()));
    }

    /**
     * Finds the marks.
     *
     * @param whole whether nothing more comes after {@code to}
     * @return the end of the last mark that was found, or {@code from}
     */
    static int find(byte[] bytes, int from, int to, boolean whole, Sink sink) {
        int done = from;
        int i = from + RUN - 1;
        while (i < to) {
            if (bytes[i] != '~') {
                i += RUN;
                continue;
            }
            int start = i;
            while (start > done && bytes[start - 1] == '~') {
                start--;
            }
            int end = i + 1;
            while (end < to && bytes[end] == '~') {
                end++;
            }
            if (end == to && !whole) {
                return done;
            }
            int at = start - DIGITS - 1;
            if (end - start >= RUN && at >= done) {
                sink.found((char) bytes[at], number(bytes, at + 1), bytes, at);
            }
            done = end;
            i = end + RUN - 1;
        }
        return done;
    }

    private static long number(byte[] bytes, int from) {
        long number = 0;
        for (int i = from; i < from + DIGITS; i++) {
            number = (number << 4) | Character.digit(bytes[i], 16);
        }
        return number;
    }

    /** Whether a frame of failure stands directly before a mark, in whatever way its quotes are written. */
    static boolean isFailure(byte[] bytes, int at) {
        for (int i = at - 1; i > Math.max(1, at - 40); i--) {
            if (bytes[i] == 'r' && bytes[i - 1] == 'r' && bytes[i - 2] == 'e') {
                return true;
            }
            if (bytes[i] == 'c' && bytes[i - 1] == 'e' && bytes[i - 2] == 'r') {
                return false;
            }
        }
        return false;
    }

    static int count(byte[] bytes, int from, int to, String word) {
        byte[] wanted = word.getBytes(StandardCharsets.US_ASCII);
        int count = 0;
        for (int i = from; i <= to - wanted.length; i++) {
            int k = 0;
            while (k < wanted.length && bytes[i + k] == wanted[k]) {
                k++;
            }
            if (k == wanted.length) {
                count++;
                i += k - 1;
            }
        }
        return count;
    }
}
