package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Addresses.Target;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Setting;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of the bus the sockets of this node listen to: one registration an address, however many sockets; one encoding a message.
 * There is one for a Vert.x instance, shared by all its bridges.
 *
 * <p>The topics live on one context, to which the event loops post who comes and goes, and from which they are posted what to
 * deliver; so for each socket, all of it is in one order.
 */
public final class Hub {
    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

    /** Between two reports of who came to a conversation and who left it. */
    private static final long HERE_MS = 1_000;

    private final Vertx vertx;
    private final Bus bus;
    private final BridgeSettings settings;
    private final Context context;
    private final Sockets sockets;
    private final Beat beat;
    private final Attendance attendance;
    private final Admissions admissions;
    private final Map<String, Topic> topics = new HashMap<>();
    private final List<Long> timers = new ArrayList<>();

    public Hub(Vertx vertx, Bus bus, BridgeSettings settings) {
        this.vertx = vertx;
        this.bus = bus;
        this.settings = settings;
        // Its own, wherever it is made: the context of a verticle would end with it.
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.sockets = new Sockets(settings);
        this.beat = new Beat(vertx, bus, sockets);
        this.attendance = new Attendance(bus, this::later, settings.heardMs());
        this.admissions = new Admissions(this);
        context.runOnContext(v -> startTimers());
    }

    /** An answer that is lost costs a round of healing, and not as many as the bus would wait for it. */
    private long healedWithinMs() {
        return settings.headsMs() / 2;
    }

    private void startTimers() {
        every(Math.max(10, settings.lingerMs() / 3), this::sweep);
        every(settings.heardMs(), beat::send);
        every(Math.min(HERE_MS, settings.heardMs()), attendance::report);
        every(settings.headsMs(), this::healDirectories);
        new Healer(
                        new FollowedTopics(this),
                        question -> bus.request(null, question).timeout(healedWithinMs(), TimeUnit.MILLISECONDS),
                        this::after,
                        settings)
                .start(this::every);
    }

    private void healDirectories() {
        topics.values().forEach(topic -> {
            if (topic instanceof DirectoryTopic directory) {
                directory.heal();
            }
        });
    }

    private void every(long ms, Runnable task) {
        timers.add(vertx.setPeriodic(ms, id -> task.run()));
    }

    public Sockets sockets() {
        return sockets;
    }

    /** A socket is open. From any thread. */
    void opened(BridgeSocket socket) {
        if (sockets.add(socket)) {
            context.runOnContext(v -> beat.arrived(socket.caller().account()));
        }
    }

    /** How many addresses this node listens to now, those that linger included. */
    public Future<Integer> addresses() {
        Promise<Integer> count = Promise.promise();
        context.runOnContext(v -> count.complete(topics.size()));
        return count.future();
    }

    BridgeSettings settings() {
        return settings;
    }

    Bus bus() {
        return bus;
    }

    /** Ends the hub's own work; its bus registrations end with it. */
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        context.runOnContext(v -> {
            timers.forEach(vertx::cancelTimer);
            List<Future<Void>> gone = new ArrayList<>(
                    topics.values().stream().map(Topic::unregister).toList());
            gone.add(attendance.close());
            topics.clear();
            Future.join(gone).<Void>mapEmpty().onComplete(closed);
        });
        return closed.future();
    }

    /** Registers on the bus, asks for permission, and tells each subscription's socket. From any thread. */
    void join(Loop loop, Caller caller, List<Subscription> batch) {
        context.runOnContext(v -> admissions.begin(loop, caller, batch));
    }

    /** A subscription of that loop has ended. From any thread. */
    void leave(Subscription subscription, Loop loop) {
        context.runOnContext(v -> {
            topic(subscription.address()).ifPresent(topic -> topic.left(loop));
            if (subscription.target() instanceof Target.Conversation conversation) {
                attendance.left(
                        conversation.id(), subscription.socket().caller().account());
            }
        });
    }

    /** Runs the task on the hub's context, later. */
    void later(Runnable task) {
        context.runOnContext(v -> task.run());
    }

    /** Called on the hub's context, as everything below. */
    void after(long ms, Runnable task) {
        if (ms <= 0) {
            later(task);
        } else {
            vertx.setTimer(ms, id -> task.run());
        }
    }

    Topic open(Subscription subscription) {
        return topics.computeIfAbsent(subscription.address(), address -> create(address, subscription.target()));
    }

    private Topic create(String address, Target target) {
        if (target instanceof Target.Conversation conversation) {
            return new ConversationTopic(bus, address, conversation.id(), this::after);
        }
        if (target instanceof Target.User user) {
            return new UserTopic(bus, address, user.id(), this::after, this::set);
        }
        if (target instanceof Target.Directory directory) {
            return new DirectoryTopic(bus, address, directory.id(), this::after, healedWithinMs());
        }
        return target instanceof Target.Presence ? new PresenceTopic(bus, address) : new Topic(bus, address);
    }

    private void set(UserEvent.SettingChanged change) {
        if (change.name() == Setting.PRESENCE) {
            attendance.shows(change.account(), change.value().equals(Setting.PRESENCE.standard()), change.userRev());
        }
    }

    Attendance attendance() {
        return attendance;
    }

    Optional<Topic> topic(String address) {
        return Optional.ofNullable(topics.get(address));
    }

    /** Forgets a topic whose registration failed, so that the next subscriber tries again. */
    void discard(Topic topic) {
        topics.remove(topic.address(), topic);
        topic.unregister().onFailure(error -> LOG.debug("{} was not registered", topic.address()));
    }

    Optional<ConversationTopic> conversation(ConversationId id) {
        return topic(Addresses.conversation(id)).map(ConversationTopic.class::cast);
    }

    Optional<UserTopic> user(AccountId id) {
        return topic(Addresses.user(id)).map(UserTopic.class::cast);
    }

    boolean hasConversations() {
        return topics.values().stream().anyMatch(topic -> topic instanceof ConversationTopic && topic.isActive());
    }

    /** The accounts whose own address somebody here listens to. */
    List<AccountId> users() {
        return topics.values().stream()
                .filter(topic -> topic instanceof UserTopic && topic.isActive())
                .map(topic -> ((UserTopic) topic).account())
                .toList();
    }

    private void sweep() {
        long before = System.nanoTime() - settings.lingerMs() * 1_000_000;
        topics.values().removeIf(topic -> {
            boolean idle = topic.isIdleSince(before);
            if (idle) {
                topic.unregister()
                        .onFailure(error -> LOG.warn("{} cannot be left: {}", topic.address(), error.getMessage()));
            }
            return idle;
        });
    }
}
