package dev.crosstalk.conversation;

import dev.crosstalk.bus.Role;

/**
 * Somebody's place in a conversation, now or in the past.
 *
 * @param joinedSeq messages up to this one are not shown to the member; 0 in rooms
 * @param rev the revision at which the place was taken or given up; another role leaves it
 * @param bannedUntil of who is banned, epoch milliseconds; null for ever
 * @param lastPostAt epoch milliseconds of the last message in slow mode, or 0
 */
public record Membership(State state, Role role, long joinedSeq, long rev, Long bannedUntil, long lastPostAt) {

    public Membership(State state, Role role, long joinedSeq, long rev) {
        this(state, role, joinedSeq, rev, null, 0);
    }

    /** Who left or was removed may come back; who is banned may not until the ban ends. */
    public enum State {
        BANNED(-1),
        LEFT(0),
        ACTIVE(1);

        private final int stored;

        State(int stored) {
            this.stored = stored;
        }

        /** The number in the database. */
        public int stored() {
            return stored;
        }

        public static State of(int stored) {
            return stored == ACTIVE.stored ? ACTIVE : stored == LEFT.stored ? LEFT : BANNED;
        }
    }

    public boolean isActive() {
        return state == State.ACTIVE;
    }

    /** @param now database time in epoch milliseconds */
    public boolean isBanned(long now) {
        return state == State.BANNED && (bannedUntil == null || now < bannedUntil);
    }
}
