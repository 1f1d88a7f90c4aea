package dev.crosstalk.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.config.StartupFailure;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClustersIT {

    @Test
    void aNodeWithoutAClusterStandsAlone() throws Exception {
        ClusterNode node = start(ClusterSettings.DEFAULTS);

        assertThat(node.vertx().isClustered()).isFalse();
        assertThat(node.topology()).isInstanceOf(SingleNode.class);
        node.vertx().close().await();
    }

    @Test
    void aNodeOfAClusterIsKnownByTheIdThatTheBusKnows() throws Exception {
        try (TestCluster cluster = new TestCluster(1)) {
            ClusterNode node = cluster.start();

            assertThat(node.vertx().isClustered()).isTrue();
            assertThat(node.topology().self())
                    .isEqualTo(TestCluster.manager(node).getNodeId());
        }
    }

    @Test
    void aMembersPortInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(settings("127.0.0.1", taken.getLocalPort(), 0)))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessage("cluster.port: 127.0.0.1:" + taken.getLocalPort() + " is in use");
        }
    }

    @Test
    void aBusPortInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestCluster free = new TestCluster(1)) {
            assertThatThrownBy(
                            () -> start(settings("127.0.0.1", free.settings(0).port(), taken.getLocalPort())))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessage("cluster.busPort: 127.0.0.1:" + taken.getLocalPort() + " is in use");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() throws Exception {
        try (TestCluster free = new TestCluster(1)) {
            assertThatThrownBy(
                            () -> start(settings("192.0.2.1", free.settings(0).port(), 0)))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessage("cluster.host: 192.0.2.1 is no address of this machine");
        }
    }

    private static ClusterSettings settings(String host, int port, int busPort) {
        return new ClusterSettings(true, "crosstalk-" + port, host, port, List.of(host + ":" + port), busPort, null);
    }

    private static ClusterNode start(ClusterSettings settings) throws Exception {
        return Clusters.start(settings, new VertxOptions()).await(30, TimeUnit.SECONDS);
    }
}
