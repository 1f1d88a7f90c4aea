package dev.crosstalk.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;
import com.hazelcast.map.impl.MapService;
import com.hazelcast.spi.impl.eventservice.EventService;
import dev.crosstalk.testing.FreePorts;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.impl.clustered.NodeSelector;
import io.vertx.core.internal.VertxInternal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Nodes of one cluster in this JVM, on loopback. */
final class TestCluster implements AutoCloseable {
    private final String name = "test-" + UUID.randomUUID();
    private final List<Integer> ports;
    private final List<ClusterNode> nodes = new ArrayList<>();

    /** @param most how many nodes there will be */
    TestCluster(int most) {
        ports = FreePorts.several(most);
    }

    /** Starts another node; the ports of all are its list of members. */
    ClusterNode start() throws Exception {
        return start(settings(nodes.size()));
    }

    private ClusterNode start(ClusterSettings settings) throws Exception {
        ClusterNode node = Clusters.start(settings, new VertxOptions()).await(30, TimeUnit.SECONDS);
        nodes.add(node);
        return node;
    }

    ClusterSettings settings(int node) {
        return new ClusterSettings(
                true,
                name,
                "127.0.0.1",
                ports.get(node),
                ports.stream().map(port -> "127.0.0.1:" + port).toList(),
                0,
                null);
    }

    /** As {@link #start}, by the shipped Hazelcast file, but without backups: whoever dies takes its partitions along. */
    ClusterNode startWithoutBackups(Path directory) throws Exception {
        ClusterSettings settings = settings(nodes.size());
        String members = settings.members().stream()
                .map(member -> "<member>" + member + "</member>")
                .collect(Collectors.joining());
        String xml = Files.readString(Path.of("conf/hazelcast.xml"))
                .replace("<cluster-name>crosstalk<", "<cluster-name>" + name + "<")
                .replace(">5701</port>", ">" + settings.port() + "</port>")
                .replace("<member>127.0.0.1:5701</member>", members)
                .replace("<async-backup-count>2<", "<async-backup-count>0<");
        Path file = Files.writeString(directory.resolve(settings.port() + ".xml"), xml);
        return start(
                new ClusterSettings(true, "unused", settings.host(), settings.port(), List.of(), 0, file.toString()));
    }

    /** Ends the node without any goodbye to the others. Its sockets close, as those of a killed process do. */
    static void kill(ClusterNode node) {
        manager(node).getHazelcastInstance().getLifecycleService().terminate();
        node.vertx().close().await();
    }

    /** Nobody hears any more of changes to the map. */
    static void loseEvents(ClusterNode node, String map) {
        EventService events = member(node).getNodeEngine().getEventService();
        events.deregisterAllListeners(MapService.SERVICE_NAME, map, 0);
        assertThat(events.getRegistrations(MapService.SERVICE_NAME, map))
                .as("nobody is told")
                .isEmpty();
    }

    /** Each of two takes the other for dead; they find each other again after some seconds. */
    static void split(ClusterNode first, ClusterNode second) {
        suspect(first, second);
        suspect(second, first);
    }

    private static void suspect(ClusterNode node, ClusterNode other) {
        UUID id = member(other).getThisUuid();
        ClusterServiceImpl cluster = member(node).getClusterService();
        cluster.suspectMember(cluster.getMember(id), "the test says so", true);
    }

    private static Node member(ClusterNode node) {
        return ((HazelcastInstanceProxy) manager(node).getHazelcastInstance()).getOriginal().node;
    }

    static HealingClusterManager manager(ClusterNode node) {
        return (HealingClusterManager) ((VertxInternal) node.vertx()).clusterManager();
    }

    /** To which nodes the bus of this one would publish now, by its cache if it has it there. */
    static List<String> listeners(ClusterNode node, String address) {
        Promise<Iterable<String>> selected = Promise.promise();
        ((NodeSelector) manager(node).bus()).selectForPublish(address, selected);
        List<String> nodes = new ArrayList<>();
        selected.future().await().forEach(nodes::add);
        return nodes;
    }

    @Override
    public void close() {
        nodes.forEach(node ->
                manager(node).getHazelcastInstance().getLifecycleService().terminate());
        Future.join(nodes.stream().map(node -> node.vertx().close()).toList()).await();
    }
}
