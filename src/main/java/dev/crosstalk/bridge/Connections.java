package dev.crosstalk.bridge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** What has to be done to connections below Vert.x's interface. */
final class Connections {
    private Connections() {}

    /**
     * Closes the channel at once and drops what is queued for it. The public ways to close flush first, which a peer who stopped
     * reading never lets end; so what is queued would stay.
     */
    static void cut(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            ChannelHandlerContext first =
                    base.channelHandlerContext().channel().pipeline().firstContext();
            // A channel that is closed already has an empty pipeline.
            if (first != null) {
                first.close();
            }
        }
    }

    /** Makes texts that are not UTF-8 an error; else what they carry would be replaced without a word. */
    static void requireUtf8(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            ChannelPipeline pipeline = base.channelHandlerContext().channel().pipeline();
            ChannelHandlerContext last = pipeline.lastContext();
            if (last != null) {
                pipeline.addBefore(last.name(), "utf8", new Utf8FrameValidator(false));
            }
        }
    }
}
