package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountCommand.Authenticated;
import dev.crosstalk.bus.AccountCommand.ListSessions;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AddressTerms;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Authorize;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A signed-in client's socket, whatever carries it. Lives on one event loop. */
final class BridgeSocket {
    private static final long NANOS = 1_000_000;

    /** Over XHR several requests may be on their way when the first of them has to wait. */
    private static final long MOST_PARKED_FRAMES = 4;
    /** Bytes of UTF-8 for one character of Java. */
    private static final int UTF_8_MOST = 3;

    private final Loop loop;
    private final Hub hub;
    private final BridgeSettings settings;
    private final Caller caller;
    private final long userRev;
    private final Transport transport;
    private final Outbox outbox;
    private final Commands commands;
    private final Inbox inbox;
    private final Map<String, Subscription> subscriptions = new HashMap<>();
    private final long expiresNanos;
    private List<Subscription> joining = new ArrayList<>();
    private Subscription own;
    private boolean queuedForFlush;
    private boolean closed;
    private int unreadable;
    private long nextPing;
    private long nextHeartbeat;
    private long nextSessionCheck;
    private volatile long heardNanos;

    /** @param lifetimeMs until the session expires */
    BridgeSocket(Loop loop, Hub hub, Authenticated who, Transport transport, long lifetimeMs) {
        this.loop = loop;
        this.hub = hub;
        this.settings = hub.settings();
        this.caller = who.caller();
        this.userRev = who.userRev();
        this.transport = transport;
        this.outbox = new Outbox(transport, settings);
        this.commands = new Commands(hub.bus(), caller, settings.maxCommandsInFlight(), this::send);
        long now = System.nanoTime();
        this.inbox = new Inbox(
                transport, loop, settings, System::nanoTime, this::take, () -> closed || outbox.hasOverflowed());
        this.heardNanos = now;
        this.expiresNanos = now + Math.min(lifetimeMs, Long.MAX_VALUE / NANOS / 4) * NANOS;
        this.nextPing = now + settings.pingMs() * NANOS;
        this.nextSessionCheck = now + settings.sessionMs() * NANOS;
        this.nextHeartbeat = now + settings.heartbeatMs() * NANOS;
    }

    Caller caller() {
        return caller;
    }

    /** The account's own revision when it was found to be signed in. From any thread. */
    long userRev() {
        return userRev;
    }

    BridgeSettings settings() {
        return settings;
    }

    boolean isClosed() {
        return closed;
    }

    Loop loop() {
        return loop;
    }

    /** Enters the loop, with the server's own interest in what may end the session. */
    void open() {
        loop.add(this);
        hub.opened(this);
        String address = Addresses.user(caller.account());
        own = new Subscription(this, address, Addresses.parse(address), false);
        own.silent(true);
        join(own);
    }

    /** The peer lives. */
    void heard() {
        heardNanos = System.nanoTime();
    }

    boolean isHeardSince(long nanos) {
        return heardNanos - nanos >= 0;
    }

    /** Takes a frame of the client. What cannot be read is answered, and the socket stays. */
    void received(String text) {
        heard();
        if (closed) {
            return;
        }
        if (isTooLarge(text)) {
            close(Close.TOO_LARGE);
            return;
        }
        inbox.add(text);
        if (inbox.size() > MOST_PARKED_FRAMES * settings.maxFrameBytes()) {
            close(Close.TOO_LARGE);
        }
    }

    /** The bytes of a short text need not be counted. */
    private boolean isTooLarge(String text) {
        int limit = settings.maxFrameBytes();
        return text.length() > limit / UTF_8_MOST && ByteBufUtil.utf8Bytes(text) > limit;
    }

    private void take(String text) {
        try {
            dispatch(ClientFrame.parse(text));
            unreadable = 0;
        } catch (Failure failure) {
            unreadable(failure);
        }
    }

    /** A frame of the client could not be read. A client that sends nothing else is none. */
    void unreadable(Failure failure) {
        send(Frames.error(null, failure));
        if (++unreadable >= settings.maxUnreadable()) {
            close(Close.UNREADABLE);
        }
    }

    private void dispatch(ClientFrame frame) {
        switch (frame.type() == null ? "" : frame.type()) {
            case "ping" -> {}
            case "register" -> register(frame);
            case "unregister" -> unregister(frame.address());
            case "send" -> commands.send(frame);
            case "publish" -> send(Frames.error(frame.address(), FailureCode.ACCESS_DENIED.failure()));
            default -> throw FailureCode.BAD_REQUEST.because("unknown type of frame");
        }
    }

    private void register(ClientFrame frame) {
        String address = frame.address();
        Subscription known = subscriptions.get(address);
        if (known != null) {
            known.silent(false);
            known.ack(frame.ack());
            acknowledge(known);
            return;
        }
        Addresses.Target target = Addresses.parse(address);
        Policy policy = Policy.of(target, caller);
        if (policy == Policy.DENIED) {
            send(Frames.error(address, AddressTerms.of(target).refusal().failure()));
        } else if (subscriptions.size() > settings.maxRegistrations()) {
            send(Frames.error(
                    address, FailureCode.FORBIDDEN.because("This socket has as many subscriptions as it may.")));
        } else {
            Subscription subscription = new Subscription(this, address, target, policy == Policy.ASK);
            subscription.ack(frame.ack());
            join(subscription);
        }
    }

