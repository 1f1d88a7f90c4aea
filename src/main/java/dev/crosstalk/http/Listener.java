package dev.crosstalk.http;

import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.config.StartupFailure;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One listening port with the routes that the configuration puts there. Servers that share a port would be given connections
 * in turn, not by path; therefore there is one for each.
 */
public final class Listener extends VerticleBase {
    private static final long ANSWERS_WITHIN_S = 20;

    private final String host;
    private final int port;
    private final HttpServerOptions options;
    private final SecurityHeaders headers;
    private final List<Mount> mounts;
    private HttpServer server;

    /** Adds routes to a router of one event loop. */
    public interface Mount {
        void on(Router router);
    }

    public Listener(String host, int port, HttpServerOptions options, SecurityHeaders headers, List<Mount> mounts) {
        this.host = host;
        this.port = port;
        this.options = options;
        this.headers = headers;
        this.mounts = mounts;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        headers.mount(router);
        RequestIds.mount(router);
        mounts.forEach(mount -> mount.on(router));
        router.route().last().handler(context -> context.fail(404));
        router.route().failureHandler(Problem::answer);
        for (int status : new int[] {400, 404, 405, 413, 415, 500}) {
            router.errorHandler(status, Problem::answer);
        }
        server = vertx.createHttpServer(options);
        return server.requestHandler(request -> {
                    if (WellFormed.is(request)) {
                        router.handle(request);
                    } else {
                        headers.write(request.response());
                        Problem.send(
                                request.response(),
                                FailureCode.BAD_REQUEST.because("the request line or the Host header is malformed"));
                    }
                })
                .listen(port, host)
                .recover(error -> Future.failedFuture(
                        new StartupFailure("cannot listen on " + host + ":" + port + ": " + error.getMessage())));
    }

    /** Takes no more connections, and ends those it has as soon as their requests are answered. */
    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown(ANSWERS_WITHIN_S, TimeUnit.SECONDS);
    }
}
