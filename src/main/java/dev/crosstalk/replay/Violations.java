package dev.crosstalk.replay;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong: all are counted, the first are kept. */
final class Violations {
    private static final int KEPT = 50;

    private final List<String> first = new ArrayList<>();
    private long count;

    synchronized void add(String violation) {
        count++;
        if (first.size() < KEPT) {
            first.add(violation);
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized List<String> first() {
        return List.copyOf(first);
    }
}
