package dev.crosstalk.bus;

/**
 * Where a member is in a conversation, and how the member wants to hear of it. Only the member sees it.
 *
 * @param readSeq the last message that counts as read; may go back when the member marks messages as unread
 * @param lastSeq the conversation's last message when this was read
 * @param unread how many messages behind {@code readSeq} are not one's own; deleted ones count
 * @param mentions how many of the unread ones mention the member, or everyone
 * @param markedUnread whether the member wants it shown as unread, though everything may have been read
 * @param mutedUntil epoch milliseconds, {@link #FOREVER}, or null if it is not muted
 * @param pinned its place among the pinned ones, ascending; null if it is not pinned
 * @param archived whether it is put away: until the next message, or for as long as it is muted
 * @param archivedSeq its last message when it was put away; null if it is not: behind it, it is put away while it is muted only
 */
public record Position(
        long readSeq,
        long lastSeq,
        long unread,
        long mentions,
        boolean markedUnread,
        Long mutedUntil,
        Long pinned,
        boolean archived,
        Long archivedSeq) {

    /** What stands for the end of time: the largest number that every language's JSON holds exactly. */
    public static final long FOREVER = (1L << 53) - 1;
}
