package dev.crosstalk.bridge;

import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;

/** SockJS over WebSocket: {@code o}, {@code h}, {@code a["…"]}, {@code c[code,"reason"]}; in, {@code ["…"]} or {@code "…"}. */
final class SockJsWebSocket extends WebSocketTransport {
    private static final ByteBuf HEARTBEAT = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(3).writeByte(0x81).writeByte(1).writeByte('h'));

    SockJsWebSocket(ServerWebSocket webSocket, HttpConnection connection, Loop loop) {
        super(webSocket, connection, loop);
    }

    @Override
    void start(BridgeSocket socket) {
        super.start(socket);
        text("o");
    }

    @Override
    void received(BridgeSocket socket, String text) {
        socket.heard();
        if (text.isEmpty() || socket.isClosed()) {
            return;
        }
        List<String> messages;
        try {
            messages = SockJsMessages.parse(text, socket.settings().maxFrameMessages());
        } catch (Failure failure) {
            if (failure.code() == FailureCode.TOO_LARGE) {
                socket.close(Close.TOO_MANY);
            } else {
                socket.unreadable(failure);
            }
            return;
        }
        messages.forEach(socket::received);
    }

    @Override
    public Future<Void> write(Bundle bundle) {
        return frames(bundle.array());
    }

    @Override
    public void heartbeat() {
        frames(HEARTBEAT);
    }

    @Override
    public void close(Close close) {
        text("c[" + close.code() + ",\"" + close.reason() + "\"]");
        super.close(close);
    }
}
