package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationCommand.Head;
import dev.crosstalk.bus.ConversationCommand.Heads;
import dev.crosstalk.bus.ConversationCommand.ListHeads;
import dev.crosstalk.bus.ConversationCommand.UserHead;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices events that the bus lost though nothing follows them: compares the heads that changed lately in the database with what
 * was seen here. On the hub's context.
 */
final class Healer {
    private static final Logger LOG = LoggerFactory.getLogger(Healer.class);

    private final Hub hub;
    private Long since;
    private boolean asking;

    Healer(Hub hub) {
        this.hub = hub;
    }

    void look() {
        if (asking) {
            return;
        }
        List<AccountId> users = hub.users();
        if (!hub.hasConversations() && users.isEmpty()) {
            since = null;
            return;
        }
        asking = true;
        hub.bus()
                .request(null, new ListHeads(since, users.size() > ListHeads.MOST_ACCOUNTS ? null : users))
                .onComplete(done -> hub.later(() -> {
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
        List<Head> ahead = heads.heads().stream().filter(this::isAhead).toList();
        List<UserHead> users = heads.users().stream().filter(this::isAhead).toList();
        if (!ahead.isEmpty() || !users.isEmpty()) {
            hub.after(hub.settings().graceMs(), () -> {
                ahead.forEach(this::heal);
                users.forEach(this::heal);
            });
        }
    }

    private boolean isAhead(Head head) {
        return hub.conversation(head.conversation())
                .filter(topic -> topic.isBehind(head.rev(), head.receiptRev()))
                .isPresent();
    }

    private boolean isAhead(UserHead head) {
        return hub.user(head.account())
                .filter(topic -> topic.isBehind(head.userRev()))
                .isPresent();
    }

    private void heal(Head head) {
        hub.conversation(head.conversation()).ifPresent(topic -> topic.head(head.rev(), head.receiptRev()));
    }

    private void heal(UserHead head) {
        hub.user(head.account()).ifPresent(topic -> topic.head(head.userRev()));
    }
}
