package dev.crosstalk.http;

import dev.crosstalk.application.ApplicationSettings;
import dev.crosstalk.bridge.Bridge;
import dev.crosstalk.bridge.BridgeServerOptions;
import dev.crosstalk.bridge.BridgeSettings;
import dev.crosstalk.bridge.Hub;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.cache.CacheSettings;
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
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** A store with the HTTP API and the bridge in front of it. */
final class ApplicationNode implements AutoCloseable {
    static final String SECRET = "a-secret-of-administrators";

    private final Vertx vertx = Vertx.vertx();
    private final int port = FreePorts.one();

    ApplicationNode(String url, ApplicationSettings applications) {
        Bus bus = new Bus(vertx, new SingleNode());
        ArchiveNode.await(vertx.deployVerticle(new PersistenceVerticle(
                PersistenceSettings.at(url),
                CacheSettings.DEFAULTS,
                applications,
                Shards.SHARDS,
                Future.succeededFuture(bus))));
        HttpSettings settings =
                new HttpSettings("127.0.0.1", port, List.of(), false, 2 << 20, 60, 0, new Secret(SECRET));
        Authenticator authenticator = new Authenticator(bus, new Origins(List.of(), "127.0.0.1", false), false);
        Authentication authentication = new Authentication(authenticator);
        SignInLimit signIns = new SignInLimit(1000, System::nanoTime);
        Hub hub = new Hub(vertx, bus, BridgeSettings.DEFAULTS);
        Bridge bridge = new Bridge(vertx, hub, authenticator, InstantSource.system());
        ArchiveNode.await(vertx.deployVerticle(new Listener(
                "127.0.0.1",
                port,
                BridgeServerOptions.apply(new HttpServerOptions(), BridgeSettings.DEFAULTS),
                new SecurityHeaders(false, "", ""),
                List.of(
                        router -> new ApiRoutes(bus, authentication, settings, signIns, applications.open())
                                .mount(router),
                        bridge::mount))));
    }

    int port() {
        return port;
    }

    Vertx vertx() {
        return vertx;
    }

    Api nobody() {
        return Api.at(port);
    }

    Api admin() {
        return nobody().as(SECRET);
    }

    /** An application of its own, as who holds its secret. */
    Tenant tenant(String name) {
        String token = UUID.randomUUID().toString();
        String secret = admin().post("/api/applications/" + token, Api.json("name", name))
                .ok()
                .path("secret")
                .asText();
        return new Tenant(token, nobody().as(secret));
    }

    @Override
    public void close() {
        ArchiveNode.await(vertx.close());
    }

    /** An application, and the API as it is for who holds its secret. */
    record Tenant(String token, Api api) {
        String path() {
            return "/api/applications/" + token;
        }

        String own(String what) {
            return "/v1/applications/" + token + "/" + what;
        }

        /** @return its number */
        long chat() {
            return api.send("POST", path() + "/chats", null).ok().path("number").asLong();
        }

        String messages(long chat) {
            return path() + "/chats/" + chat + "/messages";
        }

        long say(long chat, String body) {
            return api.post(messages(chat), Api.json("body", body))
                    .ok()
                    .path("number")
                    .asLong();
        }
    }
}
