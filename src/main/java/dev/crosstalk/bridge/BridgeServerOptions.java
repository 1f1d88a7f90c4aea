package dev.crosstalk.bridge;

import io.vertx.core.http.HttpServerOptions;

/** What an HTTP server needs for the bridge to be mounted on it. */
public final class BridgeServerOptions {
    private BridgeServerOptions() {}

    /**
     * Sets the options and returns them. Compression is off because it costs some 100 KB a connection, makes frames specific to
     * their connection, and leaks secrets by their length.
     */
    public static HttpServerOptions apply(HttpServerOptions options, BridgeSettings settings) {
        return options.setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setRegisterWebSocketWriteHandlers(false)
                .setMaxWebSocketFrameSize(settings.maxTransportBytes())
                .setMaxWebSocketMessageSize(settings.maxTransportBytes())
                .setWebSocketClosingTimeout(5);
    }
}
