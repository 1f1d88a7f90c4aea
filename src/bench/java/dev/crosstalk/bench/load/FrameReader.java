package dev.crosstalk.bench.load;

/**
 * Takes a server's WebSocket frames apart and has their marks found. Small frames are looked at when they are whole, large ones as
 * they come; what may belong to a mark that is not whole is kept.
 */
final class FrameReader {
    private static final int LARGE = 32 << 10;
    private static final byte[] NOTHING = {};
    private static final int CONTROL = 8;

    private byte[] kept = NOTHING;
    private int keptLength;

    /** Of a large frame whose beginning was looked at: how much of it is to come, the kept part included. */
    private long open;

    /** Whose frames they are. */
    interface Listener {
        /** A text was searched. */
        void text(byte[] bytes, int from, int to, boolean marked);

        void control(int opcode, byte[] bytes, int from, int to);

        Marks.Sink sink();

        /** Whether nothing more is to be read. */
        boolean isClosed();
    }

    int kept() {
        return keptLength;
    }

    void restore(byte[] bytes) {
        System.arraycopy(kept, 0, bytes, 0, keptLength);
        keptLength = 0;
    }

    void keep(byte[] bytes, int from, int to) {
        int length = to - from;
        if (kept.length < length) {
            kept = new byte[Math.max(length, 512)];
        } else if (length == 0 && kept.length > LARGE) {
            kept = NOTHING;
        }
        System.arraycopy(bytes, from, kept, 0, length);
        keptLength = length;
    }

    void take(byte[] bytes, int from, int to, Listener listener) {
        int at = from;
        boolean waits = false;
        while (at < to && !waits) {
            if (open > 0) {
                waits = to - at < open;
                at = goOn(bytes, at, waits ? to : (int) (at + open), waits, listener);
            } else {
                int next = frame(bytes, at, to, listener);
                waits = next < 0;
                at = waits ? at : next;
            }
        }
        if (!listener.isClosed()) {
            keep(bytes, at, to);
        }
    }

    /** @return where the frame ends, or -1 if more must come first */
    private int frame(byte[] bytes, int at, int to, Listener listener) {
        int first = to - at < 2 ? 0 : bytes[at + 1] & 0x7f;
        int head = first < 126 ? 2 : first == 126 ? 4 : 10;
        if (to - at < head) {
            return -1;
        }
        long length = first < 126 ? first : number(bytes, at + 2, head - 2);
        int start = at + head;
        int opcode = bytes[at] & 0xf;
        if (to - start < length) {
            if (length < LARGE) {
                return -1;
            }
            open = length;
            return start;
        }
        int end = (int) (start + length);
        if (opcode >= CONTROL) {
            listener.control(opcode, bytes, start, end);
        } else {
            int done = Marks.find(bytes, start, end, true, listener.sink());
            listener.text(bytes, start, end, done > start);
        }
        return listener.isClosed() ? to : end;
    }

    /** @return from where on it must be looked at again */
    private int goOn(byte[] bytes, int at, int end, boolean waits, Listener listener) {
        int done = Marks.find(bytes, at, end, !waits, listener.sink());
        int next = waits ? Math.max(done, Math.max(at, end - Marks.LONGEST)) : end;
        open -= next - at;
        return next;
    }

    private static long number(byte[] bytes, int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = (number << 8) | (bytes[i] & 0xff);
        }
        return number;
    }
}
