package dev.crosstalk.presence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.HereEvent;
import dev.crosstalk.bus.PresenceCommand.ReportHere;
import io.vertx.core.Future;
import java.util.List;

/**
 * Who is connected to which conversation now: the lists of all bridge nodes, each of which holds for a time after its last
 * report, a constant of the store. A person is here who is in one of them at least.
 *
 * <p>Each change is also remembered until it is taken to be announced. A store may lose everything at any moment: then it knows no
 * list, and the nodes begin theirs anew. Calls to a store that cannot be reached fail soon, with the code {@code UNAVAILABLE}.
 */
public interface HereStore {

    /** @return false if the list is not held, or not at the number before: then nothing of the report counts */
    Future<Boolean> report(ReportHere report);

    /** @param accounts at most the limit, in order of id */
    record Page(List<AccountId> accounts, int count) {}

    /** @param after the last account of the page before, or null */
    Future<Page> here(ConversationId conversation, AccountId after, int limit);

    /** Deletes what is left of lists that do not hold any more, and remembers it as changes. */
    Future<Void> clean();

    /** Takes some of the changes, as the state that is now; together they are of so many people at most. */
    Future<List<HereEvent>> takeChanges(int most);

    Future<Void> close();
}
