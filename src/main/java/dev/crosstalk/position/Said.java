package dev.crosstalk.position;

import dev.crosstalk.bus.PositionCommand.Mark;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What the devices of one member said of one conversation in a moment: the furthest of it. What was read is kept by what the
 * device knew, as one that did not know of a mark as unread does not take it back.
 */
public final class Said {
    private final NavigableMap<Long, Long> readByBase = new TreeMap<>();
    private long delivered;
    private long read;
    private long readWithoutBase;

    public void add(Mark mark) {
        delivered = Math.max(delivered, mark.delivered() == null ? 0 : mark.delivered());
        if (mark.read() == null) {
            return;
        }
        read = Math.max(read, mark.read());
        if (mark.base() == null) {
            readWithoutBase = Math.max(readWithoutBase, mark.read());
        } else {
            add(mark.base(), mark.read());
        }
    }

    /** Only those are kept that no other one exceeds: a higher base has a lower number. */
    private void add(long base, long seq) {
        Map.Entry<Long, Long> newer = readByBase.ceilingEntry(base);
        if (newer == null || newer.getValue() < seq) {
            readByBase.headMap(base, true).values().removeIf(older -> older <= seq);
            readByBase.put(base, seq);
        }
    }

    /** 0 if nothing was said of it. */
    long delivered() {
        return delivered;
    }

    /** The furthest that was read, whatever was known; 0 if nothing was said of it. */
    long read() {
        return read;
    }

    /**
     * The furthest that was read by who knew of the mark as unread, or that was never read before.
     *
     * @return null if nothing was
     */
    Long readAgain(long unreadRev, long seen, long lastSeq) {
        Map.Entry<Long, Long> furthest = readByBase.ceilingEntry(unreadRev);
        long unread = Math.min(readWithoutBase, lastSeq);
        if (furthest == null) {
            return unread > seen ? unread : null;
        }
        return Math.max(Math.min(furthest.getValue(), lastSeq), unread > seen ? unread : 0);
    }
}
