package dev.crosstalk.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** Where all sockets are read into, one after the other. */
final class ReadBuffer {
    private static final int ONE_READ = 256 << 10;

    private final ByteBuffer direct = ByteBuffer.allocateDirect(ONE_READ);
    private long received;
    private byte[] bytes = new byte[2 * ONE_READ];

    /** How many bytes have come so far. */
    long received() {
        return received;
    }

    byte[] bytes() {
        return bytes;
    }

    /**
     * Puts what was kept of a socket and what has come on it behind each other.
     *
     * @return how many bytes there are, or -1 at the end of the stream
     */
    int read(SocketChannel channel, FrameReader kept) throws IOException {
        direct.clear();
        int count = channel.read(direct);
        if (count < 0) {
            return -1;
        }
        received += count;
        int before = kept.kept();
        if (bytes.length < before + count) {
            bytes = Arrays.copyOf(bytes, 2 * (before + count));
        }
        kept.restore(bytes);
        direct.flip().get(bytes, before, count);
        return before + count;
    }
}
