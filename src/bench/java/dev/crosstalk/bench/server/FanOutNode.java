package dev.crosstalk.bench.server;

import dev.crosstalk.bridge.Bridge;
import dev.crosstalk.bridge.BridgeServerOptions;
import dev.crosstalk.bridge.BridgeSettings;
import dev.crosstalk.bridge.Hub;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.cluster.SingleNode;
import dev.crosstalk.edge.Authenticator;
import dev.crosstalk.edge.Origins;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;

/**
 * The product's bridge, hub and bus as a node has them, in front of {@link Unstored} services: what fanning out costs without
 * storing, as the servers that it is compared with store nothing. Argument: the port.
 */
public final class FanOutNode extends VerticleBase {
    private final Bridge bridge;
    private final int port;

    private FanOutNode(Bridge bridge, int port) {
        this.bridge = bridge;
        this.port = port;
    }

    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        Bus bus = new Bus(vertx, new SingleNode());
        Hub hub = new Hub(vertx, bus, BridgeSettings.DEFAULTS);
        Authenticator authenticator = new Authenticator(bus, new Origins(List.of(), "127.0.0.1", false), false);
        Bridge bridge = new Bridge(vertx, hub, authenticator, InstantSource.system());
        DeploymentOptions everyLoop =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        vertx.deployVerticle(new Unstored(bus))
                .compose(deployed -> vertx.deployVerticle(() -> new FanOutNode(bridge, port), everyLoop))
                .onSuccess(deployed -> System.out.println("listening"))
                .onFailure(error -> {
                    error.printStackTrace();
                    System.exit(1);
                });
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        bridge.mount(router);
        HttpServerOptions options = BridgeServerOptions.apply(new HttpServerOptions(), BridgeSettings.DEFAULTS);
        return vertx.createHttpServer(options).requestHandler(router).listen(port, "127.0.0.1");
    }
}
