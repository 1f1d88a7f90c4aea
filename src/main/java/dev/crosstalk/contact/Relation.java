package dev.crosstalk.contact;

import dev.crosstalk.bus.ContactState;

/**
 * What two people are to each other, as each sees it.
 *
 * @param mine what the other one is to the person who acts
 * @param theirs what the person who acts is to the other one
 */
public record Relation(ContactState mine, ContactState theirs) {

    /** Whether either blocks the other: they can write each other nothing then. */
    public boolean isBlocked() {
        return mine == ContactState.BLOCKED || theirs == ContactState.BLOCKED;
    }
}
