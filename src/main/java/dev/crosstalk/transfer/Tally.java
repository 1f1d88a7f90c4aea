package dev.crosstalk.transfer;

import java.util.Map;
import java.util.TreeMap;

/** What became of everything that a foreign archive has: how often each thing was taken over, and how often left out and why. */
final class Tally {
    private final Map<String, Long> taken = new TreeMap<>();
    private final Map<String, Long> skipped = new TreeMap<>();

    void taken(String what) {
        taken.merge(what, 1L, Long::sum);
    }

    /** @param why what it was and why it cannot be taken over */
    void skipped(String why) {
        skipped.merge(why, 1L, Long::sum);
    }

    Map<String, Long> taken() {
        return Map.copyOf(taken);
    }

    Map<String, Long> skipped() {
        return Map.copyOf(skipped);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        taken.forEach((what, count) -> text.append(String.format("%,12d %s%n", count, what)));
        skipped.forEach((why, count) -> text.append(String.format("%,12d left out: %s%n", count, why)));
        return text.toString();
    }
}
