package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.SessionId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's sockets and their subscriptions. Everything but {@link #post} is for that loop only.
 *
 * <p>What the hub posts runs in its order, and what was written meanwhile leaves at the end: one task of the event loop and one
 * write a socket for all that comes in one tick, and under load in several of them.
 */
final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final int MOST_AT_ONCE = 512;
    private static final long TICK_MS = 500;

    private final Vertx vertx;
    private final Context context;
    private final Hub hub;
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Set<BridgeSocket> sockets = new LinkedHashSet<>();
    private final Map<String, Set<Subscription>> audiences = new HashMap<>();
    private List<BridgeSocket> unflushed = new ArrayList<>();
    private final Pace pace;
    private final long timer;
    private boolean isFlushDue;

    /** To be made on the event loop that accepts the sockets. */
    Loop(Vertx vertx, Hub hub, BridgeSettings settings) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.hub = hub;
        this.pace = new Pace(settings.coalesceMs());
        this.timer = vertx.setPeriodic(TICK_MS, id -> tick());
    }

    void stopTicking() {
        vertx.cancelTimer(timer);
    }

    /** Runs the task on this loop, after those that were posted before. From any thread. */
    void post(Runnable task) {
        inbox.add(task);
        schedule();
    }

    void after(long ms, Runnable task) {
        vertx.setTimer(ms, id -> task.run());
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            context.runOnContext(v -> run());
        }
    }

    private void run() {
        scheduled.set(false);
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            Runnable task = inbox.poll();
            if (task == null) {
                break;
            }
            attempt(task);
        }
        if (!inbox.isEmpty()) {
            schedule();
        }
        flushWhenDue();
    }

    private void flushWhenDue() {
        if (unflushed.isEmpty() || isFlushDue) {
            return;
        }
        long now = System.nanoTime();
        long waitMs = pace.waitNanos(now) / 1_000_000;
        if (waitMs <= 0) {
            flush(now);
        } else {
            isFlushDue = true;
            after(waitMs, () -> {
                isFlushDue = false;
                flush(System.nanoTime());
            });
        }
    }

    private void flush(long now) {
        List<BridgeSocket> ready = unflushed;
        unflushed = new ArrayList<>();
        sending(bundles -> forEach(ready, socket -> socket.flush(bundles)));
        pace.sent(now, System.nanoTime());
    }

    /** Something is sent: what several sockets get alike is encoded once. */
    void sending(Consumer<Bundles> sending) {
        Bundles bundles = new Bundles();
        try {
            sending.accept(bundles);
        } finally {
            bundles.release();
        }
    }

    void flushLater(BridgeSocket socket) {
        unflushed.add(socket);
        schedule();
    }

    private void tick() {
        long now = System.nanoTime();
        forEach(snapshot(), socket -> socket.tick(now));
    }

    /** A socket that fails is closed: the next round would fail, too. */
    private static void forEach(List<BridgeSocket> sockets, Consumer<BridgeSocket> action) {
        for (BridgeSocket socket : sockets) {
            if (!attempt(() -> action.accept(socket))) {
                attempt(() -> socket.close(Close.FAILED));
            }
        }
    }

    /** What goes wrong with one must not keep the others of the round waiting. */
    private static boolean attempt(Runnable task) {
        try {
            task.run();
            return true;
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("A socket's work failed", e);
            return false;
        }
    }

    void add(BridgeSocket socket) {
        sockets.add(socket);
    }

    void remove(BridgeSocket socket) {
        sockets.remove(socket);
    }

    List<BridgeSocket> snapshot() {
        return new ArrayList<>(sockets);
    }

    void enter(Subscription subscription) {
        audiences
                .computeIfAbsent(subscription.address(), address -> new LinkedHashSet<>())
                .add(subscription);
    }

    void leave(Subscription subscription) {
        Set<Subscription> audience = audiences.get(subscription.address());
        if (audience != null && audience.remove(subscription)) {
            if (audience.isEmpty()) {
                audiences.remove(subscription.address());
            }
            hub.leave(subscription, this);
        }
    }

    /** Queues the frame for every client that subscribed to the address. */
    void deliver(String address, Frame frame) {
        long now = System.nanoTime();
        for (Subscription subscription : audiences.getOrDefault(address, Set.of())) {
            if (!subscription.isSilent()) {
                subscription.socket().send(frame, now);
            }
        }
    }

    /** Ends an account's subscriptions that were authorised before {@code rev}. */
    void end(String address, AccountId account, long rev, Failure failure) {
        endIf(
                address,
                failure,
                subscription -> subscription.authorisedRev() < rev
                        && subscription.socket().caller().account().equals(account));
    }

    void endAll(String address, Failure failure) {
        endIf(address, failure, subscription -> true);
    }

    private void endIf(String address, Failure failure, Predicate<Subscription> condition) {
        List.copyOf(audiences.getOrDefault(address, Set.of())).stream()
                .filter(condition)
                .forEach(subscription -> subscription.socket().ended(subscription, failure));
    }

    /** Lets whoever listens to somebody's presence ask whether that is still permitted. */
    void askAgain(String address) {
        List.copyOf(audiences.getOrDefault(address, Set.of()))
                .forEach(subscription -> subscription.socket().checkPresence(List.of(subscription)));
    }

    /** Closes the session's sockets; all of an account's are in the audience of its own address. */
    void sessionEnded(String address, SessionId session) {
        List.copyOf(audiences.getOrDefault(address, Set.of())).stream()
                .map(Subscription::socket)
                .filter(socket -> socket.caller().session().equals(session))
                .forEach(socket -> socket.close(Close.SESSION_ENDED));
    }
}
