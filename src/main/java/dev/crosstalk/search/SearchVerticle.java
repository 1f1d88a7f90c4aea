package dev.crosstalk.search;

import dev.crosstalk.bus.AccountCommand;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.ConversationCommand;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Handlers;
import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.bus.IndexingCommand.Source;
import dev.crosstalk.bus.SearchCommand;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves search. Of the nodes that serve it, the one to which key 0 belongs keeps the index; with an embedded index it also answers
 * for the others, which stand by. The index is opened after the node has started, and nobody waits for it but who searches.
 */
public final class SearchVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(SearchVerticle.class);
    private static final long KEY = 0;
    private static final int SEARCHING_THREADS = 4;
    private static final long LONGEST_PAUSE_MS = 5_000;
    private static final long STAND_BY_MS = 1_000;

    private final SearchSettings settings;
    private final Bus bus;
    private final InstantSource clock;
    private SearchIndex index;
    private Indexer indexer;
    private SearchService service;
    private Future<?> working = Future.succeededFuture();
    private long pauseMs;
    private boolean stopping;

    /** @param settings whose embedded index stands in a directory that exists only for it */
    public SearchVerticle(SearchSettings settings, Bus bus, InstantSource clock) {
        this.settings = settings;
        this.bus = bus;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        index = settings.hasEmbeddedIndex() ? embedded() : new ElasticIndex(vertx, settings);
        indexer = new Indexer(bus, index, clock, sources -> vertx.executeBlocking(() -> puts(sources), false));
        service = new SearchService(bus, index, settings.searches(), work -> vertx.executeBlocking(work::get, false));
        vertx.setPeriodic(TimeUnit.HOURS.toMillis(settings.purgeHours()), tick -> purge());
        return bus.serve(
                        CommandType.SEARCH,
                        new Handlers()
                                .on(SearchCommand.Messages.class, hereOrThere(service::messages))
                                .on(SearchCommand.People.class, this::people)
                                .on(SearchCommand.Rooms.class, this::rooms)
                                .onInternal(SearchCommand.Rebuild.class, command -> rebuild())
                                .onInternal(SearchCommand.GetRebuild.class, command -> progress()))
                .onSuccess(done -> vertx.setTimer(1, tick -> work()));
    }

    private SearchIndex embedded() {
        return new LuceneIndex(
                Path.of(settings.directory()),
                vertx.createSharedWorkerExecutor("search-writing-" + settings.directory(), 1),
                vertx.createSharedWorkerExecutor("searching-" + settings.directory(), SEARCHING_THREADS));
    }

    private static List<IndexChange> puts(List<Source> sources) {
        List<IndexChange> changes = new ArrayList<>();
        for (Source source : sources) {
            changes.add(
                    source.text() == null
                            ? new IndexChange.Gone(new Place(source.conversation(), source.seq()), source.rev())
                            : new IndexChange.Put(IndexedMessage.of(source)));
        }
        return changes;
    }

    private boolean isKeeper() {
        return bus.topology()
                .keyed(CommandType.SEARCH, KEY)
                .filter(bus.topology().self()::equals)
                .isPresent();
    }

    /** An embedded index that stands by knows nothing. */
    private <C extends Command<R>, R> BiFunction<Caller, C, Future<R>> hereOrThere(
            BiFunction<Caller, C, Future<R>> here) {
        return (caller, command) ->
                index.isShared() || isKeeper() ? here.apply(caller, command) : bus.request(caller, command, KEY);
    }

    private Future<AccountCommand.Accounts> people(Caller caller, SearchCommand.People command) {
        return bus.request(caller, new AccountCommand.Find(command.q(), command.after(), command.limit()));
    }

    private Future<ConversationCommand.Page> rooms(Caller caller, SearchCommand.Rooms command) {
        return bus.request(caller, new ConversationCommand.ListRooms(command.q(), command.after(), command.limit()));
    }

    private Future<SearchCommand.Progress> rebuild() {
        return isKeeper() ? indexer.rebuild() : Future.failedFuture(FailureCode.SEARCH_UNAVAILABLE.failure());
    }

    private Future<SearchCommand.Progress> progress() {
        return isKeeper()
                ? Future.succeededFuture(indexer.progress())
                : Future.failedFuture(FailureCode.SEARCH_UNAVAILABLE.failure());
    }

    /** Does what there is to do, again and again. */
    private void work() {
        if (stopping) {
            return;
        }
        if (!isKeeper()) {
            indexer.forget();
            vertx.setTimer(STAND_BY_MS, tick -> work());
            return;
        }
        working = indexer.step().onComplete((more, error) -> {
            if (error == null && more) {
                pauseMs = 0;
                context.runOnContext(ignored -> work());
            } else {
                pause(error);
            }
        });
    }

    private void pause(Throwable error) {
        if (error == null) {
            pauseMs = settings.pollMs();
        } else {
            complain(error);
            pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(settings.pollMs(), 2 * pauseMs));
        }
        vertx.setTimer(pauseMs, tick -> work());
    }

    /** While a store is down that is said once, not with every attempt. */
    private void complain(Throwable error) {
        if (error instanceof Failure) {
            if (pauseMs <= settings.pollMs()) {
                LOG.warn("Messages are not indexed now: {}", error.getMessage());
            }
        } else {
            LOG.error("Messages are not indexed", error);
        }
    }

    private void purge() {
        if (isKeeper()) {
            index.purge()
                    .onFailure(
                            error -> LOG.warn("What is gone was not cleared from the index: {}", error.getMessage()));
        }
    }

    /** The index is closed when what was being written is written. */
    @Override
    public Future<?> stop() {
        stopping = true;
        Promise<Void> done = Promise.promise();
        working.onComplete(last -> index.close().onComplete(done));
        return done.future();
    }
}
