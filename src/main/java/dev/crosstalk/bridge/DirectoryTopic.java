package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountCommand.DirectoryChanges;
import dev.crosstalk.bus.AccountCommand.ListDirectoryChanges;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Bus.Delivery;
import dev.crosstalk.bus.DirectoryEvent;
import dev.crosstalk.bus.EventTypes;
import dev.crosstalk.bus.Failure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * News of an application's people. They are not counted: who was renamed or deleted lately is read again and again, and what of it
 * was not heard is told late. On the hub's context.
 */
final class DirectoryTopic extends Topic {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryTopic.class);
    private static final String CREATED = EventTypes.nameOf(DirectoryEvent.AccountCreated.class);

    private final Bus bus;
    private final ApplicationId application;
    private final ConversationTopic.Retry timer;
    private final long withinMs;
    private final Map<AccountId, Told> told = new HashMap<>();
    private Long since;
    private long round;
    private boolean asking;

    /**
     * What subscribers were told last of somebody.
     *
     * @param round the number of the last question before
     */
    private record Told(DirectoryEvent event, long round) {
        boolean says(DirectoryEvent other) {
            return event.getClass() == other.getClass() && event.account().equals(other.account());
        }
    }

    /** @param withinMs how long an answer is waited for */
    DirectoryTopic(Bus bus, String address, ApplicationId application, ConversationTopic.Retry timer, long withinMs) {
        super(bus, address);
        this.bus = bus;
        this.application = application;
        this.timer = timer;
        this.withinMs = withinMs;
    }

    @Override
    void delivered(Delivery delivery) {
        forward(delivery);
        if (!delivery.type().equals(CREATED)) {
            remember(delivery);
        }
    }

    private void remember(Delivery delivery) {
        try {
            DirectoryEvent event = delivery.event(DirectoryEvent.class);
            told.put(event.account().id(), new Told(event, round));
        } catch (Failure unknown) {
            LOG.debug("{}: {} is not of this version", address(), delivery.type());
        }
    }

    /** Asks what has happened lately, and tells what of it was not heard. To be called again and again. */
    void heal() {
        if (!isActive()) {
            since = null;
            told.clear();
        } else if (!asking) {
            asking = true;
            round++;
            ask(null, new HashSet<>());
        }
    }

    private void ask(String after, Set<AccountId> listed) {
        bus.request(null, new ListDirectoryChanges(application, since, after))
                .timeout(withinMs, TimeUnit.MILLISECONDS)
                .onComplete(done -> timer.after(0, () -> {
                    if (done.succeeded()) {
                        take(done.result(), listed);
                    } else {
                        asking = false;
                        LOG.debug(
                                "{}: what has changed cannot be read: {}",
                                address(),
                                done.cause().getMessage());
                    }
                }));
    }

    private void take(DirectoryChanges found, Set<AccountId> listed) {
        for (DirectoryEvent change : found.changes()) {
            listed.add(change.account().id());
            Told before = told.get(change.account().id());
            // What was heard after the question may be newer than the answer; the next one says.
            if (before == null || (before.round() < round && !before.says(change))) {
                told.put(change.account().id(), new Told(change, round));
                forward(Delivery.of(change));
            }
        }
        if (found.next() != null) {
            ask(found.next(), listed);
            return;
        }
        asking = false;
        since = found.time();
        told.entrySet().removeIf(entry -> entry.getValue().round() < round && !listed.contains(entry.getKey()));
    }
}
