package dev.crosstalk.position;

import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PositionCommand.Arrange;
import dev.crosstalk.bus.PositionCommand.MarkUnread;

/** The rules by which a place changes, decided under the conversation's lock. */
public final class PositionRules {
    /** The own ones among them are counted, with the conversation locked. */
    private static final long MOST_UNREAD = 10_000;

    private PositionRules() {}

    /**
     * Somebody has got or read messages up to there. What was read was delivered, too; nothing goes beyond the last message. What
     * was marked as unread stays so for a device that had read it before and says so late.
     */
    public static Place mark(Place place, Said said, long lastSeq) {
        Long again = said.readAgain(place.unreadRev(), place.seen(), lastSeq);
        long seen = Math.max(place.seen(), Math.min(said.read(), lastSeq));
        long read = again == null ? place.read() : Math.max(place.read(), again);
        long delivered = Math.max(place.delivered(), Math.max(seen, Math.min(said.delivered(), lastSeq)));
        boolean marked = place.markedUnread() && again == null;
        return place.reading(read, seen, delivered, marked, marked || read < seen ? place.unreadRev() : 0);
    }

    /** @param firstSeq the first message that the member may see */
    public static Place markUnread(Place place, MarkUnread command, long firstSeq, long lastSeq) {
        Long seq = command.seq();
        if (seq != null && (seq < firstSeq || seq > lastSeq)) {
            throw FailureCode.BAD_REQUEST.because("seq is not that of a message");
        }
        if (seq != null && lastSeq - seq >= MOST_UNREAD) {
            throw FailureCode.BAD_REQUEST.because("seq is not among the last " + MOST_UNREAD + " messages");
        }
        long read = seq == null ? place.read() : Math.min(place.read(), seq - 1);
        return place.reading(read, place.seen(), place.delivered(), true, Place.THIS_CHANGE);
    }

    /** @param now epoch milliseconds of the database */
    public static Place arrange(Place place, Arrange command, long lastSeq, long now) {
        return new Place(
                place.read(),
                place.seen(),
                place.delivered(),
                place.markedUnread(),
                place.unreadRev(),
                command.mutedUntil() == null ? place.mutedUntil() : command.mutedUntil(),
                command.pinned() == null ? place.pinned() : command.pinned(),
                archivedSeq(place, command.archived(), lastSeq, now));
    }

    /** What a message has brought back is not put away again by being muted afterwards. */
    private static long archivedSeq(Place place, Boolean archived, long lastSeq, long now) {
        if (archived != null) {
            return archived ? lastSeq : -1;
        }
        boolean isBack = place.archivedSeq() < lastSeq && place.mutedUntil() <= now;
        return isBack ? -1 : place.archivedSeq();
    }
}
