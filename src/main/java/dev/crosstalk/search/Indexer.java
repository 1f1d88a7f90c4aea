package dev.crosstalk.search;

import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.IndexingCommand.Attach;
import dev.crosstalk.bus.IndexingCommand.Claim;
import dev.crosstalk.bus.IndexingCommand.Complete;
import dev.crosstalk.bus.IndexingCommand.Count;
import dev.crosstalk.bus.IndexingCommand.Finish;
import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.bus.IndexingCommand.Read;
import dev.crosstalk.bus.IndexingCommand.Scanned;
import dev.crosstalk.bus.IndexingCommand.Source;
import dev.crosstalk.bus.IndexingCommand.Sources;
import dev.crosstalk.bus.IndexingCommand.Work;
import dev.crosstalk.bus.SearchCommand.Progress;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an index as the messages are: takes what waits for it, reads the messages as they are now, and writes them.
 *
 * <p>It does one thing after the other. So what a walk through all messages has read is in the index before it is heard that some of it
 * is gone, and nothing comes back. One context calls it.
 */
final class Indexer {
    /** By it the outbox knows this consumer. */
    static final String KIND = "search";

    private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
    private static final int AT_ONCE = 500;
    private static final long LEASE_MS = 60_000;
    /** An index that cannot be filled for so long is begun anew. */
    private static final int MOST_FAILURES = 20;
    /** How often it is looked whether the index that serves is still the one that everything was written to. */
    private static final long LOOK_MS = 5_000;

    private final Bus bus;
    private final SearchIndex index;
    private final InstantSource clock;
    /** Does something that keeps a thread busy. */
    private final Function<List<Source>, Future<List<IndexChange>>> puts;

    private final String holder = UUID.randomUUID().toString();
    private final Rebuilding rebuilding = new Rebuilding();
    private final Map<Long, Imported> imported = new LinkedHashMap<>();
    private Scanning rebuild;
    private boolean switched;
    private boolean wanted;
    private boolean attached;
    private int failures;
    private long lookedAt;
    private String whole;

    /** What waits until a whole conversation is in the index. */
    private static final class Imported {
        private final Scanning scanning;
        private String claim;

        Imported(Scanning scanning) {
            this.scanning = scanning;
        }
    }

    /** @param puts makes changes of messages, elsewhere */
    Indexer(Bus bus, SearchIndex index, InstantSource clock, Function<List<Source>, Future<List<IndexChange>>> puts) {
        this.bus = bus;
        this.index = index;
        this.clock = clock;
        this.puts = puts;
    }

    /** Does a piece of what there is to do. @return whether there may be more at once */
    Future<Boolean> step() {
        return attach().compose(done -> look())
                .compose(done -> changes())
                .compose(some -> scans().map(more -> some || more))
                .onSuccess(done -> failures = 0)
                .onFailure(this::failed);
    }

    private void failed(Throwable error) {
        lookedAt = 0;
        failures++;
        if (error instanceof Failure failure && failure.code() == FailureCode.FORBIDDEN) {
            forget();
        } else if (failures % MOST_FAILURES == 0 && rebuild != null) {
            rebuild = null;
            wanted = true;
        }
    }

    /** Another node does it now. What is being made is made anew when it comes back. */
    void forget() {
        attached = false;
        imported.clear();
        wanted = false;
        rebuild = null;
        if (rebuilding.isRunning()) {
            rebuilding.end(false, clock.millis());
        }
    }

    private Future<Void> attach() {
        if (attached) {
            return Future.succeededFuture();
        }
        return index.open()
                .compose(name -> bus.request(null, new Attach(KIND, holder)))
                .onSuccess(found -> {
                    attached = true;
                    whole = found.index();
                    lookedAt = 0;
                })
                .mapEmpty();
    }

    /** The index may be another one than that which has everything: a new directory, or a store that was emptied. */
    private Future<Void> look() {
        long now = clock.millis();
        if (Math.abs(now - lookedAt) < LOOK_MS) {
            return Future.succeededFuture();
        }
        return index.open()
                .onSuccess(name -> {
                    lookedAt = now;
                    wanted |= rebuild == null && (name == null || !name.equals(whole));
                })
                .mapEmpty();
    }

    /** Begins to make the index anew, unless one is being made. @return how far it is */
    Future<Progress> rebuild() {
        if (!attached) {
            return Future.failedFuture(FailureCode.SEARCH_UNAVAILABLE.failure());
        }
        if (!rebuilding.isRunning()) {
            rebuilding.begin(clock.millis());
            wanted = true;
        }
        return Future.succeededFuture(rebuilding.progress());
    }

    Progress progress() {
        return rebuilding.progress();
    }

