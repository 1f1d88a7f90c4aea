package dev.crosstalk.application;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationCommand.Application;
import dev.crosstalk.bus.ApplicationCommand.Limits;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ApplicationToken;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Durable applications. Nothing of them is cached: a token that was replaced means nothing on any node from its commit on. */
public interface ApplicationStore {
    /**
     * What decides who may act for an application.
     *
     * @param secretHash SHA-256 of its secret; null if it has none
     * @param account by which it writes; null if it never did
     */
    record Door(ApplicationId application, byte[] secretHash, AccountId account) {}

    Future<Optional<Door>> door(ApplicationToken token);

    /** The account by which an application writes, which is made where there is none; empty if there is no such application. */
    Future<Optional<AccountId>> account(ApplicationId application);

    /**
     * Makes an application with its account.
     *
     * @return fails with {@link dev.crosstalk.bus.FailureCode#TOKEN_TAKEN}
     */
    Future<Application> create(ApplicationToken token, String name, byte[] secretHash);

    /** The oldest first. */
    Future<List<Application>> list(long offset, int limit);

    Future<Long> count();

    Future<Optional<Application>> get(ApplicationId application);

    /**
     * Changes what is not null.
     *
     * @return the application after it; empty if there is none; fails with {@link dev.crosstalk.bus.FailureCode#TOKEN_TAKEN}
     */
    Future<Optional<Application>> update(
            ApplicationId application, ApplicationToken token, String name, byte[] secretHash);

    /** What was said of this application alone; empty if there is no such application. */
    Future<Optional<Limits>> limits(ApplicationId application);

    /** @return whether there is such an application */
    Future<Boolean> setLimits(ApplicationId application, Limits limits);

    /** Whether it has so many rooms. */
    Future<Boolean> hasRooms(ApplicationId application, long count);

    /** Whether it has so many accounts. */
    Future<Boolean> hasAccounts(ApplicationId application, long count);
}
