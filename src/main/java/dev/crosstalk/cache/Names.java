package dev.crosstalk.cache;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.cache.ChangeSource.Changes;
import dev.crosstalk.cache.Confirmation.Stamp;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What accounts are called, each as the database had it within {@code freshMs}. What is not known is asked for together, and once
 * for all who ask at the same time.
 */
final class Names implements ChangeWatch.Listener {
    private static final int MOST = 50_000;

    private final NameSource source;
    private final LongSupplier nanos;
    private final Confirmation confirmation;
    private final Map<AccountId, Flight> flights = new HashMap<>();
    private final Map<AccountId, Known> names = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountId, Known> eldest) {
            return size() > MOST;
        }
    };

    private record Known(AccountView account, Stamp stamp) {}

    /** A question, and whose names were given or taken while it was asked. */
    private static final class Flight {
        private final long askedAt;
        private final List<AccountId> asked = new ArrayList<>();
        private final Set<AccountId> renamed = new HashSet<>();
        private final Promise<Map<AccountId, AccountView>> answer = Promise.promise();

        private Flight(long askedAt) {
            this.askedAt = askedAt;
        }
    }

    Names(NameSource source, long freshMs, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
        this.confirmation = new Confirmation(freshMs, nanos);
    }

    /** Those of the accounts that exist. */
    Future<Map<AccountId, AccountView>> of(Collection<AccountId> accounts) {
        Map<AccountId, AccountView> found = new HashMap<>();
        Map<Flight, List<AccountId>> awaited = new HashMap<>();
        Flight own = new Flight(nanos.getAsLong());
        synchronized (this) {
            for (AccountId account : accounts) {
                Known known = names.get(account);
                if (known != null && confirmation.isFresh(known.stamp())) {
                    found.put(account, known.account());
                } else {
                    awaited.computeIfAbsent(flight(account, own), flight -> new ArrayList<>())
                            .add(account);
                }
            }
        }
        if (!own.asked.isEmpty()) {
            ask(own);
        }
        return Future.all(awaited.keySet().stream()
                        .map(flight -> flight.answer.future())
                        .toList())
                .map(all -> {
                    // Of each only what was wanted of it: of another it may know an older name.
                    awaited.forEach((flight, wanted) -> {
                        Map<AccountId, AccountView> answer =
                                flight.answer.future().result();
                        wanted.forEach(account -> found.computeIfAbsent(account, answer::get));
                    });
                    return found;
                });
    }

    /** One that has been asked for too long may answer with what was long ago. */
    private Flight flight(AccountId account, Flight own) {
        Flight flight = flights.get(account);
        if (flight == null || !confirmation.isFresh(flight.askedAt)) {
            own.asked.add(account);
            flights.put(account, own);
            return own;
        }
        return flight;
    }

    private void ask(Flight flight) {
        Attempt.of(() -> source.accounts(flight.asked)).onComplete(done -> {
            if (done.succeeded()) {
                flight.answer.complete(land(flight, done.result()));
            } else {
                end(flight);
                flight.answer.fail(done.cause());
            }
        });
    }

    private synchronized Map<AccountId, AccountView> land(Flight flight, List<AccountView> accounts) {
        end(flight);
        Map<AccountId, AccountView> found = new HashMap<>();
        for (AccountView account : accounts) {
            found.put(account.id(), account);
            if (!flight.renamed.contains(account.id()) && confirmation.isFresh(flight.askedAt)) {
                names.merge(
                        account.id(),
                        new Known(account, confirmation.learned(flight.askedAt)),
                        (old, next) -> old.stamp().readAt() > next.stamp().readAt() ? old : next);
            }
        }
        return found;
    }

    private synchronized void end(Flight flight) {
        flight.asked.forEach(account -> flights.remove(account, flight));
    }

    /** This node has committed another name. To be called before anybody is told of it. */
    synchronized void renamed(AccountId account) {
        names.remove(account);
        // Who asks from now on asks anew.
        Flight flight = flights.remove(account);
        if (flight != null) {
            flight.renamed.add(account);
        }
    }

    @Override
    public synchronized Future<Void> changed(Changes changes, long askedAt) {
        if (confirmation.isFirst()) {
            names.values().removeIf(known -> !confirmation.isFresh(known.stamp()));
        }
        confirmation.checked(askedAt);
        for (AccountView account : changes.accounts()) {
            Known known = names.get(account.id());
            if (known != null && !known.account().equals(account)) {
                names.remove(account.id());
            }
        }
        return Future.succeededFuture();
    }
}
