package dev.crosstalk.application;

import dev.crosstalk.account.Name;
import dev.crosstalk.account.PasswordStore.NewSession;
import dev.crosstalk.account.Session;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.SessionId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Durable accounts of those whom applications know by names of their own. One name is one account, for as long as that exists. */
public interface UserStore {
    /** A session of the account that is the user's; empty if there is none. */
    Future<Optional<Session>> open(ApplicationId application, byte[] subjectHash, NewSession session);

    /**
     * Makes the user's account and its first session.
     *
     * @return empty if the name is taken, or the user has an account by now
     */
    Future<Optional<Session>> create(ApplicationId application, byte[] subjectHash, Name name, NewSession session);

    /** Sessions that have ended, and whose they were. */
    record Ended(AccountId account, List<SessionId> sessions) {}

    /** Ends all sessions of the user; empty if there is no such user. */
    Future<Optional<Ended>> end(ApplicationId application, byte[] subjectHash);
}
