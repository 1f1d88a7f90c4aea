package dev.crosstalk.cache;

import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.cache.ChangeSource.Changes;
import dev.crosstalk.cache.RecentConversation.Version;
import dev.crosstalk.cache.RecentMessages.Hide;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recent conversations of a node: in its memory, behind that perhaps in a store that nodes share, behind that in the database.
 *
 * <p>What is served has the version that the database confirmed within {@code freshMs}; whatever a store gives that has not is as
 * good as nothing. So a store can be late, empty, away or wrong, and no answer is older than that. What this node's own
 * writer has committed is served from then on.
 */
public final class RecentConversations implements ChangeWatch.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(RecentConversations.class);
    private static final int MOST_ATTEMPTS = 3;
    /** Written to the far store in one round; the rest waits for the next. */
    private static final int MOST_WRITTEN = 200;

    private static final int MOST_UNWRITTEN = 10_000;

    private final RecentSource source;
    private final RecentStore near;
    private final RecentStore far;
    private final int messages;
    private final LongSupplier nanos;
    private final KnownHeads heads;
    private final Map<ConversationId, Flight> flights = new HashMap<>();
    private final Map<ConversationId, RecentConversation> unwritten = new LinkedHashMap<>();
    /** The last commit of conversations whose cached state is being brought up to it. */
    private final Map<ConversationId, Long> advancing = new HashMap<>();

    /** One question for all who ask at once, and what was committed while it was asked. */
    private static final class Flight {
        private final Promise<Optional<RecentConversation>> answer = Promise.promise();
        private final List<Step> committed = new ArrayList<>();
    }

    /** A change that was committed: what was read becomes what it is after it, or nothing if that cannot be said. */
    private interface Step extends Function<RecentConversation, Optional<RecentConversation>> {}

    /**
     * @param near in the memory of the node
     * @param far shared by nodes; null for none
     * @param nanos a clock that never goes back
     */
    public RecentConversations(
            RecentSource source, RecentStore near, RecentStore far, CacheSettings settings, LongSupplier nanos) {
        this.source = source;
        this.near = near;
        this.far = far;
        this.messages = settings.messages();
        this.nanos = nanos;
        this.heads = new KnownHeads(settings.freshMs(), nanos);
    }

    /** The conversation; empty if the database must be asked itself. */
    public Future<Optional<RecentConversation>> find(ConversationId conversation) {
        Optional<Version> known = known(conversation);
        return known.isEmpty()
                ? load(conversation)
                : from(near, conversation, known.get())
                        .compose(found -> found.isPresent() ? Future.succeededFuture(found) : load(conversation));
    }

    private synchronized Optional<Version> known(ConversationId conversation) {
        return heads.version(conversation);
    }

    /** What the store has, if it is what is wanted. */
    private static Future<Optional<RecentConversation>> from(
            RecentStore store, ConversationId conversation, Version version) {
        return Attempt.of(() -> store.find(conversation))
                .map(found -> found.filter(recent -> recent.is(conversation, version)))
                .otherwise(Optional.empty());
    }

    private Future<Optional<RecentConversation>> load(ConversationId conversation) {
        Flight flight;
        synchronized (this) {
            flight = flights.get(conversation);
            if (flight != null) {
                return flight.answer.future();
            }
            flight = new Flight();
            flights.put(conversation, flight);
        }
        Flight own = flight;
        load(conversation, own, MOST_ATTEMPTS).onComplete(done -> {
            synchronized (this) {
                flights.remove(conversation, own);
            }
            own.answer.handle(done);
        });
        return own.answer.future();
    }

    private Future<Optional<RecentConversation>> load(ConversationId conversation, Flight flight, int attempts) {
        if (attempts == 0) {
            return Future.succeededFuture(Optional.empty());
        }
        long readAt = nanos.getAsLong();
        return (far == null ? fromSource(conversation) : fromFar(conversation))
                .compose(loaded -> loaded.isEmpty()
                        ? Future.succeededFuture(loaded)
                        : land(loaded.get(), flight, readAt)
                                .map(landed -> Future.succeededFuture(Optional.of(landed)))
                                .orElseGet(() -> load(conversation, flight, attempts - 1)));
    }

    private Future<Optional<RecentConversation>> fromFar(ConversationId conversation) {
        return source.version(conversation)
                .compose(version -> version.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : from(far, conversation, version.get())
                                .compose(found ->
                                        found.isPresent() ? Future.succeededFuture(found) : fromSource(conversation)));
    }

    private Future<Optional<RecentConversation>> fromSource(ConversationId conversation) {
        return source.load(conversation).onSuccess(loaded -> loaded.ifPresent(this::writeLater));
    }

    /** Brings what was read up to what was committed meanwhile; empty if that is not possible. */
    private synchronized Optional<RecentConversation> land(RecentConversation loaded, Flight flight, long readAt) {
        RecentConversation recent = loaded;
        if (!heads.isFresh(readAt)) {
            return Optional.empty();
        }
        for (Step step : flight.committed) {
            Optional<RecentConversation> next = step.apply(recent);
            if (next.isEmpty()) {
                flight.committed.clear();
                return Optional.empty();
            }
            recent = next.get();
        }
        heads.learned(recent.conversation(), recent.version(), readAt);
        keep(recent);
        return Optional.of(recent);
    }

    private void keep(RecentConversation recent) {
        Attempt.of(() -> near.put(recent)).onFailure(error -> LOG.debug("Not cached: {}", error.getMessage()));
    }

    private synchronized void writeLater(RecentConversation recent) {
        if (far != null && (unwritten.size() < MOST_UNWRITTEN || unwritten.containsKey(recent.conversation()))) {
            unwritten.put(recent.conversation(), recent);
        }
    }

    /** This node has committed a change. To be called before anybody is told of it, in order of rev for each conversation. */
    public void committed(ConversationEvent event) {
        ConversationId conversation = event.conversation();
        Optional<Version> known;
        long confirmedAt = 0;
        synchronized (this) {
            Flight flight = flights.get(conversation);
            if (flight != null) {
                flight.committed.add(recent -> recent.after(event, messages));
            }
            known = heads.version(conversation);
            if (known.isPresent() && event.rev() <= known.get().rev()) {
                return;
            }
            if (known.isPresent()) {
                // Not now: another node may have committed since.
                confirmedAt = heads.confirmedAt(conversation);
                advancing.put(conversation, event.rev());
            } else {
                advancing.remove(conversation);
            }
            heads.forget(conversation);
        }
        if (known.isPresent()) {
            long readAt = confirmedAt;
            from(near, conversation, known.get())
                    .onSuccess(found -> advance(event, found.flatMap(recent -> recent.after(event, messages)), readAt));
        }
    }

    private synchronized void advance(ConversationEvent event, Optional<RecentConversation> next, long confirmedAt) {
        if (advancing.remove(event.conversation(), event.rev()) && next.isPresent()) {
            heads.learned(event.conversation(), next.get().version(), confirmedAt);
            keep(next.get());
            writeLater(next.get());
        }
    }

    /**
     * Somebody has hidden a message on this node. That takes no revision, so what comes after it is read anew. To be called before
     * that person is told.
     */
    public synchronized void hidden(ConversationId conversation, Hide hide) {
        Flight flight = flights.get(conversation);
        if (flight != null) {
            flight.committed.add(recent -> recent.after(hide));
        }
        advancing.remove(conversation);
        heads.forget(conversation);
    }

    /** Drops what the database has otherwise, and brings the far store up to date. */
    @Override
    public Future<Void> changed(Changes changes, long askedAt) {
        synchronized (this) {
            heads.changed(changes.conversations(), askedAt);
        }
        return write();
    }

    private Future<Void> write() {
        List<RecentConversation> some = new ArrayList<>();
        synchronized (this) {
            var all = unwritten.values().iterator();
            while (all.hasNext() && some.size() < MOST_WRITTEN) {
                some.add(all.next());
                all.remove();
            }
        }
        return Future.join(some.stream()
                        .map(recent -> Attempt.of(() -> far.put(recent)))
                        .toList())
                .transform(done -> Future.succeededFuture());
    }

    public Future<Void> close() {
        return far == null
                ? near.close()
                : Future.join(near.close(), far.close()).mapEmpty();
    }
}
