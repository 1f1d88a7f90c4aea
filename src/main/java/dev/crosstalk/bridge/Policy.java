package dev.crosstalk.bridge;

import dev.crosstalk.bus.Addresses.Target;
import dev.crosstalk.bus.Caller;

/** Who may subscribe to what. Derived from the audiences of the contract's addresses. */
enum Policy {
    OPEN,
    /** The services must be asked. */
    ASK,
    DENIED;

    static Policy of(Target target, Caller caller) {
        if (target instanceof Target.Conversation || target instanceof Target.Presence) {
            return ASK;
        }
        if (target instanceof Target.User user) {
            return user.id().equals(caller.account()) ? OPEN : DENIED;
        }
        if (target instanceof Target.Directory directory) {
            return directory.id().equals(caller.application()) ? OPEN : DENIED;
        }
        return DENIED;
    }
}
