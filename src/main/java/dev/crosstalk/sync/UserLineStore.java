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
     */
    record Standing(long userRev, long firstRev) {}

    /** Empty if there is no such account. */
    Future<Optional<Standing>> standing(AccountId account);

    /**
     * Rows with {@code since} < userRev ≤ {@code upTo} as they are now, ascending from the first.
     *
     * @param upTo at most a userRev that was read before
     */
    Future<List<UserEvent>> changes(AccountId account, long since, long upTo, int limit);
}
