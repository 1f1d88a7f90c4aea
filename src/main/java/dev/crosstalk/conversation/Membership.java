package dev.crosstalk.conversation;

import dev.crosstalk.bus.Role;

/**
 * Somebody's place in a conversation, now or in the past.
 *
 * @param joinedSeq messages up to this one are not shown to the member; 0 in rooms
 * @param rev the revision at which the place last changed
 */
public record Membership(State state, Role role, long joinedSeq, long rev) {

    /** Who left may come back to a room; who was removed must be added by somebody. */
    public enum State {
        REMOVED(-1),
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
            return stored == ACTIVE.stored ? ACTIVE : stored == LEFT.stored ? LEFT : REMOVED;
        }
    }

    public boolean isActive() {
        return state == State.ACTIVE;
    }
}
