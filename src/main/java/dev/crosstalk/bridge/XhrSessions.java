package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountCommand.Authenticated;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.edge.Credential;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gate before the XHR transports: a session belongs to the credential that opened it, and each of its requests must show
 * that again. So a single-use ticket is spent once, and who guesses a session's id gains nothing.
 */
final class XhrSessions {
    private static final String KEY = "xhrSession";
    /** The name by which the SockJS handler reads the session's id from the path; a query must not forge it. */
    private static final String ROUTED_ID = "param0";

    private static final int MOST_POLL_BYTES = 1024;

    private final Bridge bridge;
    private final BridgeSettings settings;
    private final boolean secure;
    private final Map<String, XhrSession> sessions = new ConcurrentHashMap<>();

    XhrSessions(Bridge bridge, BridgeSettings settings, boolean secure) {
        this.bridge = bridge;
        this.settings = settings;
        this.secure = secure;
    }

    void mount(Router root, String path) {
        String receive = path + "(?:xhr|xhr_streaming)";
        root.postWithRegex(path + "xhr.*").handler(this::requireUnforgedId);
        // Read to its end first: a response that ends before its request counts as a lost connection, and ends the
        // session.
        root.postWithRegex(receive).handler(BodyHandler.create(false).setBodyLimit(MOST_POLL_BYTES));
        root.postWithRegex(receive).handler(this::receive);
        root.postWithRegex(path + "xhr_send").handler(this::send);
        root.postWithRegex(path + "xhr_send")
                .handler(BodyHandler.create(false).setBodyLimit(settings.maxTransportBytes()));
        root.postWithRegex(path + "xhr_send").handler(this::requireMessages);
    }

    private void receive(RoutingContext context) {
        XhrSession known = sessions.get(id(context));
        if (known != null) {
            whenOpened(known, () -> poll(context, known));
        } else {
            bridge.admit(context).onSuccess(who -> begin(context, who)).onFailure(context::fail);
        }
    }

    private void begin(RoutingContext context, Authenticated who) {
        if (Handshake.isGone(context)) {
            return;
        }
        XhrSession mine = new XhrSession(id(context), who, hash(context.request()));
        XhrSession other = sessions.putIfAbsent(mine.id(), mine);
        if (other != null) {
            whenOpened(other, () -> poll(context, other));
            return;
        }
        try {
            pass(context, mine);
        } finally {
            if (!mine.isOpen()) {
                sessions.remove(mine.id(), mine);
            }
            mine.settled();
        }
    }

    /** Runs the task on this event loop, though another may be the one that opens the session. */
    private static void whenOpened(XhrSession session, Runnable task) {
        if (session.opening().isComplete()) {
            task.run();
        } else {
            Context here = Vertx.currentContext();
            session.opening().onComplete(done -> here.runOnContext(v -> task.run()));
        }
    }

    private void poll(RoutingContext context, XhrSession session) {
        if (Handshake.isGone(context)) {
            return;
        }
        if (!session.isOpen()) {
            context.fail(FailureCode.NOT_FOUND.failure());
        } else if (isAllowed(context, session)) {
            pass(context, session);
        }
    }

    private static void pass(RoutingContext context, XhrSession session) {
        context.put(KEY, session);
        // The SockJS handler closes the connection after each poll; a client that does not know loses its next request
        // to that.
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        session.pollBegins(context);
        context.next();
    }

    private void send(RoutingContext context) {
        XhrSession session = sessions.get(id(context));
        if (session == null) {
            context.fail(FailureCode.NOT_FOUND.failure());
            return;
        }
        context.request().pause();
        whenOpened(session, () -> {
            context.request().resume();
            send(context, session);
        });
    }

    private void send(RoutingContext context, XhrSession session) {
        if (!session.isOpen()) {
            context.fail(FailureCode.NOT_FOUND.failure());
        } else if (isAllowed(context, session)) {
            if (session.isPaused()) {
                context.fail(FailureCode.TOO_MANY_REQUESTS.failure());
            } else {
                context.next();
            }
        }
    }

    /** The SockJS handler would take any number of them. */
    private void requireMessages(RoutingContext context) {
        try {
            String body = context.body().asString();
            SockJsMessages.parse(body == null ? "" : body, settings.maxFrameMessages());
            context.next();
        } catch (Failure failure) {
            context.fail(failure);
        }
    }

    private void requireUnforgedId(RoutingContext context) {
        if (context.request().params().contains(ROUTED_ID)) {
            context.fail(FailureCode.BAD_REQUEST.failure());
        } else {
            context.next();
        }
    }

    private boolean isAllowed(RoutingContext context, XhrSession session) {
        if (!session.isOf(hash(context.request()))) {
            context.fail(FailureCode.ACCESS_DENIED.failure());
            return false;
        }
        return true;
    }

    /** The SockJS handler has a new session. One that did not pass the gate is closed. */
    void opened(SockJSSocket socket, Loop loop) {
        XhrSession session = socket.routingContext().get(KEY);
        if (session == null) {
            socket.close();
            return;
        }
        XhrTransport transport = new XhrTransport(socket, session, loop);
        BridgeSocket bridged = bridge.open(session.who(), loop, transport);
        session.opened();
        socket.handler(text -> bridged.received(text.toString()));
        socket.closeHandler(v -> {
            sessions.remove(session.id(), session);
            transport.gone();
            bridged.closed();
        });
    }

    private static String id(RoutingContext context) {
        String[] parts = context.normalizedPath().split("/", -1);
        return parts[parts.length - 2];
    }

    private byte[] hash(HttpServerRequest request) {
        Credential credential = Credential.of(request, secure);
        if (credential instanceof Credential.Ticket ticket) {
            return sha256("ticket " + ticket.value());
        }
        if (credential instanceof Credential.Bearer bearer) {
            return sha256("bearer " + bearer.token());
        }
        return sha256(credential instanceof Credential.SessionCookie cookie ? "cookie " + cookie.token() : "");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
