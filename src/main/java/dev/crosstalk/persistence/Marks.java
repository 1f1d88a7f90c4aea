package dev.crosstalk.persistence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/** Lists of question marks. */
final class Marks {
    private Marks() {}

    /** {@code ?,?,?} */
    static String list(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }

    /** {@code (?,?),(?,?)}: that many tuples of that many values. */
    static String tuples(int count, int width) {
        return String.join(",", Collections.nCopies(count, "(" + list(width) + ")"));
    }

    /**
     * A text for each number of rows, made once for those numbers that {@link #padded} and {@link #pieces} give: for a thousand rows
     * it is long, and the client looks its prepared statement up by it.
     */
    static IntFunction<String> texts(IntFunction<String> make) {
        AtomicReferenceArray<String> made = new AtomicReferenceArray<>(Integer.SIZE);
        return count -> {
            if (Integer.bitCount(count) != 1) {
                return make.apply(count);
            }
            int index = Integer.numberOfTrailingZeros(count);
            String text = made.get(index);
            if (text == null) {
                text = make.apply(count);
                made.set(index, text);
            }
            return text;
        };
    }

    /** The values in pieces whose sizes are powers of two, the largest first, so that few different statements are prepared. */
    static <T> List<List<T>> pieces(List<T> values) {
        List<List<T>> pieces = new ArrayList<>();
        for (int from = 0; from < values.size(); ) {
            int size = Integer.highestOneBit(values.size() - from);
            pieces.add(values.subList(from, from + size));
            from += size;
        }
        return pieces;
    }

    /** The values, the last repeated until their number is a power of two, so that few different statements are prepared. */
    static <T> List<T> padded(Collection<T> values) {
        List<T> padded = new ArrayList<>(values);
        int size = padded.size();
        int wanted = size <= 1 ? size : Integer.highestOneBit(size - 1) << 1;
        while (padded.size() < wanted) {
            padded.add(padded.get(size - 1));
        }
        return padded;
    }
}
