package dev.crosstalk.bridge;

import dev.crosstalk.bus.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;

/** Frames as texts of a raw WebSocket, one each. */
class WebSocketTransport implements Transport {
    private static final long FAREWELL_MS = 5_000;

    private final ServerWebSocket webSocket;
    private final HttpConnection connection;
    private final FrameChannel channel;
    private final Loop loop;
    private boolean gone;

    WebSocketTransport(ServerWebSocket webSocket, HttpConnection connection, Loop loop) {
        this.webSocket = webSocket;
        this.connection = connection;
        this.channel = new FrameChannel(connection);
        this.loop = loop;
    }

    void start(BridgeSocket socket) {
        Connections.requireUtf8(connection);
        webSocket.closeHandler(v -> {
            gone = true;
            socket.closed();
        });
        webSocket.exceptionHandler(error -> {
            if (error instanceof IllegalStateException) {
                socket.close(Close.TOO_LARGE);
            } else if (error instanceof CorruptedWebSocketFrameException corrupted) {
                socket.close(reason(corrupted));
            }
        });
        webSocket.pongHandler(pong -> socket.heard());
        webSocket.textMessageHandler(text -> received(socket, text));
        webSocket.binaryMessageHandler(bytes -> received(socket, bytes.toString()));
    }

    private static Close reason(CorruptedWebSocketFrameException corrupted) {
        WebSocketCloseStatus status = corrupted.closeStatus();
        if (WebSocketCloseStatus.MESSAGE_TOO_BIG.equals(status)) {
            return Close.TOO_LARGE;
        }
        return WebSocketCloseStatus.INVALID_PAYLOAD_DATA.equals(status) ? Close.NOT_UTF8 : Close.BROKEN;
    }

    void received(BridgeSocket socket, String text) throws Failure {
        socket.received(text);
    }

    @Override
    public Future<Void> write(Bundle bundle) {
        return frames(bundle.texts());
    }

    /** Writes what are WebSocket frames already. */
    final Future<Void> frames(ByteBuf bytes) {
        return webSocket.isClosed() ? Future.failedFuture("the peer has closed") : channel.write(bytes);
    }

    final Future<Void> text(String text) {
        return webSocket.writeTextMessage(text);
    }

    @Override
    public void ping() {
        channel.ping();
    }

    @Override
    public void pause() {
        webSocket.pause();
    }

    @Override
    public void resume() {
        webSocket.resume();
    }

    /** Says why, and cuts the connection if the peer does not read it: only that frees what is queued for it. */
    @Override
    public void close(Close close) {
        if (gone) {
            return;
        }
        webSocket.close((short) close.code(), close.reason());
        loop.after(FAREWELL_MS, () -> {
            if (!gone) {
                Connections.cut(connection);
            }
        });
    }
}
