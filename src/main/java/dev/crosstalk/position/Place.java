package dev.crosstalk.position;

/**
 * Where somebody is in a conversation, as it is stored.
 *
 * @param read where the unread ones begin; may go back
 * @param seen the furthest that was ever read, which others are told; never goes back
 * @param delivered the furthest that one of the devices has; never goes back
 * @param markedUnread whether it is to be shown as unread in any case
 * @param mutedUntil epoch milliseconds; 0 if it is not muted
 * @param pinned its place among the pinned; 0 if it is not pinned
 * @param archivedSeq archived while no message behind this one has come; -1 if it is not archived
 */
public record Place(
        long read, long seen, long delivered, boolean markedUnread, long mutedUntil, long pinned, long archivedSeq) {

    /** Whether the own devices must be told of the difference. */
    public boolean looksOtherThan(Place before) {
        return read != before.read
                || markedUnread != before.markedUnread
                || mutedUntil != before.mutedUntil
                || pinned != before.pinned
                || archivedSeq != before.archivedSeq;
    }

    /** Whether others may be told of the difference. */
    public boolean isFurtherThan(Place before) {
        return seen > before.seen || delivered > before.delivered;
    }
}
