package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountCommand.Authenticated;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.edge.Authenticator;
import dev.crosstalk.edge.Origins;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * The event bus for browsers and programs, under {@code /bus}: SockJS by WebSocket and XHR, and the raw WebSocket; and sockets of a
 * single room, as {@link ChatRooms} says.
 *
 * <p>The WebSocket endpoints are its own; Vert.x's SockJS handler behind them serves {@code /info} and the XHR transports. Every
 * transport passes the same gates: the origin, then who it is, then how many there are.
 */
public final class Bridge {
    /** Without percent escapes: the gate and the SockJS handler do not read those in the same way. */
    private static final String SESSION = "/bus/[A-Za-z0-9_-]{1,64}/[A-Za-z0-9_-]{1,64}/";

    /** What the SockJS handler gets to see. */
    private static final Pattern SOCK_JS =
            Pattern.compile("/bus/?|/bus/info|" + SESSION + "(?:xhr|xhr_streaming|xhr_send)");

    private final Vertx vertx;
    private final Hub hub;
    private final Authenticator authenticator;
    private final InstantSource clock;
    private final XhrSessions xhrSessions;
    private final List<Loop> loops = new CopyOnWriteArrayList<>();
    private volatile boolean closing;

    public Bridge(Vertx vertx, Hub hub, Authenticator authenticator, InstantSource clock) {
        this.vertx = vertx;
        this.hub = hub;
        this.authenticator = authenticator;
        this.clock = clock;
        this.xhrSessions = new XhrSessions(this, hub.settings(), authenticator.secure());
    }

    /** Adds the routes. To be called once on each event loop that accepts connections. Failures go to the router's own handler. */
    public void mount(Router root) {
        Loop loop = new Loop(vertx, hub, hub.settings());
        loops.add(loop);
        root.route("/bus/*").handler(this::requireOrigin);
        root.get("/bus/websocket").handler(context -> openWebSocket(context, loop, false));
        root.getWithRegex(SESSION + "websocket").handler(context -> openWebSocket(context, loop, true));
        new ChatRooms(this, hub, loop).mount(root);
        root.route("/bus/*").handler(Bridge::requireSockJs);
        xhrSessions.mount(root, SESSION);
        root.route("/bus/*").subRouter(sockJs().socketHandler(socket -> xhrSessions.opened(socket, loop)));
    }

    private static void requireSockJs(RoutingContext context) {
        if (SOCK_JS.matcher(context.normalizedPath()).matches()) {
            context.next();
        } else {
            context.fail(FailureCode.NOT_FOUND.failure());
        }
    }

    private SockJSHandler sockJs() {
        return SockJSHandler.create(
                vertx,
                new SockJSHandlerOptions()
                        .setInsertJSESSIONID(false)
                        .setHeartbeatInterval(hub.settings().heartbeatMs())
                        .addDisabledTransport("EVENT_SOURCE")
                        .addDisabledTransport("HTML_FILE")
                        .addDisabledTransport("JSON_P"));
    }

    void requireOrigin(RoutingContext context) {
        if (authenticator.origins().judge(context.request()) == Origins.Verdict.FOREIGN) {
            context.fail(FailureCode.WRONG_ORIGIN.failure());
        } else {
            context.next();
        }
    }

    /** Who opens a socket, if there is room for one more. */
    Future<Authenticated> admit(RoutingContext context) {
        if (closing || hub.sockets().isFull()) {
            return Future.failedFuture(FailureCode.UNAVAILABLE.failure());
        }
        return authenticator
                .socket(context.request())
                .compose(who -> hub.sockets().isFull(who.account().id())
                        ? Future.failedFuture(FailureCode.TOO_MANY_REQUESTS.failure())
                        : Future.succeededFuture(who));
    }

    private void openWebSocket(RoutingContext context, Loop loop, boolean sockJs) {
        Handshake.run(
                context,
                () -> admit(context)
                        .map(who -> (webSocket, connection) ->
                                start(transport(webSocket, connection, loop, sockJs), who, loop)));
    }

    private static WebSocketTransport transport(
            ServerWebSocket webSocket, HttpConnection connection, Loop loop, boolean sockJs) {
        return sockJs
                ? new SockJsWebSocket(webSocket, connection, loop)
                : new WebSocketTransport(webSocket, connection, loop);
    }

    void start(WebSocketTransport transport, Authenticated who, Loop loop) {
        transport.start(open(who, loop, transport));
    }

    BridgeSocket open(Authenticated who, Loop loop, Transport transport) {
        BridgeSocket socket = new BridgeSocket(loop, hub, who, transport, who.expiresAt() - clock.millis());
        socket.open();
        if (closing) {
            loop.post(() -> socket.close(Close.NODE_STOPS));
        }
        return socket;
    }

    /** Lets nobody in any more and closes the sockets with 1012, spread over the drain time. @return done when all are closed */
    public Future<Void> close() {
        closing = true;
        return Future.join(loops.stream()
                        .map(loop -> new Drain(loop, hub.settings()).begin())
                        .toList())
                .mapEmpty();
    }
}
