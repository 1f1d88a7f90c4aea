package dev.crosstalk.contact;

import static dev.crosstalk.bus.ContactState.ACCEPTED;
import static dev.crosstalk.bus.ContactState.BLOCKED;
import static dev.crosstalk.bus.ContactState.INCOMING;
import static dev.crosstalk.bus.ContactState.NONE;
import static dev.crosstalk.bus.ContactState.REQUESTED;

import dev.crosstalk.bus.FailureCode;

/**
 * How two people become contacts and cease to be. Each rule gives the relation after it, or throws the refusal; it is decided
 * while nobody else can change the relation.
 *
 * <p>Nobody is told of being blocked: requests to who blocks one look as if they were never answered.
 */
final class ContactRules {
    private ContactRules() {}

    static Relation request(Relation before) {
        return switch (before.mine()) {
            case BLOCKED -> throw FailureCode.FORBIDDEN.because("You block this person.");
            case INCOMING -> new Relation(ACCEPTED, ACCEPTED);
            case NONE -> new Relation(REQUESTED, before.theirs() == BLOCKED ? BLOCKED : INCOMING);
            case REQUESTED, ACCEPTED -> before;
        };
    }

    static Relation accept(Relation before) {
        return switch (before.mine()) {
            case INCOMING -> new Relation(ACCEPTED, ACCEPTED);
            case ACCEPTED -> before;
            case NONE, REQUESTED, BLOCKED ->
                throw FailureCode.NOT_FOUND.because("This person does not ask to be your contact.");
        };
    }

    static Relation decline(Relation before) {
        return before.mine() == INCOMING ? new Relation(NONE, NONE) : before;
    }

    /** Also a request that is waiting, of either side. */
    static Relation remove(Relation before) {
        return before.mine() == BLOCKED ? before : new Relation(NONE, withoutOther(before));
    }

    /** A request of who is blocked stays with that person as if it waited. */
    static Relation block(Relation before) {
        boolean waits = before.theirs() == REQUESTED;
        return new Relation(BLOCKED, waits ? REQUESTED : withoutOther(before));
    }

    static Relation unblock(Relation before) {
        if (before.mine() != BLOCKED) {
            return before;
        }
        return new Relation(before.theirs() == REQUESTED ? INCOMING : NONE, before.theirs());
    }

    private static dev.crosstalk.bus.ContactState withoutOther(Relation before) {
        return before.theirs() == BLOCKED ? BLOCKED : NONE;
    }
}
