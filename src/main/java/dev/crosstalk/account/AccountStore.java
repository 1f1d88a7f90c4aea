package dev.crosstalk.account;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import io.vertx.core.Future;
import java.util.List;

/** Durable accounts. */
public interface AccountStore {

    /**
     * A guest who signs in.
     *
     * @param nameFreeBefore a guest who was last seen before that time and has no live session loses the name
     */
    record NewGuest(
            ApplicationId application,
            Name name,
            String userAgent,
            byte[] tokenHash,
            long now,
            long expiresAt,
            long nameFreeBefore) {}

    /**
     * Makes an account and its first session.
     *
     * @return fails with {@link dev.crosstalk.bus.FailureCode#NAME_TAKEN}, or {@link dev.crosstalk.bus.FailureCode#NOT_FOUND} if
     *     there is no such application
     */
    Future<Session> createGuest(NewGuest guest);

    /** @return fails with {@link dev.crosstalk.bus.FailureCode#NAME_TAKEN} */
    Future<AccountView> rename(ApplicationId application, AccountId account, Name name, long now, long nameFreeBefore);

    /**
     * Accounts whose key of the name begins so, in order of key.
     *
     * @param after only keys behind this one; null for the first page
     */
    Future<List<Found>> find(ApplicationId application, String keyPrefix, String after, int limit);

    record Found(AccountView account, String key) {}

    /** Those that exist in the application. */
    Future<List<AccountView>> get(ApplicationId application, List<AccountId> ids);
}
