package dev.crosstalk.archive;

import static dev.crosstalk.archive.ArchiveCheck.require;
import static dev.crosstalk.bus.ContactState.ACCEPTED;
import static dev.crosstalk.bus.ContactState.BLOCKED;
import static dev.crosstalk.bus.ContactState.INCOMING;
import static dev.crosstalk.bus.ContactState.REQUESTED;

import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ContactState;

/** Checks what two people are to each other: who is a contact of somebody without having agreed would be shown to that one. */
final class RelationCheck {
    private RelationCheck() {}

    static void check(ArchiveLine.Contact contact) {
        require(!contact.account().equals(contact.other()), "nobody is a contact of oneself");
        require(contact.state() != null || contact.otherState() != null, "they are nothing to each other");
        require(
                fits(contact.state(), contact.otherState()) && fits(contact.otherState(), contact.state()),
                "state and otherState do not fit together");
    }

    /** Who blocks somebody is asked by them in vain, and is nothing else to them. */
    private static boolean fits(ContactState one, ContactState other) {
        if (one == null) {
            return other == BLOCKED;
        }
        return switch (one) {
            case ACCEPTED -> other == ACCEPTED;
            case INCOMING -> other == REQUESTED;
            case REQUESTED -> other == INCOMING || other == BLOCKED;
            case BLOCKED -> other == null || other == REQUESTED || other == BLOCKED;
            case NONE -> false;
        };
    }
}
