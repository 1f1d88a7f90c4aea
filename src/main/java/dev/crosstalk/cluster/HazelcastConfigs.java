package dev.crosstalk.cluster;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MetadataPolicy;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.XmlConfigBuilder;
import dev.crosstalk.config.StartupFailure;
import java.io.FileNotFoundException;
import java.util.Map;

/**
 * The Hazelcast configuration of a node. {@code conf/hazelcast.xml} says the same as XML, for operators who need more.
 *
 * <p>Members are found by an explicit list alone: by multicast, any stranger with the same cluster name would join. A killed
 * node is gone as soon as its connections are; one that hangs, after 20 s without a heartbeat.
 */
final class HazelcastConfigs {
    /**
     * Vert.x keeps registrations and node addresses, and we what nodes serve; with two backups they outlive two nodes lost at
     * once. Nobody waits for the backups: while partitions move to a node that joins their confirmations get lost, and what is
     * lost with a node before it was copied is written again by whose it is.
     */
    private static final int BACKUPS = 2;

    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("hazelcast.phone.home.enabled", "false"),
            Map.entry("hazelcast.logging.type", "slf4j"),
            Map.entry("hazelcast.logging.emoji.enabled", "false"),
            Map.entry("hazelcast.shutdownhook.enabled", "false"),
            Map.entry("hazelcast.socket.bind.any", "false"),
            Map.entry("hazelcast.socket.connect.timeout.seconds", "2"),
            Map.entry("hazelcast.wait.seconds.before.join", "0"),
            // Each partition is moved by itself to a node that joins; there is little in them. The nodes of a cluster
            // must have the same number.
            Map.entry("hazelcast.partition.count", "13"),
            Map.entry("hazelcast.heartbeat.interval.seconds", "3"),
            Map.entry("hazelcast.max.no.heartbeat.seconds", "20"),
            Map.entry("hazelcast.merge.first.run.delay.seconds", "10"),
            Map.entry("hazelcast.merge.next.run.delay.seconds", "10"),
            // What meets a partition that moves asks again.
            Map.entry("hazelcast.invocation.retry.pause.millis", "50"),
            // It would log below WARN alone, and starts the whole of JMX for it.
            Map.entry("hazelcast.health.monitoring.level", "OFF"),
            Map.entry("hazelcast.graceful.shutdown.max.wait", "60"));

    private HazelcastConfigs() {}

    static Config of(ClusterSettings settings) {
        return settings.hazelcastConfig() == null ? ours(settings) : fromFile(settings.hazelcastConfig());
    }

    private static Config ours(ClusterSettings settings) {
        Config config = new Config().setClusterName(settings.name());
        PROPERTIES.forEach(config::setProperty);
        config.getMetricsConfig().setEnabled(false);
        network(config.getAdvancedNetworkConfig(), settings);
        config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
                .setBackupCount(0)
                .setAsyncBackupCount(BACKUPS)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        config.addMapConfig(map("__vertx.haInfo"));
        config.addMapConfig(map("__vertx.nodeInfo"));
        config.addMapConfig(map(HazelcastTopology.SERVING));
        config.getSerializationConfig().setJavaSerializationFilterConfig(deserialisable());
        return config;
    }

    private static MapConfig map(String name) {
        return new MapConfig(name)
                .setBackupCount(0)
                .setAsyncBackupCount(BACKUPS)
                .setMetadataPolicy(MetadataPolicy.OFF);
    }

    /** The port is for members alone. Not opened for clients, Hazelcast need not load what serves them, either. */
    private static void network(AdvancedNetworkConfig network, ClusterSettings settings) {
        ServerSocketEndpointConfig members =
                new ServerSocketEndpointConfig().setPort(settings.port()).setPortAutoIncrement(false);
        members.getInterfaces().setEnabled(true).addInterface(settings.host());
        network.setEnabled(true).setMemberEndpointConfig(members);
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        // Members that start at the same moment wait so long for each other before one of them begins a cluster.
        join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(1).setMembers(settings.members());
    }

    /** What a member may send as Java objects: whoever reaches the port could otherwise have any class of ours made. */
    private static JavaSerializationFilterConfig deserialisable() {
        return new JavaSerializationFilterConfig()
                .setDefaultsDisabled(true)
                .setWhitelist(new ClassFilter()
                        .addPrefixes(
                                "com.hazelcast.", "io.vertx.spi.cluster.hazelcast.", "java.lang.", "java.util.", "["));
    }

    private static Config fromFile(String file) {
        try {
            return new XmlConfigBuilder(file).build();
        } catch (FileNotFoundException e) {
            throw new StartupFailure("cluster.hazelcastConfig: " + file + ": there is no such file");
        } catch (RuntimeException e) {
            throw new StartupFailure("cluster.hazelcastConfig: " + file + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
