package dev.crosstalk.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client on a bare TCP connection, for what no library would send. */
final class Wire implements AutoCloseable {
    static final String KEY = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";

    private final Socket socket;

    Wire(BridgeNode node) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Wire webSocket(BridgeNode node, String token) {
        Wire wire = new Wire(node).upgrade(token, KEY);
        if (!wire.readUntil("\r\n\r\n").startsWith("HTTP/1.1 101")) {
            throw new AssertionError("not upgraded");
        }
        return wire;
    }

    Wire upgrade(String token, String key) {
        return write("GET /bus/websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\n" + key + "Authorization: Bearer " + token + "\r\n\r\n");
    }

    Wire post(String path, String token, String body) {
        return write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length()
                + "\r\nAuthorization: Bearer " + token + "\r\n\r\n" + body);
    }

    Wire write(String text) {
        return write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Wire write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads no further than the first place where this stands, or to the end. */
    String readUntil(String mark) {
        StringBuilder text = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            while (!text.toString().endsWith(mark)) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                text.append((char) next);
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The code of the close frame, which must come before any other. */
    int closeCode() {
        try {
            byte[] head = socket.getInputStream().readNBytes(4);
            if (head.length < 4 || (head[0] & 0xff) != 0x88) {
                throw new AssertionError("not a close frame");
            }
            return (head[2] & 0xff) << 8 | (head[3] & 0xff);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