    private void join(Subscription subscription) {
        subscriptions.put(subscription.address(), subscription);
        joining.add(subscription);
        needsFlush();
    }

    private void unregister(String address) {
        Subscription subscription = subscriptions.get(address);
        if (subscription == own) {
            own.silent(true);
        } else if (subscription != null) {
            release(subscription);
        }
    }

    private void release(Subscription subscription) {
        subscriptions.remove(subscription.address());
        if (subscription.isGranted()) {
            loop.leave(subscription);
        }
    }

    /** The hub lets the subscription begin, from the conversation's revision {@code rev} on. */
    void granted(Subscription subscription, long rev) {
        if (closed || subscriptions.get(subscription.address()) != subscription) {
            hub.leave(subscription, loop);
            return;
        }
        subscription.granted(rev);
        loop.enter(subscription);
        acknowledge(subscription);
        if (subscription == own) {
            checkSession();
        }
    }

    /** The session may have ended before its end was listened for, or the news of it was lost. */
    private void checkSession() {
        hub.bus().request(caller, new ListSessions()).onSuccess(live -> {
            if (live.sessions().stream().noneMatch(session -> session.id().equals(caller.session()))) {
                close(Close.SESSION_ENDED);
            }
        });
    }

    /** No event says that somebody shares no conversation with us any more. */
    private void checkPresence() {
        checkPresence(subscriptions.values());
    }

    /** Ends those of the subscriptions to people's presence that are not permitted any more. */
    void checkPresence(Collection<Subscription> some) {
        Map<AccountId, Subscription> watched = new HashMap<>();
        for (Subscription subscription : some) {
            if (subscription.isGranted() && subscription.target() instanceof Addresses.Target.Presence presence) {
                watched.put(presence.id(), subscription);
            }
        }
        if (!watched.isEmpty()) {
            hub.bus()
                    .request(caller, new Authorize(List.of(), List.copyOf(watched.keySet())))
                    .onSuccess(authorized -> {
                        watched.keySet().removeAll(Set.copyOf(authorized.people()));
                        watched.values()
                                .forEach(gone -> ended(
                                        gone, AddressTerms.PRESENCE.refusal().failure()));
                    });
        }
    }

    private void acknowledge(Subscription subscription) {
        if (subscription.takeAck()) {
            send(Frames.registered(subscription.address()));
        }
    }

    /** The hub refuses the subscription. */
    void refused(Subscription subscription, Failure failure) {
        if (closed || subscriptions.get(subscription.address()) != subscription) {
            return;
        }
        subscriptions.remove(subscription.address());
        if (subscription == own) {
            close(Close.NODE_STOPS);
        } else {
            send(Frames.error(subscription.address(), failure));
        }
    }

    /** The server ends a subscription that had begun; its own interest in the session stays. */
    void ended(Subscription subscription, Failure failure) {
        if (closed || subscription.isSilent() || subscriptions.get(subscription.address()) != subscription) {
            return;
        }
        if (subscription == own) {
            own.silent(true);
        } else {
            release(subscription);
        }
        send(Frames.error(subscription.address(), failure));
    }

    /** Queues a frame until the loop sends. */
    void send(Frame frame) {
        send(frame, System.nanoTime());
    }

    void send(Frame frame, long now) {
        if (!closed) {
            outbox.add(frame, now);
            needsFlush();
        }
    }

    private void needsFlush() {
        if (!queuedForFlush) {
            queuedForFlush = true;
            loop.flushLater(this);
        }
    }

    /** The loop sends. */
    void flush(Bundles bundles) {
        queuedForFlush = false;
        if (closed) {
            return;
        }
        if (outbox.isTooSlow(System.nanoTime())) {
            close(Close.TOO_SLOW);
            return;
        }
        if (!joining.isEmpty()) {
            List<Subscription> batch = joining;
            joining = new ArrayList<>();
            hub.join(loop, caller, batch);
        }
        outbox.flush(bundles);
    }

    /** What time brings: signs of life to ask for, and reasons to close. */
    void tick(long now) {
        if (transport.isPolled()) {
            heard();
        }
        if (outbox.isTooSlow(now)) {
            close(Close.TOO_SLOW);
        } else if (now - heardNanos > settings.silenceMs() * NANOS) {
            close(Close.SILENT);
        } else if (now - expiresNanos > 0) {
            close(Close.SESSION_ENDED);
        } else {
            beat(now);
        }
    }

    private void beat(long now) {
        if (now - nextPing >= 0) {
            nextPing = now + settings.pingMs() * NANOS;
            transport.ping();
        }
        if (now - nextHeartbeat >= 0) {
            nextHeartbeat = now + settings.heartbeatMs() * NANOS;
            transport.heartbeat();
        }
        if (now - nextSessionCheck >= 0) {
            nextSessionCheck = now + settings.sessionMs() * NANOS;
            checkSession();
            checkPresence();
        }
    }

    void close(Close reason) {
        if (!closed) {
            if (!reason.isAbrupt()) {
                loop.sending(outbox::flush);
            }
            closed();
            transport.close(reason);
        }
    }

    /** The socket is gone. Frees what it held. */
    void closed() {
        if (closed) {
            return;
        }
        closed = true;
        subscriptions.values().stream().filter(Subscription::isGranted).forEach(loop::leave);
        subscriptions.clear();
        joining.clear();
        inbox.clear();
        loop.remove(this);
        hub.sockets().remove(this);
    }

    long queuedBytes() {
        return outbox.queued();
    }
}
