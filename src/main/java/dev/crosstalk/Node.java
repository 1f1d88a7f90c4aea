package dev.crosstalk;

import dev.crosstalk.bus.Bus;
import dev.crosstalk.cluster.ClusterNode;
import dev.crosstalk.cluster.Clusters;
import dev.crosstalk.cluster.Shards;
import dev.crosstalk.config.StartupFailure;
import dev.crosstalk.persistence.PersistenceSettings;
import dev.crosstalk.persistence.PersistenceVerticle;
import dev.crosstalk.presence.PresenceStores;
import dev.crosstalk.presence.PresenceVerticle;
import dev.crosstalk.search.SearchSettings;
import dev.crosstalk.search.SearchVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running node: joins its cluster, deploys what the configuration names in order, and stops in the reverse order. */
final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    /** What the log says of a node that serves. */
    static final String READY = "ready in ";

    private static final String SQLITE = "sqlite:";
    private static final long STOP_WITHIN_S = 60;
    private static final long ANSWERS_WITHIN_S = 5;

    private final Config config;
    private final Deque<Supplier<Future<?>>> started = new ArrayDeque<>();
    private SearchSettings search;
    private DataDirectory directory;
    private volatile boolean ready;
    private boolean stopping;

    Node(Config config) {
        this.config = config;
    }

    boolean isReady() {
        return ready;
    }

    /** @return when the node serves, or a {@link StartupFailure} */
    Future<Void> start() {
        try {
            PersistenceSettings settings = persistenceSettings();
            search = searchSettings();
            Promise<Bus> joined = Promise.promise();
            Promise<Void> persistence = Promise.promise();
            return Clusters.start(
                            config.cluster(),
                            new VertxOptions().setPreferNativeTransport(true),
                            vertx -> deployPersistence(vertx, settings, joined.future())
                                    .onComplete(persistence))
                    .onFailure(joined::tryFail)
                    .compose(cluster -> deploy(cluster, joined, persistence.future()));
        } catch (StartupFailure failure) {
            return Future.failedFuture(failure);
        }
    }

    /** An embedded database stands in the data directory, which this process takes for itself. */
    private PersistenceSettings persistenceSettings() {
        PersistenceSettings settings = config.verticles().persistence().settings();
        if (!config.verticles().persistence().enabled() || !settings.url().startsWith(SQLITE)) {
            return settings;
        }
        return settings.withUrl(SQLITE + directory().resolve(settings.url().substring(SQLITE.length())));
    }

    /** Likewise an embedded index. */
    private SearchSettings searchSettings() {
        SearchSettings settings = config.verticles().search().settings();
        return config.verticles().search().enabled() && settings.hasEmbeddedIndex()
                ? settings.inDirectory(directory().resolve(settings.directory()).toString())
                : settings;
    }

    private DataDirectory directory() {
        if (directory == null) {
            DataDirectory taken = DataDirectory.take(config.dataDirectory());
            started(() -> {
                taken.close();
                return Future.succeededFuture();
            });
            directory = taken;
        }
        return directory;
    }

    /** Of a node that is alone, nobody else could do what this one does not. */
    private List<String> consumers() {
        return config.cluster().enabled() || config.verticles().search().enabled()
                ? config.verticles().persistence().consumers()
                : List.of();
    }

    /** It opens its database while the node joins, and serves when it has joined. */
    private Future<Void> deployPersistence(Vertx vertx, PersistenceSettings settings, Future<Bus> joined) {
        Verticles.Persistence persistence = config.verticles().persistence();
        return persistence.enabled()
                ? deploy(
                        vertx,
                        new PersistenceVerticle(
                                settings,
                                persistence.cache(),
                                config.applications(),
                                Shards.SHARDS,
                                joined,
                                consumers().toArray(String[]::new)))
                : Future.succeededFuture();
    }

    private Future<Void> deploy(ClusterNode cluster, Promise<Bus> joined, Future<Void> persistence) {
        Vertx vertx = cluster.vertx();
        started(vertx::close);
        Bus bus = new Bus(vertx, cluster.topology());
        joined.complete(bus);
        Verticles verticles = config.verticles();
        Future<Void> done = persistence;
        if (verticles.presence().enabled()) {
            done = done.compose(last -> deploy(
                    vertx,
                    new PresenceVerticle(
                            verticles.presence().settings(),
                            PresenceStores.open(vertx, verticles.presence().settings()),
                            PresenceStores.openHere(vertx, verticles.presence().settings()),
                            bus)));
        }
        if (verticles.search().enabled()) {
            done = done.compose(last -> deploy(vertx, new SearchVerticle(search, bus, InstantSource.system())));
        }
        return done.onSuccess(last -> started(() -> answered(vertx, bus)))
                .compose(last -> new Doors(config, vertx, bus, this::isReady).open(this::started))
                .onSuccess(addresses -> {
                    started(() -> leave(vertx, bus));
                    ready = true;
                    LOG.info(
                            READY + "{} ms{}",
                            ManagementFactory.getRuntimeMXBean().getUptime(),
                            addresses.isEmpty() ? "" : " on " + String.join(", ", addresses));
                })
                .mapEmpty();
    }

    private Future<Void> deploy(Vertx vertx, Deployable verticle) {
        return vertx.deployVerticle(verticle)
                .onSuccess(id -> started(() -> vertx.undeploy(id)))
                .mapEmpty();
    }

    /** The others send no more here, nor do those who ask whether the node is ready; whoever still does is served. */
    private Future<?> leave(Vertx vertx, Bus bus) {
        ready = false;
        Future<Void> left = bus.topology().leaving();
        int drainMs = config.http().drainMs();
        return drainMs == 0 ? left : left.eventually(() -> vertx.timer(drainMs));
    }

    /** What other nodes had asked before they heard that this one leaves. */
    private static Future<?> answered(Vertx vertx, Bus bus) {
        return Future.any(bus.answered(), vertx.timer(ANSWERS_WITHIN_S, TimeUnit.SECONDS));
    }

    private synchronized void started(Supplier<Future<?>> step) {
        started.push(step);
    }

    /** Stops what was started, the last first; a step that fails does not keep the others from stopping. */
    Future<Void> stop() {
        Future<?> done = Future.succeededFuture();
        synchronized (this) {
            if (stopping) {
                return Future.succeededFuture();
            }
            stopping = true;
            for (Supplier<Future<?>> step : started) {
                done = done.transform(last -> step.get())
                        .onFailure(error -> LOG.warn("not stopped cleanly: {}", error.toString()));
            }
        }
        return done.transform(last -> Future.succeededFuture());
    }

    /** For the end of the process: waits for {@link #stop}, but not for ever. */
    void stopAndWait() {
        try {
            stop().toCompletionStage().toCompletableFuture().get(STOP_WITHIN_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("not stopped cleanly: {}", e.toString());
        }
    }
}
