package dev.crosstalk.bridge;

import dev.crosstalk.bus.FailureCode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes WebSockets of requests, once it is settled who opens them. */
final class Handshake {
    /** Of the WebSocket protocol, RFC 6455: other versions have other frames. */
    private static final String VERSION = "13";

    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);

    private Handshake() {}

    /** Takes a WebSocket and the connection below it. */
    interface Opening extends BiConsumer<ServerWebSocket, HttpConnection> {}

    /**
     * Answers the request with a WebSocket, or with why not.
     *
     * @param admission settles who opens it, and what is to be done with it
     */
    static void run(RoutingContext context, Supplier<Future<Opening>> admission) {
        HttpServerRequest request = context.request();
        if (!request.canUpgradeToWebSocket()
                || request.getHeader(HttpHeaderNames.SEC_WEBSOCKET_KEY) == null
                || !VERSION.equals(request.getHeader(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            context.fail(FailureCode.BAD_REQUEST.because("a WebSocket is opened here"));
            return;
        }
        request.pause();
        admission
                .get()
                .compose(opening -> isGone(context)
                        ? Future.failedFuture(FailureCode.UNAVAILABLE.failure())
                        : request.toWebSocket().onSuccess(webSocket -> opening.accept(webSocket, request.connection())))
                .onFailure(error -> refuse(context, error));
    }

    /** Whether the client hung up while it was asked who it is, or has got its answer. */
    static boolean isGone(RoutingContext context) {
        return context.response().closed() || context.response().ended();
    }

    private static void refuse(RoutingContext context, Throwable error) {
        if (isGone(context)) {
            LOG.debug("{} was not opened", context.request().path(), error);
        } else {
            context.request().resume();
            context.fail(error);
        }
    }
}
