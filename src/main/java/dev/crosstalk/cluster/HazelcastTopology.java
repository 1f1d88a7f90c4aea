package dev.crosstalk.cluster;

import com.hazelcast.core.EntryAdapter;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.replicatedmap.ReplicatedMap;
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
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The topology of a cluster. Each node says what it serves in a map that all members hold whole; lookups read this node's
 * copy of it, without those who are no members now.
 *
 * <table>
 * <caption>The replicated map {@code crosstalk.serving}</caption>
 * <tr><th>key</th><th>value</th><th>written by</th></tr>
 * <tr><td>Vert.x node id</td><td>its capabilities, sorted, with commas</td><td>that node; removed by any once it is gone</td></tr>
 * </table>
 *
 * <p>The copies differ for a moment after a change. Two nodes that both believe to own a shard do no harm: the database
 * decides.
 */
final class HazelcastTopology implements Topology {
    static final String SERVING = "crosstalk.serving";

    private final HealingClusterManager manager;
    private final WorkerExecutor writer;
    private final ReplicatedMap<String, String> map;
    private final String self;
    private final Set<String> own = new TreeSet<>();
    private final List<Consumer<String>> goneActions = new CopyOnWriteArrayList<>();
    private Set<String> members = Set.of();
    private volatile Serving serving = Serving.NOBODY;

    private HazelcastTopology(Vertx vertx, HealingClusterManager manager, ReplicatedMap<String, String> map) {
        this.manager = manager;
        this.map = map;
        this.self = manager.getNodeId();
        this.writer = vertx.createSharedWorkerExecutor("crosstalk-topology", 1);
    }

    /** The topology of a member; it knows what the others serve when it is given. */
    static Future<HazelcastTopology> start(Vertx vertx, HealingClusterManager manager) {
        return vertx.executeBlocking(() -> {
            HazelcastTopology topology = new HazelcastTopology(
                    vertx, manager, manager.getHazelcastInstance().getReplicatedMap(SERVING));
            topology.listen();
            topology.refresh();
            return topology;
        });
    }

    private void listen() {
        map.addEntryListener(new EntryAdapter<String, String>() {
            @Override
            public void onEntryEvent(EntryEvent<String, String> event) {
                refresh();
            }
        });
        manager.onMembersChanged(() -> {
            refresh();
            writer.executeBlocking(this::repair);
        });
    }

    /** A member that just came may have missed our entry, and after a split ours may have been removed. */
    private Void repair() {
        if (!isRunning()) {
            return null;
        }
        leftOver(map::keySet, manager::getNodes).forEach(map::remove);
        publish();
        return null;
    }

    /** Whose entries outlive them. The entries are read first: who writes one is a member by then. */
    static Set<String> leftOver(Supplier<Collection<String>> entries, Supplier<Collection<String>> members) {
        Set<String> nodes = new HashSet<>(entries.get());
        nodes.removeAll(Set.copyOf(members.get()));
        return nodes;
    }

    private void publish() {
        String capabilities;
        synchronized (this) {
            capabilities = String.join(",", own);
        }
        if (capabilities.isEmpty()) {
            map.remove(self);
        } else {
            map.put(self, capabilities);
        }
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
            map.entrySet().stream()
                    .filter(entry -> members.contains(entry.getKey()))
                    .forEach(entry -> capabilities.put(
                            entry.getKey(), List.of(entry.getValue().split(","))));
            capabilities.put(self, List.copyOf(own));
            serving = new Serving(self, capabilities);
            before.stream().filter(node -> !members.contains(node)).forEach(this::gone);
        } catch (HazelcastInstanceNotActiveException e) {
            // this node is leaving: what it knew last is good enough for its last requests
        }
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
            own.clear();
        }
        return published();
    }

    private Future<Void> published() {
        return writer.executeBlocking(() -> {
            publish();
            return null;
        });
    }

    @Override
    public void onGone(Consumer<String> action) {
        goneActions.add(action);
    }
}
