package dev.crosstalk.http;

import dev.crosstalk.bus.Bus;
import dev.crosstalk.cluster.Shards;
import dev.crosstalk.cluster.SingleNode;
import dev.crosstalk.config.Secret;
import dev.crosstalk.edge.Authenticator;
import dev.crosstalk.edge.Origins;
import dev.crosstalk.persistence.PersistenceSettings;
import dev.crosstalk.persistence.PersistenceVerticle;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.FreePorts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A store and the HTTP API in front of it, with an administrators' secret. */
public final class ArchiveNode implements AutoCloseable {
    public static final String SECRET = "a-secret-of-administrators";

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx, new SingleNode());
    private final int port = FreePorts.one();

    public ArchiveNode(String url, Secret secret) {
        await(vertx.deployVerticle(new PersistenceVerticle(
                PersistenceSettings.at(url),
                dev.crosstalk.cache.CacheSettings.DEFAULTS,
                Shards.SHARDS,
                Future.succeededFuture(bus))));
        HttpSettings settings = new HttpSettings("127.0.0.1", port, List.of(), false, 2 << 20, 60, 0, secret);
        Authentication authentication =
                new Authentication(new Authenticator(bus, new Origins(List.of(), "127.0.0.1", false), false));
        await(vertx.deployVerticle(new Listener(
                "127.0.0.1",
                port,
                new HttpServerOptions(),
                new SecurityHeaders(false, "", ""),
                List.of(router -> new ApiRoutes(bus, authentication, settings, new SignInLimit(1000, System::nanoTime))
                        .mount(router)))));
    }

    /** For commands of the cluster itself. */
    public Bus bus() {
        return bus;
    }

    public int port() {
        return port;
    }

    public Api admin() {
        return Api.at(port).as(SECRET);
    }

    public Api guest(String name) {
        Api nobody = Api.at(port);
        return nobody.as(nobody.post("/v1/session", Api.json("name", name, "token", true))
                .ok()
                .path("token")
                .asText());
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
