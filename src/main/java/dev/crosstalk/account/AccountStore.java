package dev.crosstalk.account;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
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
     * People with this in the key of their name, in order of key.
     *
     * @param contacts whether the caller's contacts are wanted, or the others
     * @param after only keys behind this one; null for the first page
     */
    Future<List<Found>> find(Caller caller, String keyPart, boolean contacts, String after, int limit);

    record Found(AccountView account, String key) {}

    /** Those that exist in the application. */
    Future<List<AccountView>> get(ApplicationId application, List<AccountId> ids);

    /**
     * The first whose name was set, changed or taken away since then other than by being made, by when that was and by id. Those
     * of some time before are among them, for what was committed late.
     *
     * @param since null or a time to come for now
     */
    Future<Renamings> renamedSince(ApplicationId application, Long since, int limit);

    /** Those behind one. */
    Future<List<Renaming>> renamedAfter(ApplicationId application, RenamedPosition after, int limit);

    /** @param time of the database at that moment */
    record Renamings(List<Renaming> renamings, long time) {}

    record Renaming(AccountView account, long namedAt) {
        RenamedPosition position() {
            return new RenamedPosition(namedAt, account.id());
        }
    }

    record RenamedPosition(long namedAt, AccountId account) {}
}
