package dev.crosstalk.replay;

import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;

/**
 * A bridge socket that comes back by itself: when it is lost, the next node of the list is tried, and so on round.
 * Lives on one event loop.
 */
final class Connection {
    private static final String PATH = "/bus/websocket";
    /** Long, because whoever gives up on a node that has thousands to let in only asks it twice. */
    private static final int CONNECT_TIMEOUT_MS = 30_000;

    /** Who is told about the socket. */
    interface Listener {
        /** The socket is open; nothing is registered on it yet. */
        void opened();

        void received(String frame);

        /** What was sent and not answered may or may not have arrived. */
        void lost();
    }

    private final Stage stage;
    private final String token;
    private final Listener listener;
    private int node;
    private Promise<WebSocket> socket = Promise.promise();
    private boolean closed;

    Connection(Stage stage, int node, String token, Listener listener) {
        this.stage = stage;
        this.node = node;
        this.token = token;
        this.listener = listener;
    }

    /** Opens it for the first time; completes when it is open, fails when no node can be reached in time. */
    Future<Void> open() {
        return stage.persistently().until(this::connect).mapEmpty();
    }

    /** Sends a frame as soon as the socket is open. */
    Future<Void> send(String frame) {
        return socket.future().compose(open -> open.writeTextMessage(frame));
    }

    void close() {
        closed = true;
        if (socket.future().succeeded()) {
            socket.future().result().close();
        }
    }

    private Future<WebSocket> connect() {
        URI target = stage.node(node);
        boolean secure = "https".equals(target.getScheme());
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(target.getHost())
                .setPort(target.getPort() > 0 ? target.getPort() : secure ? 443 : 80)
                .setSsl(secure)
                .setURI(PATH)
                .setTimeout(CONNECT_TIMEOUT_MS)
                .addHeader("Authorization", "Bearer " + token);
        return stage.sockets().connect(options).onSuccess(this::opened).recover(this::rejected);
    }

    private Future<WebSocket> rejected(Throwable error) {
        node++;
        return error instanceof UpgradeRejectedException rejection && rejection.getStatus() == 401
                ? Future.failedFuture(FailureCode.NOT_SIGNED_IN.failure())
                : Future.failedFuture(error);
    }

    private void opened(WebSocket open) {
        open.textMessageHandler(listener::received);
        open.closeHandler(gone -> lost(open));
        // The close handler follows and does what there is to do.
        open.exceptionHandler(error -> {});
        socket.complete(open);
        listener.opened();
    }

    private void lost(WebSocket gone) {
        socket = Promise.promise();
        listener.lost();
        if (closed) {
            return;
        }
        if (stage.nodes().size() > 1) {
            node++;
        }
        stage.measurements().reconnects.increment();
        stage.persistently()
                .moment()
                .compose(waited -> open())
                .onFailure(error -> stage.violations().add("a socket is lost for good: " + reason(gone, error)));
    }

    private static String reason(WebSocket gone, Throwable error) {
        return "closed with " + gone.closeStatusCode() + ", then " + error;
    }
}
