package dev.crosstalk.application;

import dev.crosstalk.application.UsageStore.Use;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many messages an application may post in a day. Nodes count what they store and exchange it every second: so it may be exceeded
 * by what is posted in about that time, and nobody waits for a row that all share. A crash forgets what was not exchanged. Where no
 * application has a limit, it is asked every fifth second whether one has. For one context.
 */
public final class DailyLimit {
    private static final Logger LOG = LoggerFactory.getLogger(DailyLimit.class);
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);
    private static final int IDLE_ROUNDS = 5;

    private final UsageStore store;
    private final Clock clock;
    private final Long most;
    private Map<ApplicationId, Use> known = Map.of();
    private Map<ApplicationId, Long> posted = new HashMap<>();
    private Map<ApplicationId, Long> underWay = Map.of();
    private long day;
    private boolean asking;
    private int rounds;

    public DailyLimit(UsageStore store, Clock clock, ApplicationSettings settings) {
        this.store = store;
        this.clock = clock;
        this.most = settings.maxMessagesPerDay();
    }

    /** Posts it, unless the application has posted enough; what is stored already is answered all the same. */
    public Future<Posted> post(Caller caller, Post command, BiFunction<Caller, Post, Future<Posted>> post) {
        if (!isReached(caller.application())) {
            return stored(caller, post.apply(caller, command));
        }
        return store.isStored(caller.account(), command.clientId())
                .compose(known -> known
                        ? post.apply(caller, command)
                        : Future.failedFuture(FailureCode.DAILY_LIMIT.retryAfter(DAY_MS - clock.millis() % DAY_MS)));
    }

    private Future<Posted> stored(Caller caller, Future<Posted> answer) {
        return known.containsKey(caller.application())
                ? answer.onSuccess(done -> {
                    if (!done.duplicate()) {
                        posted.merge(caller.application(), 1L, Long::sum);
                    }
                })
                : answer;
    }

    private boolean isReached(ApplicationId application) {
        Use use = known.get(application);
        return use != null
                && today() == day
                && use.posted() + posted.getOrDefault(application, 0L) + underWay.getOrDefault(application, 0L)
                        >= use.most();
    }

    private long today() {
        return clock.millis() / DAY_MS;
    }

    /** To be called every second. Never fails: what could not be exchanged is exchanged the next time. */
    public Future<Void> exchange() {
        boolean idle = known.isEmpty() && rounds++ % IDLE_ROUNDS != 0;
        if (asking || idle) {
            return Future.succeededFuture();
        }
        asking = true;
        underWay = posted;
        posted = new HashMap<>();
        long now = today();
        return store.exchange(now, underWay, most).transform(done -> {
            asking = false;
            if (done.succeeded()) {
                known = done.result();
                day = now;
            } else {
                LOG.debug(
                        "What applications post was not counted: {}",
                        done.cause().getMessage());
                underWay.forEach((application, count) -> posted.merge(application, count, Long::sum));
            }
            underWay = Map.of();
            return Future.succeededFuture();
        });
    }
}
