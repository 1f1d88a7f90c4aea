package dev.crosstalk.bridge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Where WebSocket frames that are encoded already enter a connection: below the encoder of Vert.x, which would take a text for each
 * socket and encode it again, and above TLS. To be used on the connection's event loop only.
 */
final class FrameChannel {
    private static final Future<Void> SENT = Future.succeededFuture();
    private static final ByteBuf PING =
            Unpooled.unreleasableBuffer(Unpooled.directBuffer(2).writeByte(0x89).writeByte(0));

    private final ChannelHandlerContext encoder;

    FrameChannel(HttpConnection connection) {
        encoder = ((ConnectionBase) connection)
                .channelHandlerContext()
                .channel()
                .pipeline()
                .context(WebSocketFrameEncoder.class);
    }

    /** Asks for a sign of life, behind what was written before. */
    Future<Void> ping() {
        return write(PING);
    }

    /** @param frames stay the caller's @return done when they have left this process */
    Future<Void> write(ByteBuf frames) {
        if (encoder == null) {
            return Future.failedFuture("the connection is closed");
        }
        ChannelFuture written = encoder.writeAndFlush(frames.retainedDuplicate());
        if (written.isSuccess()) {
            return SENT;
        }
        Promise<Void> sent = Promise.promise();
        written.addListener(done -> {
            if (done.isSuccess()) {
                sent.complete();
            } else {
                sent.fail(done.cause());
            }
        });
        return sent.future();
    }
}
