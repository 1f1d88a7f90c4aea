package dev.crosstalk.bridge;

import java.util.ArrayList;
import java.util.List;

/**
 * What waits to be sent to one socket, and how much of it there is.
 *
 * <p>Counted are the bytes that were handed to the transport and have not left this process, and those that wait for the end of
 * the tick. The transports' own measure of a full queue is not used: that of SockJS never trips.
 */
final class Outbox {
    /** What a queued write costs besides its text. */
    private static final int OVERHEAD = 256;

    private final Transport transport;
    private final BridgeSettings settings;
    private List<Frame> waiting = new ArrayList<>();
    private long queued;
    private long slowSince;
    private boolean overflowed;

    Outbox(Transport transport, BridgeSettings settings) {
        this.transport = transport;
        this.settings = settings;
    }

    /**
     * Adds a frame, unless the reader is too slow to get it. One that is itself above the limit is sent if the reader keeps up: a
     * page of the longest messages must not end the socket of who asked for it.
     */
    void add(Frame frame, long nanos) {
        if (overflowed || (frame.isEphemeral() && queued > settings.softQueueBytes())) {
            return;
        }
        if (queued > settings.hardQueueBytes()) {
            overflowed = true;
            waiting = List.of();
            return;
        }
        waiting.add(frame);
        queued += frame.bytes();
        if (queued > settings.softQueueBytes() && slowSince == 0) {
            slowSince = nanos | 1;
        }
    }

    /** Hands what waits to the transport, in one write. */
    void flush(Bundles bundles) {
        if (waiting.isEmpty() || overflowed) {
            return;
        }
        List<Frame> frames = waiting;
        waiting = new ArrayList<>();
        long bytes = OVERHEAD;
        for (Frame frame : frames) {
            bytes += frame.bytes();
        }
        long written = bytes;
        queued += OVERHEAD;
        bundles.with(frames, transport::write).onComplete(done -> left(written));
    }

    private void left(long bytes) {
        queued -= bytes;
        if (queued <= settings.softQueueBytes()) {
            slowSince = 0;
        }
    }

    /** Whether frames were lost already. */
    boolean hasOverflowed() {
        return overflowed;
    }

    /** Whether the socket must be closed because its reader does not keep up. */
    boolean isTooSlow(long nanos) {
        return overflowed || (slowSince != 0 && nanos - slowSince > settings.slowMs() * 1_000_000);
    }

    long queued() {
        return queued;
    }
}
