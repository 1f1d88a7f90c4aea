package dev.crosstalk.bridge;

import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.cluster.SingleNode;
import dev.crosstalk.edge.Authenticator;
import dev.crosstalk.edge.Origins;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A node with a bridge on a free port of the loopback interface, and the services that it asks. */
final class BridgeNode implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Vertx clients = Vertx.vertx();
    private final WebSocketClient webSockets = clients.createWebSocketClient(new WebSocketClientOptions()
            .setMaxFrameSize(8 << 20)
            .setMaxMessageSize(32 << 20)
            .setMaxConnections(1000));
    private final HttpClient http = clients.createHttpClient(new PoolOptions().setHttp1MaxSize(100));
    private final Bus bus = new Bus(vertx, new SingleNode());
    private final Services services = new Services(bus);
    private final Hub hub;
    private final Bridge bridge;
    private final List<Throwable> unexpected = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile int port;

    BridgeNode(BridgeSettings settings, int eventLoops) {
        vertx.exceptionHandler(unexpected::add);
        hub = new Hub(vertx, bus, settings);
        bridge = new Bridge(
                vertx,
                hub,
                new Authenticator(bus, new Origins(List.of("https://friend.example"), "127.0.0.1", false), false),
                InstantSource.system());
        await(vertx.deployVerticle(new VerticleBase() {
            @Override
            public Future<?> start() {
                return services.serve();
            }
        }));
        HttpServerOptions options = BridgeServerOptions.apply(new HttpServerOptions(), settings);
        await(vertx.deployVerticle(
                () -> new Acceptor(options), new io.vertx.core.DeploymentOptions().setInstances(eventLoops)));
    }

    /** One event loop of the listener. */
    private final class Acceptor extends VerticleBase {
        private final HttpServerOptions options;

        Acceptor(HttpServerOptions options) {
            this.options = options;
        }

        @Override
        public Future<?> start() {
            // A negative port is a free one that the instances of one deployment share.
            Router router = Router.router(vertx);
            bridge.mount(router);
            router.route().failureHandler(this::failed);
            HttpServer server = vertx.createHttpServer(options)
                    .requestHandler(router)
                    .connectionHandler(connection -> {
                        connections.incrementAndGet();
                        connection.closeHandler(v -> connections.decrementAndGet());
                    });
            return server.listen(-1, "127.0.0.1").onSuccess(bound -> port = bound.actualPort());
        }

        private void failed(RoutingContext context) {
            Throwable error = context.failure();
            if (error != null && !(error instanceof Failure) && !(error instanceof HttpException)) {
                unexpected.add(error);
            }
            if (!context.response().ended()) {
                context.response()
                        .setStatusCode(
                                error instanceof Failure failure
                                        ? failure.code().httpStatus()
                                        : context.statusCode())
                        .end();
            }
        }
    }

    /** What failed that is not an answer to a client. */
    List<Throwable> unexpected() {
        return unexpected;
    }

    int openConnections() {
        return connections.get();
    }

    Services services() {
        return services;
    }

    /** The clients' side: kept, because one that is garbage closes its connections. */
    WebSocketClient webSockets() {
        return webSockets;
    }

    HttpClient http() {
        return http;
    }

    Bus bus() {
        return bus;
    }

    Hub hub() {
        return hub;
    }

    Bridge bridge() {
        return bridge;
    }

    int port() {
        return port;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(clients.close());
        await(vertx.close());
    }
}
