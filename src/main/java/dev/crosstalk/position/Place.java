package dev.crosstalk.position;

/**
 * Where somebody is in a conversation, as it is stored.
 *
 * @param read where the unread ones begin; may go back
 * @param seen the furthest that was ever read, which others are told; never goes back
 * @param delivered the furthest that one of the devices has; never goes back
 * @param markedUnread whether it is to be shown as unread in any case
 * @param unreadRev the own revision that marked messages as unread which were not read since; 0 if there are none, {@link
 *     #THIS_CHANGE} for the one that this change takes
 * @param mutedUntil epoch milliseconds; 0 if it is not muted
 * @param pinned its place among the pinned; 0 if it is not pinned
 * @param archivedSeq archived while no message behind this one has come, or while it is muted; -1 if it is not archived
 */
public record Place(
        long read,
        long seen,
        long delivered,
        boolean markedUnread,
        long unreadRev,
        long mutedUntil,
        long pinned,
        long archivedSeq) {
    static final long THIS_CHANGE = Long.MAX_VALUE;

    /** Whether the own devices must be told of the difference. */
    public boolean looksOtherThan(Place before) {
        return read != before.read
                || markedUnread != before.markedUnread
                || unreadRev == THIS_CHANGE
                || mutedUntil != before.mutedUntil
                || pinned != before.pinned
                || archivedSeq != before.archivedSeq;
    }

    /** Whether others may be told of the difference. */
    public boolean isFurtherThan(Place before) {
        return seen > before.seen || delivered > before.delivered;
    }

    /** As it is stored by a change that takes this revision. */
    public Place at(long userRev) {
        return unreadRev == THIS_CHANGE
                ? new Place(read, seen, delivered, markedUnread, userRev, mutedUntil, pinned, archivedSeq)
                : this;
    }

    Place reading(long nowRead, long nowSeen, long nowDelivered, boolean nowMarked, long nowUnreadRev) {
        return new Place(nowRead, nowSeen, nowDelivered, nowMarked, nowUnreadRev, mutedUntil, pinned, archivedSeq);
    }
}
