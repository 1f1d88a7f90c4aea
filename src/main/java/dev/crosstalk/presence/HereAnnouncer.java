package dev.crosstalk.presence;

import dev.crosstalk.bus.HereEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes who came to conversations and who left them, once a window, and deletes the lists of nodes that are gone. One node of
 * the cluster does it, so that an event is a window's whole change.
 */
final class HereAnnouncer {
    private static final Logger LOG = LoggerFactory.getLogger(HereAnnouncer.class);
    private static final int MOST_IN_A_ROUND = 20_000;
    /** In a larger company a list of names would be sent to more people than would read it. */
    private static final int MOST_NAMED = 200;

    private final HereStore store;
    private final Consumer<HereEvent> publish;
    private boolean failing;

    HereAnnouncer(HereStore store, Consumer<HereEvent> publish) {
        this.store = store;
        this.publish = publish;
    }

    /** Never fails: what could not be done is left for the next round. */
    Future<Void> round() {
        return store.clean()
                .compose(done -> store.takeChanges(MOST_IN_A_ROUND))
                .onSuccess(this::publishAll)
                .onFailure(this::failed)
                .transform(done -> Future.succeededFuture());
    }

    private void publishAll(List<HereEvent> events) {
        failing = false;
        events.forEach(event -> publish.accept(named(event)));
    }

    private static HereEvent named(HereEvent event) {
        boolean tooMany = event.count() > MOST_NAMED
                || event.joined().size() + event.left().size() > MOST_NAMED;
        return tooMany ? new HereEvent(event.conversation(), event.count(), null, null) : event;
    }

    private void failed(Throwable error) {
        if (!failing) {
            failing = true;
            LOG.warn("Who is here is not announced until the store answers again: {}", error.getMessage());
        }
    }
}
