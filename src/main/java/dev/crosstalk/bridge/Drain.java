package dev.crosstalk.bridge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Closes a loop's sockets a few at a time and in no order, so that the other nodes are not stormed. */
final class Drain {
    private static final long STEP_MS = 50;

    private final Loop loop;
    private final BridgeSettings settings;
    private final Promise<Void> done = Promise.promise();

    Drain(Loop loop, BridgeSettings settings) {
        this.loop = loop;
        this.settings = settings;
    }

    Future<Void> begin() {
        loop.post(() -> {
            List<BridgeSocket> sockets = new ArrayList<>(loop.snapshot());
            Collections.shuffle(sockets);
            int steps = (int) Math.max(1, settings.drainMs() / STEP_MS);
            step(sockets, (sockets.size() + steps - 1) / steps);
        });
        return done.future();
    }

    private void step(List<BridgeSocket> rest, int atOnce) {
        int some = Math.min(atOnce, rest.size());
        rest.subList(0, some).forEach(socket -> socket.close(Close.NODE_STOPS));
        List<BridgeSocket> left = rest.subList(some, rest.size());
        if (left.isEmpty()) {
            loop.snapshot().forEach(socket -> socket.close(Close.NODE_STOPS));
            loop.stopTicking();
            done.complete();
        } else {
            loop.after(STEP_MS, () -> step(left, atOnce));
        }
    }
}
