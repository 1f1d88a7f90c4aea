package dev.crosstalk.presence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.PresenceEvent;

/** The rule by which a moment of being heard becomes a state. */
final class PresenceStates {
    private PresenceStates() {}

    /**
     * @param lastHeard epoch milliseconds, or null if never
     * @param cutoff who was last heard at this moment or before is offline
     */
    static PresenceEvent of(AccountId account, Long lastHeard, long cutoff) {
        return lastHeard != null && lastHeard > cutoff
                ? new PresenceEvent(account, PresenceEvent.Status.ONLINE, null)
                : new PresenceEvent(account, PresenceEvent.Status.OFFLINE, lastHeard);
    }
}
