package dev.crosstalk.conversation;

import dev.crosstalk.bus.ContactState;

/**
 * What somebody lets an asker see of being here.
 *
 * @param presence whom that person shows it to: everyone, contacts or nobody
 * @param asker what the asker is to that person
 */
public record Regard(String presence, ContactState asker) {
    /** Of who is not of the application. */
    public static final Regard OF_STRANGERS = new Regard("nobody", ContactState.NONE);

    /** @param state as stored; null if there never was anything between them */
    public static Regard of(String presence, String state) {
        return new Regard(presence, state == null ? ContactState.NONE : ContactState.of(state));
    }

    /** @param together whether they share a conversation */
    public boolean shows(boolean together) {
        boolean contact = asker == ContactState.ACCEPTED;
        return switch (presence) {
            case "everyone" -> (together || contact) && asker != ContactState.BLOCKED;
            case "contacts" -> contact;
            default -> false;
        };
    }
}
