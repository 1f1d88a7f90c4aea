package dev.crosstalk.personal;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.PersonalCommand.KeepDraft;
import dev.crosstalk.bus.PersonalCommand.ListSaved;
import dev.crosstalk.bus.PersonalCommand.Save;
import dev.crosstalk.bus.PersonalCommand.SavedPage;
import dev.crosstalk.bus.PersonalCommand.Unsave;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.personal.PersonalStore.Kept;
import io.vertx.core.Future;
import java.util.List;

/** The rules of drafts and saved messages. */
public final class PersonalService {
    private final PersonalStore store;

    public PersonalService(PersonalStore store) {
        this.store = store;
    }

    public Future<UserEvent.Draft> keepDraft(Caller caller, KeepDraft command) {
        // UTF-8 has at most three bytes for a char.
        int bytes = 3 * command.text().length();
        return store.keepDraft(caller, command.conversation(), bytes, stored -> DraftRules.keep(stored, command));
    }

    public Future<UserEvent.Saved> save(Caller caller, Save command) {
        return store.save(caller, command.conversation(), command.seq());
    }

    public Future<UserEvent.Saved> unsave(Caller caller, Unsave command) {
        return store.unsave(caller, command.conversation(), command.seq());
    }

    public Future<SavedPage> saved(Caller caller, ListSaved command) {
        long before = command.after() == null ? Long.MAX_VALUE : command.after();
        return store.saved(caller, before, command.limit() + 1).map(found -> {
            boolean more = found.size() > command.limit();
            List<Kept> shown = more ? found.subList(0, command.limit()) : found;
            return new SavedPage(
                    shown.stream().map(Kept::message).toList(),
                    more ? shown.get(shown.size() - 1).userRev() : null);
        });
    }
}
