package dev.crosstalk.persistence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

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
