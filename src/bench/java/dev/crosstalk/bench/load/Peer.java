package dev.crosstalk.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** One WebSocket of the load, on the loopback interface. Its client's frames are masked with zeros, which changes no byte. */
final class Peer implements FrameReader.Listener {
    static final int LOST = 1006;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    /** Ports of one loopback address run out. */
    private static final int SOCKETS_PER_ADDRESS = 20_000;

    private static final int LITTLE = 4 << 10;

    private final Loop loop;
    private final Dialect dialect;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final FrameReader frames = new FrameReader();
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    private final long startedNanos = System.nanoTime();
    private final int number;
    private boolean upgraded;
    private boolean ready;
    private boolean closed;
    private int closeCode = LOST;

    /** What happens to sockets, and where they are read into. */
    interface Loop {
        void ready(Peer peer, long nanosSinceStart);

        void closed(Peer peer, int code);

        void failed(String why);

        Marks.Sink sink();

        /** Bytes that were read; grows. */
        ReadBuffer buffer();
    }

    Peer(Loop loop, Selector selector, Dialect dialect, int number, int port, boolean littleBuffer) throws IOException {
        this.loop = loop;
        this.dialect = dialect;
        this.number = number;
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (littleBuffer) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, LITTLE);
        }
        if (number >= SOCKETS_PER_ADDRESS) {
            channel.bind(new InetSocketAddress("127.0.0." + (1 + number / SOCKETS_PER_ADDRESS), 0));
        }
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        if (channel.connect(new InetSocketAddress("127.0.0.1", port))) {
            connected();
        }
    }

    int number() {
        return number;
    }

    Dialect dialect() {
        return dialect;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    boolean isReady() {
        return ready && !closed;
    }

    /** The dialect has nothing more to say before messages come. */
    void ready() {
        ready = true;
        loop.ready(this, System.nanoTime() - startedNanos);
    }

    void failed(String why) {
        loop.failed(why);
    }

    /** What the selector has found. */
    void selected() {
        try {
            if (key.isValid() && key.isConnectable()) {
                channel.finishConnect();
                connected();
            }
            if (key.isValid() && key.isWritable()) {
                flush();
            }
            if (key.isValid() && key.isReadable()) {
                read();
            }
        } catch (IOException e) {
            gone();
        }
    }

    private void connected() throws IOException {
        key.interestOps(SelectionKey.OP_READ);
        write(ByteBuffer.wrap(("GET " + dialect.path() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: 13\r\n" + dialect.headers() + "\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
    }

    private void read() throws IOException {
        ReadBuffer buffer = loop.buffer();
        int length = buffer.read(channel, frames);
        if (length < 0) {
            gone();
            return;
        }
        int from = upgraded ? 0 : upgrade(buffer.bytes(), length);
        if (from >= 0) {
            frames.take(buffer.bytes(), from, length, this);
        } else {
            frames.keep(buffer.bytes(), 0, length);
        }
    }

    /** @return where the answer to the request ends, or -1 if it has not come whole */
    private int upgrade(byte[] bytes, int length) {
        for (int i = 3; i < length; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                String head = new String(bytes, 0, i, StandardCharsets.US_ASCII);
                if (!head.startsWith("HTTP/1.1 101")) {
                    loop.failed(head.lines().findFirst().orElse("") + " for " + dialect.path());
                }
                upgraded = true;
                dialect.opened(this);
                return i + 1;
            }
        }
        return -1;
    }

    @Override
    public void text(byte[] bytes, int from, int to, boolean marked) {
        if (!marked && from < to) {
            dialect.said(this, bytes, from, to);
        }
    }

    @Override
    public void control(int opcode, byte[] bytes, int from, int to) {
        if (opcode == PING) {
            send(PONG, java.util.Arrays.copyOfRange(bytes, from, to));
        } else if (opcode == CLOSE) {
            closeCode = to - from < 2 ? LOST : ((bytes[from] & 0xff) << 8) | (bytes[from + 1] & 0xff);
            gone();
        }
    }

    @Override
    public Marks.Sink sink() {
        return loop.sink();
    }

    /** Reads no more until the end. */
    void stall() {
        key.interestOps(0);
    }

    /** Finds out, by writing, whether the server has given the socket up. */
    void probe() {
        send(PONG, new byte[0]);
    }

    void send(String text) {
        send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private void send(int opcode, byte[] payload) {
        int length = payload.length;
        ByteBuffer frame = ByteBuffer.allocate(length + 14).put((byte) (0x80 | opcode));
        if (length < 126) {
            frame.put((byte) (0x80 | length));
        } else if (length < 1 << 16) {
            frame.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(length);
        }
        try {
            write(frame.putInt(0).put(payload).flip());
        } catch (IOException e) {
            gone();
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        if (closed) {
            return;
        }
        if (unsent.isEmpty()) {
            channel.write(bytes);
        }
        if (bytes.hasRemaining()) {
            unsent.add(bytes);
            key.interestOps(key.interestOps() | SelectionKey.OP_WRITE);
        }
    }

    private void flush() throws IOException {
        while (!unsent.isEmpty()) {
            channel.write(unsent.peek());
            if (unsent.peek().hasRemaining()) {
                return;
            }
            unsent.poll();
        }
        key.interestOps(key.interestOps() & ~SelectionKey.OP_WRITE);
    }

    private void gone() {
        if (!closed) {
            close();
            loop.closed(this, closeCode);
        }
    }

    /** Drops the connection without a word. */
    void close() {
        closed = true;
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            loop.failed("a socket cannot be closed: " + e);
        }
    }
}
