package dev.crosstalk.account;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.SessionId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Durable hashes of passwords. */
public interface PasswordStore {

    /**
     * What an account shows to prove that it is itself.
     *
     * @param hash null for a guest
     */
    record Credential(ApplicationId application, AccountView account, String nameKey, String hash) {
        @Override
        public String toString() {
            return "Credential[account=" + account + "]";
        }
    }

    /** Of who has that name. */
    Future<Optional<Credential>> ofName(ApplicationId application, String nameKey);

    Future<Optional<Credential>> ofAccount(ApplicationId application, AccountId account);

    /** A session that begins; times in epoch milliseconds. */
    record NewSession(String userAgent, byte[] tokenHash, long now, long expiresAt) {}

    /** @return empty if the account has another password, or none, by now */
    Future<Optional<Session>> openSession(Credential credential, NewSession session);

    /**
     * Gives the account another password, or none, and ends its sessions but one.
     *
     * @param hash null for a guest
     * @return the sessions that ended; empty if the account has another password by now than the credential says
     */
    Future<Optional<List<SessionId>>> change(Credential credential, String hash, SessionId kept, long now);

    /** Stores another hash of the same password, unless the password was changed. */
    Future<Void> rehash(Credential credential, String hash);
}
