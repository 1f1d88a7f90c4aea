package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountCommand.Authenticated;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicReference;

/** A SockJS session over XHR: who it belongs to, and the request that waits for frames. Its requests come on any event loop. */
final class XhrSession {
    private final String id;
    private final Authenticated who;
    private final byte[] credential;
    private final AtomicReference<RoutingContext> poll = new AtomicReference<>();
    private volatile HttpConnection connection;
    private final Promise<Void> opening = Promise.promise();
    private volatile boolean open;
    private volatile boolean paused;

    XhrSession(String id, Authenticated who, byte[] credential) {
        this.id = id;
        this.who = who;
        this.credential = credential;
    }

    String id() {
        return id;
    }

    Authenticated who() {
        return who;
    }

    boolean isOf(byte[] shown) {
        return MessageDigest.isEqual(credential, shown);
    }

    void opened() {
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    /**
     * Done when the session can be used, or will never be. The SockJS handler answers {@code o} before it makes the socket, so the
     * client's next request, on another event loop, may overtake that.
     */
    Future<Void> opening() {
        return opening.future();
    }

    /** The request that opens the session was handled. */
    void settled() {
        opening.tryComplete();
    }

    boolean isPaused() {
        return paused;
    }

    void paused(boolean paused) {
        this.paused = paused;
    }

    void pollBegins(RoutingContext context) {
        connection = context.request().connection();
        poll.set(context);
        context.addEndHandler(v -> poll.compareAndSet(context, null));
    }

    boolean isPolled() {
        return poll.get() != null;
    }

    /** Cuts the connection of the latest poll, which may have ended without that its answer was read. */
    void cut() {
        if (connection != null) {
            Connections.cut(connection);
        }
    }
}
