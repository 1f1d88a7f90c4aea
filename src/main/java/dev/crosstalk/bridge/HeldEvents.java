package dev.crosstalk.bridge;

import dev.crosstalk.bus.Bus.Delivery;
import java.util.Map;
import java.util.TreeMap;

/** Events that wait behind a hole, in order of {@code rev}. Of too many the latest are dropped: they are a hole then, too. */
final class HeldEvents {
    private static final int MOST = 10_000;
    private static final long MOST_CHARACTERS = 4 << 20;

    private final TreeMap<Long, Delivery> events = new TreeMap<>();
    private long characters;

    void add(Delivery delivery) {
        counted(events.put(delivery.rev(), delivery), -1);
        counted(delivery, 1);
        while (events.size() > 1 && (events.size() > MOST || characters > MOST_CHARACTERS)) {
            counted(events.pollLastEntry().getValue(), -1);
        }
    }

    private void counted(Delivery delivery, int sign) {
        if (delivery != null) {
            characters += sign * delivery.body().length();
        }
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    long firstRev() {
        return events.firstKey();
    }

    Delivery takeFirst() {
        Delivery first = events.pollFirstEntry().getValue();
        counted(first, -1);
        return first;
    }

    void dropUpTo(long rev) {
        Map<Long, Delivery> old = events.headMap(rev, true);
        old.values().forEach(delivery -> counted(delivery, -1));
        old.clear();
    }

    void clear() {
        events.clear();
        characters = 0;
    }
}
