package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Bus.Delivery;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** An address that somebody on this node listens to, by one registration on the bus. Lives on the hub's context. */
class Topic {
    private final String address;
    private final Bus.Subscription registration;
    private final Future<Void> registered;
    private final Map<Loop, Integer> active = new HashMap<>();
    private int pending;
    private boolean wasActive;
    private long idleNanos;

    Topic(Bus bus, String address) {
        this.address = address;
        this.registration = bus.subscribe(address, this::delivered);
        this.registered = registration.completion();
    }

    /** What became of a wish to subscribe. */
    enum Admission {
        GRANTED,
        REFUSED,
        /** What was read is older than what this topic has followed; read it again. */
        ASK_AGAIN
    }

    String address() {
        return address;
    }

    /** Done when every node of the cluster sends here. */
    Future<Void> registered() {
        return registered;
    }

    Future<Void> unregister() {
        return registration.unregister();
    }

    /** An event of the bus. */
    void delivered(Delivery delivery) {
        forward(delivery);
    }

    final void forward(Delivery delivery) {
        if (!active.isEmpty()) {
            Frame frame = frame(delivery.type(), Frames.received(address, delivery.body()));
            everyLoop(loop -> loop.deliver(address, frame));
        }
    }

    Frame frame(String type, String text) {
        return Frame.of(text);
    }

    /** Posts to every event loop that has subscribers. */
    final void everyLoop(Consumer<Loop> task) {
        active.keySet().forEach(loop -> loop.post(() -> task.accept(loop)));
    }

    /** Somebody waits for permission. */
    final void expect() {
        pending++;
    }

    final boolean isExpected() {
        return pending > 0;
    }

    final boolean isActive() {
        return !active.isEmpty();
    }

    /** The permission that {@link #expect} waited for has come, with the revision at which it was read. */
    final Admission admit(Loop loop, AccountId account, long rev) {
        Admission admission = judge(account, rev);
        if (admission != Admission.ASK_AGAIN) {
            disappoint();
        }
        if (admission == Admission.GRANTED) {
            active.merge(loop, 1, Integer::sum);
            wasActive = true;
        }
        return admission;
    }

    Admission judge(AccountId account, long rev) {
        return Admission.GRANTED;
    }

    /** Who waited for permission did not get it. */
    void disappoint() {
        pending--;
        idleNanos = System.nanoTime();
    }

    final void left(Loop loop) {
        active.computeIfPresent(loop, (key, count) -> count == 1 ? null : count - 1);
        idleNanos = System.nanoTime();
    }

    /** Whether it can be left. One to which nobody was ever admitted does not linger, or refused wishes would pile up. */
    final boolean isIdleSince(long nanos) {
        return active.isEmpty() && pending == 0 && (!wasActive || idleNanos - nanos < 0);
    }
}
