package dev.crosstalk.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client on a bare TCP connection that opens a WebSocket and then reads nothing, nor answers pings. */
final class DeafClient implements AutoCloseable {
    private final Socket socket;

    DeafClient(BridgeNode node, String token) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
            socket.getOutputStream()
                    .write(("GET /bus/websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: Bearer " + token
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            for (int end = 0; end != 0x0d0a0d0a; ) {
                end = (end << 8) | socket.getInputStream().read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a short text in a frame masked by zeros. */
    void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 125) {
            throw new IllegalArgumentException("too long for a short frame");
        }
        byte[] frame = new byte[bytes.length + 6];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | bytes.length);
        System.arraycopy(bytes, 0, frame, 6, bytes.length);
        try {
            socket.getOutputStream().write(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the node has cut the connection, found out by writing. */
    boolean isCut() {
        try {
            write("{\"type\":\"ping\"}");
            return false;
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
