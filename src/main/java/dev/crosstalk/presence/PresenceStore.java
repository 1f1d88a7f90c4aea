package dev.crosstalk.presence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.PresenceEvent;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Who was heard when, by the clock of the store. Somebody is online who was heard within the last {@code offlineAfter}, a
 * constant of the store.
 *
 * <p>The store also remembers whose change nobody has announced yet: a change is noted in the same step that makes it and
 * stays until it is {@link #announced}, so that none is lost with the node that noticed it.
 *
 * <p>A store may lose everything at any moment. Calls to a store that cannot be reached fail soon, with the code
 * {@code UNAVAILABLE}.
 */
public interface PresenceStore {

    /** Notes a sign of life of each. Those who were offline become a change. */
    Future<Void> heard(Collection<AccountId> accounts);

    /**
     * Takes the changes that are to be announced. Until they are {@link #announced}, each call gives them again.
     *
     * @param sweep whether to look for those whose time ran out, too; otherwise they stay for a later call
     */
    Future<Changes> changes(boolean sweep);

    /** Forgets changes that were announced. Changes of the same accounts that came since stay. */
    Future<Void> announced(Changes changes);

    /** The present state of each, in their order. Who was never heard is offline, last active unknown. */
    Future<List<PresenceEvent>> states(Collection<AccountId> accounts);

    /** Everyone who is online now. */
    Future<Set<AccountId>> online();

    Future<Void> close();

    /**
     * Changes to announce: not what the states are, which may have changed again, but whose.
     *
     * @param accounts whose state changed
     * @param sweptTo who was heard last before this moment is known to be offline; epoch milliseconds of the store's clock, or
     *     0 if that was not looked for
     * @param forgetful whether the store has lost what it knew since the last call
     */
    record Changes(Set<AccountId> accounts, long sweptTo, boolean forgetful) {}
}
