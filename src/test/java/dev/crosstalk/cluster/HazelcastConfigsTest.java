package dev.crosstalk.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.instance.EndpointQualifier;
import dev.crosstalk.config.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HazelcastConfigsTest {
    private static final Config OURS = HazelcastConfigs.of(ClusterSettings.DEFAULTS);

    @Test
    void theShippedFileSaysWhatTheDefaultsSay() {
        Config shipped = HazelcastConfigs.of(withFile("conf/hazelcast.xml"));

        assertThat(shipped.getClusterName()).isEqualTo(OURS.getClusterName());
        assertThat(shipped.getProperties()).isEqualTo(OURS.getProperties());
        assertThat(shipped.getAdvancedNetworkConfig()).isEqualTo(OURS.getAdvancedNetworkConfig());
        assertThat(shipped.getMultiMapConfig("__vertx.subs")).isEqualTo(OURS.getMultiMapConfig("__vertx.subs"));
        for (String map : List.of("__vertx.haInfo", "__vertx.nodeInfo", HazelcastTopology.SERVING)) {
            assertThat(shipped.getMapConfig(map)).isEqualTo(OURS.getMapConfig(map));
        }
        assertThat(shipped.getSerializationConfig().getJavaSerializationFilterConfig())
                .isEqualTo(OURS.getSerializationConfig().getJavaSerializationFilterConfig());
    }

    @Test
    void membersAreFoundByTheListAloneAndNobodyIsCalledHome() {
        JoinConfig join = OURS.getAdvancedNetworkConfig().getJoin();

        assertThat(join.getMulticastConfig().isEnabled()).isFalse();
        assertThat(join.isAutoDetectionEnabled()).isFalse();
        assertThat(join.getTcpIpConfig().getMembers()).containsExactly("127.0.0.1:5701");
        assertThat(OURS.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
    }

    @Test
    void theOnlyPortIsForMembers() {
        AdvancedNetworkConfig network = OURS.getAdvancedNetworkConfig();

        assertThat(network.isEnabled()).isTrue();
        assertThat(network.getEndpointConfigs()).containsOnlyKeys(EndpointQualifier.MEMBER);
        assertThat(network.getEndpointConfigs().get(EndpointQualifier.MEMBER))
                .isInstanceOfSatisfying(ServerSocketEndpointConfig.class, members -> {
                    assertThat(members.getPort()).isEqualTo(5701);
                    assertThat(members.isPortAutoIncrement()).isFalse();
                    assertThat(members.getInterfaces().getInterfaces()).containsExactly("127.0.0.1");
                });
    }

    @Test
    void registrationsOutliveTwoNodesLostAtOnce() {
        MultiMapConfig registrations = OURS.getMultiMapConfig("__vertx.subs");
        MapConfig nodes = OURS.getMapConfig("__vertx.nodeInfo");

        assertThat(registrations.getTotalBackupCount()).isEqualTo(2);
        assertThat(nodes.getTotalBackupCount()).isEqualTo(2);
        assertThat(OURS.getMapConfig(HazelcastTopology.SERVING).getTotalBackupCount())
                .isEqualTo(2);
    }

    /** While partitions move to a node that joins, it would wait seconds for the confirmation of a copy that nobody sends. */
    @Test
    void nobodyWaitsForBackups() {
        assertThat(OURS.getMultiMapConfig("__vertx.subs").getBackupCount()).isZero();
        assertThat(OURS.getMapConfig("__vertx.nodeInfo").getBackupCount()).isZero();
        assertThat(OURS.getMapConfig(HazelcastTopology.SERVING).getBackupCount())
                .isZero();
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> HazelcastConfigs.of(withFile("no/such.xml")))
                .isInstanceOf(StartupFailure.class)
                .hasMessage("cluster.hazelcastConfig: no/such.xml: there is no such file");
    }

    @Test
    void aFileThatIsNotHazelcastsIsNamed(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("broken.xml"), "<hazelcast><nonsense/></hazelcast>");

        assertThatThrownBy(() -> HazelcastConfigs.of(withFile(file.toString())))
                .isInstanceOf(StartupFailure.class)
                .hasMessageStartingWith("cluster.hazelcastConfig: " + file);
    }

    @Test
    void aNameIsNoAddressToListenOn() {
        assertThatThrownBy(() -> new ClusterSettings(true, "crosstalk", "db.example", 5701, List.of(), 0, null))
                .hasMessageContaining("host must be an IP address");
    }

    private static ClusterSettings withFile(String file) {
        return new ClusterSettings(true, "another", "127.0.0.1", 5701, List.of(), 0, file);
    }
}
