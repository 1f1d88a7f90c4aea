package dev.crosstalk.bus;

/**
 * Where a member is in a conversation and how the member wants to hear of it, as an archive of an application has it.
 *
 * @param readSeq where the unread messages begin; may be before {@code seenSeq}
 * @param seenSeq the furthest that was ever read, which others are told
 * @param seenAt when that was, epoch milliseconds, or null if it is not known
 * @param mutedUntil epoch milliseconds, or null
 * @param pinned its place among the pinned ones, or null
 * @param archivedSeq archived while no message has come after this one; null if it is not
 * @param markedUnread true if it is, else null
 */
public record ArchivedPlace(
        long readSeq, long seenSeq, Long seenAt, Long mutedUntil, Long pinned, Long archivedSeq, Boolean markedUnread) {
    public ArchivedPlace {
        Require.notNegative("readSeq", readSeq);
        Require.notNegative("seenSeq", seenSeq);
        Require.notNegative("seenAt", seenAt);
        Require.notNegative("mutedUntil", mutedUntil);
        Require.notNegative("pinned", pinned);
        Require.notNegative("archivedSeq", archivedSeq);
        markedUnread = Boolean.TRUE.equals(markedUnread) ? true : null;
    }
}
