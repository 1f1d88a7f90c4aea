package dev.crosstalk.contact;

import dev.crosstalk.bus.ContactCommand;
import dev.crosstalk.bus.Handlers;

/** The contact commands on the bus. */
public final class ContactHandlers {
    private ContactHandlers() {}

    public static Handlers of(ContactService contacts) {
        return new Handlers()
                .on(ContactCommand.Request.class, contacts::request)
                .on(ContactCommand.Accept.class, contacts::accept)
                .on(ContactCommand.Decline.class, contacts::decline)
                .on(ContactCommand.Remove.class, contacts::remove)
                .on(ContactCommand.Block.class, contacts::block)
                .on(ContactCommand.Unblock.class, contacts::unblock)
                .on(ContactCommand.ListContacts.class, contacts::list);
    }
}
