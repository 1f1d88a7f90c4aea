package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationCommand.Head;
import dev.crosstalk.bus.ConversationCommand.Heads;
import dev.crosstalk.bus.ConversationCommand.ListHeads;
import dev.crosstalk.bus.ConversationCommand.UserHead;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices events that the bus lost though nothing follows them: compares the heads that changed lately in the database with what
 * was seen here. What was lost is asked for after {@code headsMs} and {@code graceMs} at the latest, and the time that the answer
 * with the heads takes. On the hub's context.
 */
final class Healer {
    private static final Logger LOG = LoggerFactory.getLogger(Healer.class);

    private final Followed followed;
    private final Function<ListHeads, Future<Heads>> source;
    private final ConversationTopic.Retry timer;
    private final BridgeSettings settings;
    private Long since;
    private boolean asking;

    /** What is followed here, one head beside the other. */
    interface Followed {
        boolean hasConversations();

        /** Whose own address somebody here listens to. */
        List<AccountId> users();

        /** Whether the database has more than has come here. */
        boolean isBehind(Head head);

        boolean isBehind(UserHead head);

        /** The database has this; what of it has not come by now was lost. */
        void lost(Head head);

        void lost(UserHead head);
    }

    /** Runs a task again and again, on the hub's context. */
    interface Period {
        void every(long ms, Runnable task);
    }

    Healer(
            Followed followed,
            Function<ListHeads, Future<Heads>> source,
            ConversationTopic.Retry timer,
            BridgeSettings settings) {
        this.followed = followed;
        this.source = source;
        this.timer = timer;
        this.settings = settings;
    }

    void start(Period period) {
        period.every(settings.headsMs(), this::look);
    }

    private void look() {
        if (asking) {
            return;
        }
        List<AccountId> users = followed.users();
        if (!followed.hasConversations() && users.isEmpty()) {
            since = null;
            return;
        }
        asking = true;
        source.apply(new ListHeads(since, users.size() > ListHeads.MOST_ACCOUNTS ? null : users))
                .onComplete(done -> timer.after(0, () -> {
                    asking = false;
                    if (done.succeeded()) {
                        compare(done.result());
                    } else {
                        LOG.debug("The heads cannot be read: {}", done.cause().getMessage());
                    }
                }));
    }

    /** Events that were committed before the heads were read may still be on their way. */
    private void compare(Heads heads) {
        since = heads.time();
        List<Head> ahead = heads.heads().stream().filter(followed::isBehind).toList();
        List<UserHead> users = heads.users().stream().filter(followed::isBehind).toList();
        if (!ahead.isEmpty() || !users.isEmpty()) {
            timer.after(settings.graceMs(), () -> {
                ahead.forEach(followed::lost);
                users.forEach(followed::lost);
            });
        }
    }
}
