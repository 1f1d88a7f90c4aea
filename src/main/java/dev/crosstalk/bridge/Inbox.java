package dev.crosstalk.bridge;

import dev.crosstalk.edge.RateLimit;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What came from one socket's client and waits to be handled.
 *
 * <p>A frame is handled as it comes, unless the client is above its rate or has kept the event loop for too long. Then the rest is
 * parked and nothing more is read: what comes meanwhile waits in the network, and the other sockets of the loop get their turn.
 */
final class Inbox {
    /** How much of a span one socket may keep its event loop. */
    private static final long SLICE_NANOS = 10_000_000;

    private static final long SPAN_NANOS = 50_000_000;

    /** Who is above the rate is let go on after some frames' worth of time, so that there is not a timer for each frame. */
    private static final long LEAST_WAIT_MS = 50;

    /** What a parked text costs besides its characters. */
    private static final int OVERHEAD = 64;

    private final Transport transport;
    private final Loop loop;
    private final LongSupplier nanos;
    private final RateLimit rate;
    private final Consumer<String> handler;
    private final BooleanSupplier over;
    private final Queue<String> texts = new ArrayDeque<>();
    private long size;
    private long spanBegan;
    private long spent;
    private boolean parked;

    /** @param over whether the rest is not worth to be handled, because the socket is closed or about to be */
    Inbox(
            Transport transport,
            Loop loop,
            BridgeSettings settings,
            LongSupplier nanos,
            Consumer<String> handler,
            BooleanSupplier over) {
        this.transport = transport;
        this.loop = loop;
        this.nanos = nanos;
        this.handler = handler;
        this.over = over;
        this.spanBegan = nanos.getAsLong();
        this.rate = new RateLimit(settings.framesPerSecond(), settings.frameBurst(), spanBegan);
    }

    void add(String text) {
        texts.add(text);
        size += text.length() + OVERHEAD;
        if (!parked) {
            drain();
        }
    }

    /** About the bytes that are parked. Transports that cannot stop at once add to it after they were paused. */
    long size() {
        return size;
    }

    void clear() {
        texts.clear();
        size = 0;
    }

    private void drain() {
        long now = nanos.getAsLong();
        if (now - spanBegan > SPAN_NANOS) {
            spanBegan = now;
            spent = 0;
        }
        while (!over.getAsBoolean()) {
            if (mustWait(now)) {
                return;
            }
            String text = texts.poll();
            if (text == null) {
                return;
            }
            size -= text.length() + OVERHEAD;
            rate.take(now);
            handler.accept(text);
            long done = nanos.getAsLong();
            spent += done - now;
            now = done;
        }
        clear();
    }

    private boolean mustWait(long now) {
        long wait = rate.debt(now);
        if (wait > 0) {
            transport.pause();
            park(Math.max(wait, LEAST_WAIT_MS));
        } else if (spent > SLICE_NANOS && !texts.isEmpty()) {
            transport.hold();
            park(1);
        }
        return parked;
    }

    private void park(long ms) {
        parked = true;
        loop.after(ms, this::goOn);
    }

    private void goOn() {
        parked = false;
        spanBegan = nanos.getAsLong();
        spent = 0;
        drain();
        if (!parked && !over.getAsBoolean()) {
            transport.resume();
        }
    }
}
