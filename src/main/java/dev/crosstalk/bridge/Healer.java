package dev.crosstalk.bridge;

import dev.crosstalk.bus.ConversationCommand.Head;
import dev.crosstalk.bus.ConversationCommand.Heads;
import dev.crosstalk.bus.ConversationCommand.ListHeads;
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
        if (!hub.hasConversations()) {
            since = null;
            return;
        }
        asking = true;
        hub.bus()
                .request(null, new ListHeads(since))
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
        if (!ahead.isEmpty()) {
            hub.after(hub.settings().graceMs(), () -> ahead.forEach(this::heal));
        }
    }

    private boolean isAhead(Head head) {
        return hub.conversation(head.conversation())
                .filter(topic -> topic.isBehind(head.rev()))
                .isPresent();
    }

    private void heal(Head head) {
        hub.conversation(head.conversation()).ifPresent(topic -> topic.head(head.rev()));
    }
}
