package dev.crosstalk.persistence;

import dev.crosstalk.bus.Position;

/**
 * What a member's position is made of.
 *
 * @param first the first message that is still kept
 * @param own own messages behind {@code read}
 * @param now database time in epoch milliseconds
 */
record PositionRow(
        long first,
        long last,
        long joined,
        long read,
        long own,
        boolean marked,
        long muted,
        long pinned,
        long archived,
        long mentions,
        long now) {

    /** SQL for whether the place {@code m} in the conversation {@code c} is archived. */
    static final String ARCHIVED = "(m.archived_seq >= 0 AND (m.archived_seq >= c.last_seq OR m.muted_until > ${now}))";

    /** SQL for how many unread messages of others mention the member whose place has this alias. */
    static String mentions(String alias) {
        return "(SELECT COUNT(DISTINCT n.seq) FROM mention n"
                + " JOIN message s ON s.conversation_id = n.conversation_id AND s.seq = n.seq"
                + " WHERE n.account_id IN (" + alias + ".account_id, 0) AND n.conversation_id = " + alias
                + ".conversation_id AND n.seq > " + alias + ".read_seq AND s.sender_id <> " + alias + ".account_id)";
    }

    Position position() {
        boolean isMuted = muted > now;
        boolean isArchived = archived >= 0 && (isMuted || archived >= last);
        long from = Math.max(Math.max(read, joined), first - 1);
        return new Position(
                from,
                last,
                Math.max(0, last - from - own),
                mentions,
                marked,
                isMuted ? muted : null,
                pinned > 0 ? pinned : null,
                isArchived,
                isArchived ? archived : null);
    }
}
