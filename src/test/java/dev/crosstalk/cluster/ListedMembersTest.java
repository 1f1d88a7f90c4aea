package dev.crosstalk.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.TcpIpConfig;
import dev.crosstalk.testing.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ListedMembersTest {
    private final String deaf = "127.0.0.1:" + FreePorts.one();

    @Test
    void whileANodeJoinsThoseThatDoNotListenAreLeftOut() throws Exception {
        try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String listening = "127.0.0.1:" + peer.getLocalPort();
            ListedMembers members = ListedMembers.of(config(deaf, listening));

            members.joining(true);

            assertThat(members.getMembers()).containsExactly(listening);
        }
    }

    @Test
    void aNodeThatHasJoinedLooksForAllForTheyMayCome() {
        ListedMembers members = ListedMembers.of(config(deaf));
        members.joining(true);
        assertThat(members.getMembers()).isEmpty();

        members.joining(false);

        assertThat(members.getMembers()).containsExactly(deaf);
    }

    @Test
    void whatDoesNotNameOnePortIsLeftToHazelcast() {
        String[] all = {"127.0.0.1", "10.0.0.*:5701", "10.0.0.1-9", "2001:db8::1", "127.0.0.1:99999"};
        ListedMembers members = ListedMembers.of(config(all));

        members.joining(true);

        assertThat(members.getMembers()).containsExactly(all);
    }

    @Test
    void itStandsInThePlaceOfTheListOfTheNetworkThatIsUsed() {
        Config simple = config("127.0.0.1:5701");
        Config advanced = HazelcastConfigs.of(ClusterSettings.DEFAULTS);

        ListedMembers ofSimple = ListedMembers.of(simple);
        ListedMembers ofAdvanced = ListedMembers.of(advanced);

        assertThat(simple.getNetworkConfig().getJoin().getTcpIpConfig()).isSameAs(ofSimple);
        assertThat(advanced.getAdvancedNetworkConfig().getJoin().getTcpIpConfig())
                .isSameAs(ofAdvanced);
        assertThat(ofAdvanced.isEnabled()).isTrue();
        assertThat(ofAdvanced.getConnectionTimeoutSeconds()).isEqualTo(1);
    }

    private static Config config(String... members) {
        Config config = new Config();
        config.getNetworkConfig()
                .getJoin()
                .setTcpIpConfig(new TcpIpConfig().setEnabled(true).setMembers(List.of(members)));
        return config;
    }
}
