package dev.crosstalk.sync;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What belongs to one person, in the order in which it last changed. */
public interface UserLineStore {

    /**
     * Where an account stands.
     *
     * @param firstRev who holds less than this revision must load everything anew
     * @param reach the last revision of a page
     */
    record Standing(long userRev, long firstRev, long reach) {}

    /**
     * Empty if there is no such account.
     *
     * @param since behind which a page begins
     * @param limit most rows of it; fewer if they are too much for one answer
     */
    Future<Optional<Standing>> standing(AccountId account, long since, int limit);

    /**
     * A page as it is now.
     *
     * @param firstRev in the same instant: who holds less has missed what is forgotten by now
     * @param changes in ascending order of userRev
     * @param next the revision up to which nothing is missing
     */
    record Slice(long firstRev, List<UserEvent> changes, long next) {}

    /**
     * Rows with {@code since} < userRev ≤ {@code upTo}.
     *
     * @param upTo at most the reach that was read before
     */
    Future<Slice> changes(AccountId account, long since, long upTo);

    /**
     * Forgets what has been no more for so many days, the oldest first; whoever has not heard of it by now is told to load anew.
     *
     * @param days by the clock of the database
     * @param most rows of each kind in one transaction
     * @return how many rows were looked at; 0 when nothing is left to be forgotten
     */
    Future<Integer> forget(int days, int most);
}