    private Future<Void> begin() {
        LOG.info("The index of messages is made anew");
        wanted = false;
        switched = false;
        if (!rebuilding.isRunning()) {
            rebuilding.begin(clock.millis());
        }
        return bus.request(null, new Count())
                .compose(count -> index.build().onSuccess(name -> {
                    rebuilding.named(name, count.messages());
                    rebuild = new Scanning(null);
                }))
                .onFailure(error -> wanted = true)
                .mapEmpty();
    }

    private Future<Boolean> changes() {
        String claim = UUID.randomUUID().toString();
        return bus.request(null, new Claim(KIND, holder, claim, AT_ONCE, LEASE_MS))
                .compose(claimed -> claimed.work().isEmpty()
                        ? Future.succeededFuture(false)
                        : follow(claim, claimed.work()).map(claimed.work().size() == AT_ONCE));
    }

    private Future<Void> follow(String claim, List<Work> work) {
        Map<Place, Long> messages = new LinkedHashMap<>();
        List<IndexChange> below = new ArrayList<>();
        List<Long> done = new ArrayList<>();
        for (Work one : work) {
            switch (one.about()) {
                case "trimmed" -> below.add(new IndexChange.Below(one.conversation(), one.seq()));
                case "imported" ->
                    imported.computeIfAbsent(one.id(), id -> new Imported(new Scanning(one.conversation()))).claim =
                            claim;
                default -> messages.merge(new Place(one.conversation(), one.seq()), one.rev(), Math::max);
            }
            if (!one.about().equals("imported")) {
                done.add(one.id());
            }
        }
        return write(messages)
                .compose(written -> below.isEmpty() ? Future.succeededFuture() : index.apply(below))
                .compose(written -> done.isEmpty()
                        ? Future.succeededFuture()
                        : bus.request(null, new Finish(KIND, holder, claim, done)))
                .mapEmpty();
    }

    /** @param messages with the revisions of their hints */
    private Future<Void> write(Map<Place, Long> messages) {
        if (messages.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Place> places = List.copyOf(messages.keySet());
        return bus.request(null, new Read(places)).compose(sources -> {
            List<Place> read = places.subList(0, sources.read());
            return apply(sources, read, messages).compose(done -> {
                read.forEach(messages::remove);
                return write(messages);
            });
        });
    }

    private Future<Void> apply(Sources sources, List<Place> read, Map<Place, Long> messages) {
        Set<Place> missing = new HashSet<>(read);
        sources.sources().forEach(source -> missing.remove(new Place(source.conversation(), source.seq())));
        List<IndexChange> gone = new ArrayList<>();
        missing.forEach(place -> gone.add(new IndexChange.Gone(place, messages.get(place))));
        return puts.apply(sources.sources()).compose(changes -> {
            changes.addAll(gone);
            return index.apply(changes);
        });
    }

    private Future<Boolean> scans() {
        Future<Boolean> some = Future.succeededFuture(false);
        for (Map.Entry<Long, Imported> one : List.copyOf(imported.entrySet())) {
            some = some.compose(before -> scan(one.getValue().scanning, index::apply)
                            .compose(more -> more ? Future.succeededFuture() : brought(one)))
                    .map(true);
        }
        return some.compose(before -> wanted ? begin().map(before) : Future.succeededFuture(before))
                .compose(before -> rebuild == null
                        ? Future.succeededFuture(before)
                        : rebuildOn().map(true));
    }

    private Future<Void> brought(Map.Entry<Long, Imported> one) {
        imported.remove(one.getKey());
        return bus.request(null, new Finish(KIND, holder, one.getValue().claim, List.of(one.getKey())))
                .mapEmpty();
    }

    private Future<Void> rebuildOn() {
        return scan(rebuild, changes -> {
                    rebuilding.add(changes.size());
                    return index.fill(changes);
                })
                .compose(more -> more ? Future.succeededFuture() : complete());
    }

    private Future<Void> complete() {
        Future<Void> inPlace =
                switched ? Future.succeededFuture() : index.switchOver().onSuccess(done -> switched = true);
        return inPlace.compose(done -> bus.request(null, new Complete(KIND, holder, rebuilding.id())))
                .onSuccess(done -> {
                    rebuild = null;
                    whole = rebuilding.id();
                    rebuilding.end(true, clock.millis());
                    LOG.info(
                            "The index of messages was made anew, of {} messages",
                            rebuilding.progress().done());
                })
                .mapEmpty();
    }

    /** One page. @return whether there is another */
    private Future<Boolean> scan(Scanning scanning, Function<List<IndexChange>, Future<Void>> write) {
        return bus.request(null, scanning.next(AT_ONCE))
                .compose(page -> puts.apply(page.sources())
                        .compose(changes -> changes.isEmpty() ? Future.succeededFuture() : write.apply(changes))
                        .map(done -> reached(scanning, page)));
    }

    private static boolean reached(Scanning scanning, Scanned page) {
        if (page.next() != null) {
            scanning.reached(page.next());
        }
        return page.next() != null;
    }
}
