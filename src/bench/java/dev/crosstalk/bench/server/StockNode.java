package dev.crosstalk.bench.server;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;

/** The event bus bridge that comes with Vert.x, one handler an event loop, everything permitted. Argument: the port. */
public final class StockNode extends VerticleBase {
    private static final int PING_TIMEOUT_MS = 60_000;
    private static final int HANDLERS = 5_000;

    private final int port;

    private StockNode(int port) {
        this.port = port;
    }

    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true))
                .deployVerticle(
                        () -> new StockNode(port),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .onSuccess(deployed -> System.out.println("listening"))
                .onFailure(error -> {
                    error.printStackTrace();
                    System.exit(1);
                });
    }

    @Override
    public io.vertx.core.Future<?> start() {
        SockJSBridgeOptions options = new SockJSBridgeOptions()
                .addInboundPermitted(new PermittedOptions().setAddressRegex(".*"))
                .addOutboundPermitted(new PermittedOptions().setAddressRegex(".*"))
                .setMaxHandlersPerSocket(HANDLERS)
                .setPingTimeout(PING_TIMEOUT_MS);
        Router router = Router.router(vertx);
        router.route("/bus/*").subRouter(SockJSHandler.create(vertx).bridge(options));
        return vertx.createHttpServer(new HttpServerOptions()
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false))
                .requestHandler(router)
                .listen(port, "127.0.0.1");
    }
}
