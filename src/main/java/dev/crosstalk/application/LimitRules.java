package dev.crosstalk.application;

import dev.crosstalk.bus.ApplicationCommand.Limits;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import java.util.function.BiFunction;
import java.util.function.Function;

/** How many rooms and accounts an application may have. Asked before, not under a lock: two at once may exceed it by one. */
public final class LimitRules {
    private final ApplicationStore store;
    private final ApplicationSettings settings;

    public LimitRules(ApplicationStore store, ApplicationSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** @return fails with {@link FailureCode#LIMIT_REACHED} if there is no place for another room */
    public Future<Void> requireRoom(ApplicationId application) {
        return require(application, Limits::maxChats, store::hasRooms);
    }

    /** @return fails with {@link FailureCode#LIMIT_REACHED} if there is no place for another account */
    public Future<Void> requireAccount(ApplicationId application) {
        return require(application, Limits::maxAccounts, store::hasAccounts);
    }

    private Future<Void> require(
            ApplicationId application,
            Function<Limits, Long> limit,
            BiFunction<ApplicationId, Long, Future<Boolean>> isReached) {
        return store.limits(application)
                .map(own -> own.map(settings::over).map(limit).orElse(null))
                .compose(most -> most == null
                        ? Future.succeededFuture()
                        : isReached.apply(application, most).map(reached -> {
                            if (reached) {
                                throw FailureCode.LIMIT_REACHED.failure();
                            }
                            return null;
                        }));
    }
}
