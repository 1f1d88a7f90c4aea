package dev.crosstalk;

import dev.crosstalk.bridge.Bridge;
import dev.crosstalk.bridge.BridgeServerOptions;
import dev.crosstalk.bridge.Hub;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.edge.Authenticator;
import dev.crosstalk.edge.Origins;
import dev.crosstalk.http.ApiRoutes;
import dev.crosstalk.http.Authentication;
import dev.crosstalk.http.HealthRoutes;
import dev.crosstalk.http.HttpSettings;
import dev.crosstalk.http.Listener;
import dev.crosstalk.http.SecurityHeaders;
import dev.crosstalk.http.SignInLimit;
import dev.crosstalk.http.WebRoutes;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node opens to the outside: web client, API and bridge, those with the same port behind one listener. */
final class Doors {
    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

    /** Sockets are pinged and requests answered well within it; what stays silent longer is half open or holds us up. */
    private static final int IDLE_S = 90;
    /** Room for 500 ids in a query. */
    private static final int LONGEST_REQUEST_LINE = 16 * 1024;

    private final Config config;
    private final Vertx vertx;
    private final Bus bus;
    private final BooleanSupplier ready;
    private final Authenticator authenticator;
    private final Map<Address, Opening> openings = new LinkedHashMap<>();
    private final List<String> addresses = new ArrayList<>();

    private record Address(String host, int port) {}

    /** What one listener serves, and on how many event loops. */
    private record Opening(List<Listener.Mount> mounts, int instances) {}

    Doors(Config config, Vertx vertx, Bus bus, BooleanSupplier ready) {
        this.config = config;
        this.vertx = vertx;
        this.bus = bus;
        this.ready = ready;
        HttpSettings http = config.http();
        this.authenticator =
                new Authenticator(bus, new Origins(http.origins(), http.host(), http.secure()), http.secure());
    }

    /**
     * @param undo is told how each thing that was opened is closed again
     * @return the URLs that are listened on
     */
    Future<List<String>> open(Consumer<Supplier<Future<?>>> undo) {
        Verticles verticles = config.verticles();
        Supplier<Future<?>> drain = verticles.bridge().enabled() ? openBridge(undo) : Future::succeededFuture;
        if (verticles.api().enabled()) {
            Authentication authentication = new Authentication(authenticator);
            SignInLimit signIns = new SignInLimit(config.http().signInsPerMinute(), System::nanoTime);
            boolean open = config.applications().open();
            if (open) {
                LOG.warn(
                        "applications.open is true: whoever reaches this node can read and remove what applications have");
            }
            mount(
                    verticles.api(),
                    router -> new ApiRoutes(bus, authentication, config.http(), signIns, open).mount(router));
        }
        if (verticles.web().enabled()) {
            Verticles.Web web = verticles.web();
            mount(web, router -> new WebRoutes(web.apiUrl(), web.bridgeUrl()).mount(router));
        }
        return listen(undo).map(done -> {
            // The first to be undone: sockets hear why they are closed while the listeners still stand.
            undo.accept(drain);
            return addresses;
        });
    }

    /** @return closes its sockets */
    private Supplier<Future<?>> openBridge(Consumer<Supplier<Future<?>>> undo) {
        Verticles.Bridge door = config.verticles().bridge();
        Hub hub = new Hub(vertx, bus, door.settings());
        undo.accept(hub::close);
        Bridge bridge = new Bridge(vertx, hub, authenticator, InstantSource.system());
        mount(door, bridge::mount);
        return bridge::close;
    }

    private void warnIfOpen(String host) {
        boolean loopback = host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
        if (!loopback && !config.http().secure()) {
            LOG.warn("{} is reachable by plain HTTP: what is said can be read and changed on the way", host);
        }
    }

    private void mount(Verticles.Door door, Listener.Mount mount) {
        HttpSettings http = config.http();
        Address address = new Address(
                door.host() == null ? http.host() : door.host(), door.port() == null ? http.port() : door.port());
        int instances =
                door.instances() > 0 ? door.instances() : Runtime.getRuntime().availableProcessors();
        Opening opening = openings.getOrDefault(address, new Opening(List.of(), 0));
        List<Listener.Mount> mounts = new ArrayList<>(opening.mounts());
        mounts.add(mount);
        openings.put(address, new Opening(mounts, Math.max(instances, opening.instances())));
    }

    private Future<Void> listen(Consumer<Supplier<Future<?>>> undo) {
        Future<Void> done = Future.succeededFuture();
        for (Map.Entry<Address, Opening> entry : openings.entrySet()) {
            done = done.compose(last -> listen(entry.getKey(), entry.getValue(), undo));
        }
        return done;
    }

    private Future<Void> listen(Address address, Opening opening, Consumer<Supplier<Future<?>>> undo) {
        Verticles verticles = config.verticles();
        HttpServerOptions options = BridgeServerOptions.apply(
                new HttpServerOptions()
                        .setIdleTimeout(IDLE_S)
                        .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                        .setHttp2ClearTextEnabled(false),
                verticles.bridge().settings());
        SecurityHeaders headers = new SecurityHeaders(
                config.http().secure(),
                verticles.web().apiUrl(),
                verticles.web().bridgeUrl());
        List<Listener.Mount> mounts = new ArrayList<>(List.of(router -> new HealthRoutes(ready).mount(router)));
        mounts.addAll(opening.mounts());
        return vertx.deployVerticle(
                        () -> new Listener(address.host(), address.port(), options, headers, mounts),
                        new DeploymentOptions().setInstances(opening.instances()))
                .onSuccess(id -> {
                    addresses.add("http://" + address.host() + ":" + address.port());
                    warnIfOpen(address.host());
                    undo.accept(() -> vertx.undeploy(id));
                })
                .mapEmpty();
    }
}
