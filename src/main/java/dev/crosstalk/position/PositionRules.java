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
     * Somebody has got or read messages up to there. What was read was delivered, too; nothing goes beyond the last message.
     *
     * @param delivered 0 if nothing is said of it
     * @param read null if nothing is said of it
     */
    public static Place mark(Place place, long delivered, Long read, long lastSeq) {
        long seen = read == null ? 0 : Math.min(read, lastSeq);
        return new Place(
                Math.max(place.read(), seen),
                Math.max(place.seen(), seen),
                Math.max(place.delivered(), Math.max(seen, Math.min(delivered, lastSeq))),
                place.markedUnread() && read == null,
                place.mutedUntil(),
                place.pinned(),
                place.archivedSeq());
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
        return new Place(
                seq == null ? place.read() : Math.min(place.read(), seq - 1),
                place.seen(),
                place.delivered(),
                true,
                place.mutedUntil(),
                place.pinned(),
                place.archivedSeq());
    }

    public static Place arrange(Place place, Arrange command, long lastSeq) {
        return new Place(
                place.read(),
                place.seen(),
                place.delivered(),
                place.markedUnread(),
                command.mutedUntil() == null ? place.mutedUntil() : command.mutedUntil(),
                command.pinned() == null ? place.pinned() : command.pinned(),
                archivedSeq(place, command.archived(), lastSeq));
    }

    private static long archivedSeq(Place place, Boolean archived, long lastSeq) {
        if (archived == null) {
            return place.archivedSeq();
        }
        return archived ? lastSeq : -1;
    }
}
