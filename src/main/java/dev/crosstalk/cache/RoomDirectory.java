package dev.crosstalk.cache;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.cache.ChangeSource.ChangedConversation;
import dev.crosstalk.cache.ChangeSource.Changes;
import dev.crosstalk.conversation.ConversationStore.Slice;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The rooms of each application, as somebody sees them who is in none. They are read once for all who ask at the same time; from
 * then on only those that have changed are read again, and all others are as the database had them within {@code freshMs}.
 */
final class RoomDirectory implements ChangeWatch.Listener {
    private static final int MOST_ATTEMPTS = 4;
    /** From so many on it is as cheap to read all. */
    private static final int MOST_DOUBTS = 1_000;

    private static final long TOO_MANY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final RoomSource source;
    private final int mostRooms;
    private final LongSupplier nanos;
    private final Confirmation confirmation;
    private final Map<ApplicationId, RoomList> lists = new HashMap<>();
    private final Map<ApplicationId, Flight> flights = new HashMap<>();
    private final Map<ApplicationId, Long> tooManyAt = new HashMap<>();

    /** A reading for all who ask at once, and what was committed while it was asked. */
    private static final class Flight {
        private final long askedAt;
        private final Promise<Void> landing = Promise.promise();
        /** Whether it reads those alone that are doubtful. */
        private boolean partial;

        private final List<ConversationEvent> committed = new ArrayList<>();

        private Flight(long askedAt) {
            this.askedAt = askedAt;
        }
    }

    /** @param mostRooms an application with more has no directory here */
    RoomDirectory(RoomSource source, int mostRooms, long freshMs, LongSupplier nanos) {
        this.source = source;
        this.mostRooms = mostRooms;
        this.nanos = nanos;
        this.confirmation = new Confirmation(freshMs, nanos);
    }

    /**
     * Open rooms of an application, latest message first.
     *
     * @param except those that are not wanted
     * @return empty if the database must be asked itself
     */
    Future<Optional<List<Room>>> open(ApplicationId application, Slice slice, Set<ConversationId> except) {
        return open(application, slice, except, MOST_ATTEMPTS);
    }

    private Future<Optional<List<Room>>> open(
            ApplicationId application, Slice slice, Set<ConversationId> except, int attempts) {
        Future<Void> landing;
        synchronized (this) {
            RoomList list = lists.get(application);
            Flight flight = flights.get(application);
            if (flight == null && list != null && list.isWhole() && confirmation.isFresh(list.stamp())) {
                return Future.succeededFuture(Optional.of(list.open(slice, except)));
            }
            if (attempts == 0 || hasTooMany(application)) {
                return Future.succeededFuture(Optional.empty());
            }
            landing = flight == null ? null : flight.landing.future();
        }
        return (landing == null ? read(application) : landing)
                .compose(landed -> open(application, slice, except, attempts - 1));
    }

    private boolean hasTooMany(ApplicationId application) {
        Long since = tooManyAt.get(application);
        return since != null && nanos.getAsLong() - since < TOO_MANY_NANOS;
    }

    private Future<Void> read(ApplicationId application) {
        Flight flight = new Flight(nanos.getAsLong());
        List<ConversationId> some;
        synchronized (this) {
            Flight other = flights.putIfAbsent(application, flight);
            if (other != null) {
                return other.landing.future();
            }
            RoomList list = lists.get(application);
            flight.partial = list != null && confirmation.isFresh(list.stamp()) && list.doubts() <= MOST_DOUBTS;
            some = flight.partial ? list.askDoubtful() : List.of();
        }
        Attempt.of(() -> flight.partial ? source.rooms(application, some) : source.rooms(application, mostRooms + 1))
                .onComplete(done -> {
                    end(application, flight, done.succeeded() ? done.result() : null);
                    if (done.succeeded()) {
                        flight.landing.complete();
                    } else {
                        flight.landing.fail(done.cause());
                    }
                });
        return flight.landing.future();
    }

    /** @param read null if they could not be read */
    private synchronized void end(ApplicationId application, Flight flight, List<Room> read) {
        flights.remove(application, flight);
        RoomList list = lists.get(application);
        if (!flight.partial && read != null) {
            replace(application, flight, read);
        } else if (flight.partial && list != null && read != null) {
            list.read(read);
        } else if (flight.partial && list != null) {
            list.notRead();
        }
    }

    private void replace(ApplicationId application, Flight flight, List<Room> read) {
        lists.remove(application);
        if (read.size() > mostRooms) {
            tooManyAt.put(application, nanos.getAsLong());
        } else if (confirmation.isFresh(flight.askedAt)) {
            RoomList list = new RoomList(read, confirmation.learned(flight.askedAt));
            flight.committed.forEach(list::follow);
            lists.put(application, list);
        }
    }

    /** This node has committed a change. To be called before anybody is told of it. */
    synchronized void committed(ConversationEvent event) {
        flights.values().stream().filter(flight -> !flight.partial).forEach(flight -> flight.committed.add(event));
        lists.values().forEach(list -> list.follow(event));
    }

    @Override
    public synchronized Future<Void> changed(Changes changes, long askedAt) {
        if (confirmation.isFirst()) {
            lists.values().removeIf(list -> !confirmation.isFresh(list.stamp()));
        }
        confirmation.checked(askedAt);
        for (ChangedConversation changed : changes.conversations()) {
            RoomList list = lists.get(changed.application());
            if (list != null && changed.kind() == ConversationKind.ROOM) {
                list.compare(changed);
            }
        }
        return Future.succeededFuture();
    }
}
