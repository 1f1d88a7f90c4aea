package dev.crosstalk.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Topology;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topology of a cluster. Each node says what it serves in a map of the cluster, and hears what the others say; lookups read
 * what this node has heard, without those who are no members now.
 *
 * <table>
 * <caption>The map {@code crosstalk.serving}</caption>
 * <tr><th>key</th><th>value</th><th>written by</th></tr>
 * <tr><td>Vert.x node id</td><td>its {@link Announcement}</td><td>that node; removed by any once it is gone</td></tr>
 * </table>
 *
 * <p>Nodes hear of a change at different moments. Two nodes that both believe to own a shard do no harm: the database decides.
 *
 * <p>Hazelcast's events are best effort: the map is read again when members come or go, and now and then.
 */
final class HazelcastTopology implements Topology {
    static final String SERVING = "crosstalk.serving";

    private static final Logger LOG = LoggerFactory.getLogger(HazelcastTopology.class);
    private static final long READ_AGAIN_MS = 5_000;

    private final HealingClusterManager manager;
    /** The map is touched here alone: its calls wait, for partitions that move even for long. */
    private final WorkerExecutor worker;

    private final IMap<String, String> map;
    private final String self;
    private final AtomicBoolean reading = new AtomicBoolean();
    private final List<Consumer<String>> goneActions = new CopyOnWriteArrayList<>();
    private final Map<String, Announcement> heard = new HashMap<>();
    private final Set<String> own = new TreeSet<>();
    /** What a node that leaves has served: it goes on for itself where nobody else does. */
    private final Set<String> left = new TreeSet<>();

    private long revision;
    private Set<String> members = Set.of();
    private volatile Serving serving = Serving.NOBODY;

    private HazelcastTopology(Vertx vertx, HealingClusterManager manager, IMap<String, String> map) {
        this.manager = manager;
        this.map = map;
        this.self = manager.getNodeId();
        this.worker = vertx.createSharedWorkerExecutor("crosstalk-topology", 1);
    }

    /** The topology of a member; it knows what the others serve when it is given. */
    static Future<HazelcastTopology> start(Vertx vertx, HealingClusterManager manager) {
        return vertx.executeBlocking(() -> {
            HazelcastTopology topology = new HazelcastTopology(
                    vertx, manager, manager.getHazelcastInstance().getMap(SERVING));
            topology.listen();
            topology.read();
            vertx.setPeriodic(READ_AGAIN_MS, timer -> topology.readAgain());
            return topology;
        });
    }

    private void listen() {
        map.addEntryListener(new Listener(), true);
        manager.onMembersChanged(() -> {
            refresh();
            worker.executeBlocking(this::repair).onFailure(HazelcastTopology::notRepaired);
        });
    }

    /** Called by Hazelcast's threads, which must not wait for other members. */
    private final class Listener
            implements EntryAddedListener<String, String>,
                    EntryUpdatedListener<String, String>,
                    EntryMergedListener<String, String> {
        @Override
        public void entryAdded(EntryEvent<String, String> event) {
            hear(Map.of(event.getKey(), event.getValue()));
        }

        @Override
        public void entryUpdated(EntryEvent<String, String> event) {
            hear(Map.of(event.getKey(), event.getValue()));
        }

        @Override
        public void entryMerged(EntryEvent<String, String> event) {
            hear(Map.of(event.getKey(), event.getValue()));
        }
    }

    private void hear(Map<String, String> announcements) {
        synchronized (this) {
            announcements.forEach((node, text) -> {
                Announcement announcement = Announcement.parse(text);
                if (announcement.isNewerThan(heard.get(node))) {
                    heard.put(node, announcement);
                }
            });
        }
        refresh();
    }

    /** Reads what the members say; our own entry, if it was lost, is written again. */
    private Void read() {
        if (!isRunning()) {
            return null;
        }
        Map<String, String> entries = map.getAll(Set.copyOf(manager.getNodes()));
        hear(entries);
        if (isLost(entries.get(self))) {
            publish();
        }
        return null;
    }

    private synchronized boolean isLost(String entry) {
        return revision > 0 && (entry == null || Announcement.parse(entry).revision() < revision);
    }

    private void readAgain() {
        if (reading.compareAndSet(false, true)) {
            worker.executeBlocking(this::read)
                    .onFailure(HazelcastTopology::notRepaired)
                    .onComplete(done -> reading.set(false));
        }
    }

    /** Some entries may have been lost with members, or were left behind by them; after a split ours may have been removed. */
    private Void repair() {
        if (isRunning()) {
            leftOver(map::keySet, manager::getNodes).forEach(map::delete);
            read();
            forget();
        }
        return null;
    }

    /** Whose entries outlive them. The entries are read first: who writes one is a member by then. */
    static Set<String> leftOver(Supplier<Collection<String>> entries, Supplier<Collection<String>> members) {
        Set<String> nodes = new HashSet<>(entries.get());
        nodes.removeAll(Set.copyOf(members.get()));
        return nodes;
    }

    /** Of one who joins this may be the first, heard before it is known as a member; it is read again when it is. */
    private synchronized void forget() {
        heard.keySet().retainAll(members);
    }

    private static void notRepaired(Throwable error) {
        if (!(error instanceof HazelcastInstanceNotActiveException)) {
            LOG.warn("What the nodes serve could not be read; trying again: {}", error.toString());
        }
    }

    private void publish() {
        Announcement announcement;
        synchronized (this) {
            revision++;
            announcement = new Announcement(revision, List.copyOf(own));
        }
        map.set(self, announcement.text());
        refresh();
    }

    private synchronized void refresh() {
        if (!isRunning()) {
            return;
        }
        try {
            Map<String, Collection<String>> capabilities = new HashMap<>();
            Set<String> before = members;
            members = Set.copyOf(manager.getNodes());
            heard.forEach((node, announcement) -> {
                if (members.contains(node)) {
                    capabilities.put(node, announcement.capabilities());
                }
            });
            capabilities.put(self, ownBeside(capabilities.values()));
            serving = new Serving(self, capabilities);
            before.stream().filter(node -> !members.contains(node)).forEach(this::gone);
        } catch (HazelcastInstanceNotActiveException e) {
            // this node is leaving: what it knew last is good enough for its last requests
        }
    }

    private Collection<String> ownBeside(Collection<? extends Collection<String>> others) {
        Set<String> served = new TreeSet<>(left);
        others.forEach(served::removeAll);
        served.addAll(own);
        return served;
    }

    private void gone(String node) {
        goneActions.forEach(action -> action.accept(node));
    }

    private boolean isRunning() {
        return manager.getHazelcastInstance().getLifecycleService().isRunning();
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public Optional<String> owner(String capability, ConversationId conversation) {
        return serving.shardOwner(capability, Shards.of(conversation));
    }

    @Override
    public Optional<String> any(String capability) {
        return serving.any(capability);
    }

    @Override
    public Optional<String> keyed(String capability, long key) {
        return Rendezvous.owner(key, serving.nodes(capability));
    }

    @Override
    public Future<Void> serving(String capability) {
        synchronized (this) {
            own.add(capability);
        }
        return published();
    }

    @Override
    public Future<Void> leaving() {
        synchronized (this) {
            left.addAll(own);
            own.clear();
        }
        return published();
    }

    private Future<Void> published() {
        return worker.executeBlocking(() -> {
            publish();
            return null;
        });
    }

    @Override
    public void onGone(Consumer<String> action) {
        goneActions.add(action);
    }
}
