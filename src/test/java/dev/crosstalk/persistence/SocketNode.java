package dev.crosstalk.persistence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bridge.Bridge;
import dev.crosstalk.bridge.BridgeServerOptions;
import dev.crosstalk.bridge.BridgeSettings;
import dev.crosstalk.bridge.Hub;
import dev.crosstalk.bus.AccountCommand.OpenSession;
import dev.crosstalk.bus.AccountCommand.OpenedSession;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.Json;
import dev.crosstalk.cache.CacheSettings;
import dev.crosstalk.cluster.ClusterNode;
import dev.crosstalk.cluster.ClusterSettings;
import dev.crosstalk.cluster.Clusters;
import dev.crosstalk.edge.Authenticator;
import dev.crosstalk.edge.Origins;
import dev.crosstalk.testing.FreePorts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * A node of a cluster in this JVM, with a database and a bridge on a port. Of the events of conversations and of people that reach it
 * over the bus, some are lost before the hub hears of them.
 */
final class SocketNode implements AutoCloseable {
    private static final double LOSS = 0.1;
    private static final int JOIN_S = 60;

    private final Vertx vertx;
    private final Bus bus;
    private final int port;

    private SocketNode(ClusterSettings cluster, PersistenceSettings settings, Random losses) {
        ClusterNode node = TestNode.await(Clusters.start(cluster, new VertxOptions(), joining -> {}), JOIN_S);
        vertx = node.vertx();
        bus = new Bus(vertx, node.topology());
        vertx.eventBus().addInboundInterceptor(delivery -> {
            String address = delivery.message().address();
            boolean event = address.startsWith("conversation.") || address.startsWith("user.");
            if (!event || losses.nextDouble() >= LOSS) {
                delivery.next();
            }
        });
        TestNode.await(vertx.deployVerticle(new PersistenceVerticle(
                settings, CacheSettings.DEFAULTS, TestNode.SHARDS, Future.succeededFuture(bus))));
        port = listen();
    }

    private int listen() {
        BridgeSettings settings = quick();
        Authenticator authenticator = new Authenticator(bus, new Origins(List.of(), "127.0.0.1", false), false);
        Router router = Router.router(vertx);
        new Bridge(vertx, new Hub(vertx, bus, settings), authenticator, InstantSource.system()).mount(router);
        return TestNode.await(vertx.createHttpServer(BridgeServerOptions.apply(new HttpServerOptions(), settings))
                        .requestHandler(router)
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    /** A loss is noticed in half a second. */
    private static BridgeSettings quick() {
        ObjectNode json = (ObjectNode) Json.parse(Json.write(BridgeSettings.DEFAULTS));
        json.put("headsMs", 300).put("graceMs", 200);
        return Json.read(json, BridgeSettings.class);
    }

    /** Nodes of one cluster on one database. */
    static List<SocketNode> cluster(int count, String url, long seed) {
        List<Integer> ports = FreePorts.several(count);
        List<String> members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        String name = "sockets-" + UUID.randomUUID();
        List<SocketNode> nodes = new ArrayList<>();
        for (int port : ports) {
            nodes.add(new SocketNode(
                    new ClusterSettings(true, name, "127.0.0.1", port, members, 0, null),
                    PersistenceSettings.at(url),
                    new Random(seed + port)));
        }
        return nodes;
    }

    int port() {
        return port;
    }

    /** A new guest, and the token by which the guest's sockets are opened. */
    record Guest(Caller caller, String token) {}

    Guest guest(String name) {
        OpenedSession opened = ask(null, new OpenSession(TestNode.APPLICATION, name, "test"));
        return new Guest(
                new Caller(
                        TestNode.APPLICATION,
                        opened.account().id(),
                        opened.session().id()),
                opened.token());
    }

    <R> R ask(Caller caller, Command<R> command) {
        return TestNode.await(bus.request(caller, command));
    }

    @Override
    public void close() {
        TestNode.await(vertx.close(), JOIN_S);
    }
}
