package dev.crosstalk.departure;

import dev.crosstalk.account.PasswordStore.Credential;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.SessionId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Durable deletions of accounts, and what is left to do of them. */
public interface DepartureStore {

    /** A deleted account that may still be somewhere. */
    record Leaver(ApplicationId application, AccountId account) {}

    /**
     * Makes a tombstone of the account: without name, password, sessions and settings of its own. Its id stays.
     *
     * @return the sessions that ended; empty if the account has another password by now, or is gone
     */
    Future<Optional<List<SessionId>>> delete(Credential credential);

    /** Some of those with something left to do, the first to leave first. */
    Future<List<Leaver>> leavers(int limit);

    /** Some conversations that the account has to leave, or, direct ones, to close. */
    Future<List<ConversationId>> conversations(Leaver leaver, int limit);

    /** Lets a direct conversation take no messages any more; others go on. */
    Future<Void> close(ConversationId conversation);

    /** Some people to whom it is something, or who are something to it. */
    Future<List<AccountId>> acquaintances(Leaver leaver, int limit);

    /** Removes what is between the account and the other one, who is told by the caller. */
    Future<Void> forget(Leaver leaver, AccountId other);

    /** Nothing is left to do. */
    Future<Void> done(Leaver leaver);
}
