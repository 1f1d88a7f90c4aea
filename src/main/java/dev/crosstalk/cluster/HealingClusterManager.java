package dev.crosstalk.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import io.vertx.core.Completable;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vert.x's Hazelcast cluster manager, with two things added: it says at once that members came or went, before its own
 * cleaning, which waits for partitions to move; and it forgets cached registrations when some may have been lost.
 *
 * <p>The second is a repair. Since 5.0 the event bus no longer drops its cache of "which nodes listen to this address" when
 * {@code registrationsLost} is called, so that an address whose registrations went down with the nodes that kept them would
 * be sent to dead nodes, or not to living ones, for ever. An update without registrations makes the bus drop the entry and
 * read it again when it is next used.
 */
final class HealingClusterManager extends HazelcastClusterManager {
    private static final Logger LOG = LoggerFactory.getLogger(HealingClusterManager.class);

    private static final long CLEAN_AGAIN_MS = 2_000;

    private final Set<String> cached = ConcurrentHashMap.newKeySet();
    private volatile RegistrationListener bus;
    private volatile Runnable membersChanged = () -> {};
    private Vertx vertx;
    /** Written with the monitor held: Vert.x reports the loss as the step after its cleaning. */
    private boolean cleaned;

    private final ListedMembers listed;
    private final Consumer<Vertx> joining;

    /** @param joining is given the Vert.x as it begins to join */
    HealingClusterManager(Config config, Consumer<Vertx> joining) {
        super(config);
        this.listed = ListedMembers.of(config);
        this.joining = joining;
    }

    /** The action runs on a Hazelcast thread and must not call Hazelcast's distributed structures. */
    void onMembersChanged(Runnable action) {
        membersChanged = action;
    }

    @Override
    public void init(Vertx owner) {
        vertx = owner;
        super.init(owner);
        joining.accept(owner);
    }

    @Override
    public void join(Completable<Void> promise) {
        listed.joining(true);
        super.join((done, error) -> {
            listed.joining(false);
            promise.complete(done, error);
        });
    }

    /** The cache of the event bus. */
    RegistrationListener bus() {
        return bus;
    }

    @Override
    public void registrationListener(RegistrationListener listener) {
        bus = listener;
        super.registrationListener(new ForgettingListener(listener));
    }

    @Override
    public void getRegistrations(String address, Completable<List<RegistrationInfo>> promise) {
        super.getRegistrations(address, (registrations, error) -> {
            if (error == null && !registrations.isEmpty()) {
                cached.add(address);
            }
            promise.complete(registrations, error);
        });
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        LOG.info(
                "{} joined; nodes now: {}",
                event.getMember().getAddress(),
                event.getMembers().size());
        announceMembers();
        super.memberAdded(event);
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        LOG.info(
                "{} is gone; nodes now: {}",
                event.getMember().getAddress(),
                event.getMembers().size());
        announceMembers();
        remove(event);
    }

    private void remove(MembershipEvent event) {
        if (!clean(event)) {
            LOG.warn("Registrations of a node that left could not be removed; trying again");
            vertx.setTimer(CLEAN_AGAIN_MS, timer -> vertx.executeBlocking(() -> cleanAgain(event)));
        }
        forgetRegistrations();
    }

    /** Vert.x's cleaning gives up, with a log line alone, when a partition does not answer: its routes would stay for ever. */
    private synchronized boolean clean(MembershipEvent event) {
        cleaned = false;
        super.memberRemoved(event);
        return cleaned || !isActive();
    }

    private Void cleanAgain(MembershipEvent event) {
        boolean back = getHazelcastInstance().getCluster().getMembers().contains(event.getMember());
        if (isActive() && !back) {
            remove(event);
        }
        return null;
    }

    @Override
    public void stateChanged(LifecycleEvent event) {
        boolean merged = event.getState() == LifecycleEvent.LifecycleState.MERGED;
        if (merged) {
            LOG.info("This part of the cluster was cut off and is merged again");
            announceMembers();
        }
        super.stateChanged(event);
        if (merged) {
            forgetRegistrations();
        }
    }

    /** Hazelcast ends itself when it runs out of memory; there is nothing left to say goodbye with then. */
    @Override
    public void leave(Completable<Void> promise) {
        HazelcastInstance hazelcast = getHazelcastInstance();
        if (hazelcast == null || !hazelcast.getLifecycleService().isRunning()) {
            promise.succeed();
        } else {
            super.leave(promise);
        }
    }

    private void announceMembers() {
        try {
            membersChanged.run();
        } catch (RuntimeException e) {
            LOG.error("The change of members was not noted", e);
        }
    }

    /** Not only on {@code registrationsLost}: the cleaning before it fails when partitions are being moved. */
    private void forgetRegistrations() {
        if (!isActive()) {
            return;
        }
        for (String address : cached) {
            cached.remove(address);
            bus.registrationsUpdated(new RegistrationUpdateEvent(address, List.of()));
        }
    }

    /** Keeps {@link #cached} as small as the cache of the bus. */
    private final class ForgettingListener implements RegistrationListener {
        private final RegistrationListener listener;

        private ForgettingListener(RegistrationListener listener) {
            this.listener = listener;
        }

        @Override
        public void registrationsUpdated(RegistrationUpdateEvent event) {
            listener.registrationsUpdated(event);
            if (!listener.wantsUpdatesFor(event.address())) {
                cached.remove(event.address());
            }
        }

        @Override
        public void registrationsLost() {
            cleaned = true;
            listener.registrationsLost();
            forgetRegistrations();
        }

        @Override
        public boolean wantsUpdatesFor(String address) {
            return listener.wantsUpdatesFor(address);
        }
    }
}
