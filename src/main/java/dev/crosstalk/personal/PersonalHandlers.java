package dev.crosstalk.personal;

import dev.crosstalk.bus.Handlers;
import dev.crosstalk.bus.PersonalCommand;

/** The commands about drafts and saved messages on the bus. */
public final class PersonalHandlers {
    private PersonalHandlers() {}

    public static Handlers of(PersonalService service) {
        return new Handlers()
                .on(PersonalCommand.KeepDraft.class, service::keepDraft)
                .on(PersonalCommand.Save.class, service::save)
                .on(PersonalCommand.Unsave.class, service::unsave)
                .on(PersonalCommand.ListSaved.class, service::saved);
    }
}
