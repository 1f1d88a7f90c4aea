package dev.crosstalk.presence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.PresenceEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the changes of presence, once a window, as the state that the store has then: however often somebody came and
 * went within the window, viewers get one event.
 *
 * <p>One node of the cluster announces, so that nobody's "offline" of one node overtakes the "online" of another. It sweeps
 * only after it has heard two beats' worth of time: after a start, after the store or the node itself was away, those who
 * are there have not yet been able to say so.
 */
final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final PresenceSettings settings;
    private final PresenceStore store;
    private final Consumer<PresenceEvent> publish;
    private final LongSupplier nanos;
    /** Whom viewers believe to be online; null until asked. A store that lost its memory cannot say whose time ran out. */
    private Set<AccountId> believed;

    private boolean failing;
    private long lastRound;
    private long roundsUntilSweep;
    private long roundsUntilRecheck = -1;

    Announcer(PresenceSettings settings, PresenceStore store, Consumer<PresenceEvent> publish, LongSupplier nanos) {
        this.settings = settings;
        this.store = store;
        this.publish = publish;
        this.nanos = nanos;
    }

    /** Another node announces from now on. */
    void retire() {
        believed = null;
        roundsUntilRecheck = -1;
    }

    /** Announces what changed since the last round. Never fails: what could not be announced is left for the next round. */
    Future<Void> round() {
        noticeAbsence();
        return learn().compose(known -> store.changes(roundsUntilSweep <= 0))
                .compose(this::announce)
                .compose(done -> recheck())
                .onSuccess(done -> {
                    recovered();
                    roundsUntilSweep--;
                })
                .recover(error -> {
                    failed(error);
                    return Future.succeededFuture();
                });
    }

    private void noticeAbsence() {
        long now = nanos.getAsLong();
        if (believed == null || now - lastRound > settings.offlineAfterMs() * 1_000_000 / 2) {
            roundsUntilSweep = rounds(2 * settings.beatMs());
        }
        lastRound = now;
    }

    private Future<Void> learn() {
        return believed != null
                ? Future.succeededFuture()
                : store.online()
                        .onSuccess(online -> believed = new HashSet<>(online))
                        .mapEmpty();
    }

    private Future<Void> announce(PresenceStore.Changes changes) {
        if (changes.forgetful()) {
            roundsUntilRecheck = rounds(settings.offlineAfterMs()) + 1;
        }
        return store.states(changes.accounts()).onSuccess(this::publishAll).compose(states -> store.announced(changes));
    }

    /** The store has lost those who went offline around its loss: only we know that somebody believes them online. */
    private Future<Void> recheck() {
        if (roundsUntilRecheck < 0 || roundsUntilRecheck-- > 0) {
            return Future.succeededFuture();
        }
        Collection<AccountId> everyone = new ArrayList<>(believed);
        return store.states(everyone)
                .onSuccess(states -> publishAll(states.stream()
                        .filter(state -> state.status() == PresenceEvent.Status.OFFLINE)
                        .toList()))
                .onFailure(error -> roundsUntilRecheck = 0)
                .mapEmpty();
    }

    private void publishAll(List<PresenceEvent> states) {
        for (PresenceEvent state : states) {
            if (state.status() == PresenceEvent.Status.ONLINE) {
                believed.add(state.account());
            } else {
                believed.remove(state.account());
            }
            publish.accept(state);
        }
    }

    private long rounds(long milliseconds) {
        return (milliseconds + settings.coalesceMs() - 1) / settings.coalesceMs();
    }

    private void failed(Throwable error) {
        roundsUntilSweep = rounds(2 * settings.beatMs());
        if (!failing) {
            failing = true;
            LOG.warn("Presence is not announced until its store answers again: {}", error.getMessage());
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.info("Presence is announced again");
        }
    }
}
