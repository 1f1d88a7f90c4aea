package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountCommand.Authenticated;
import dev.crosstalk.testing.ChildProcess;
import dev.crosstalk.testing.NodeJs;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official client of the Vert.x event bus bridge, unchanged, on the transports of SockJS that are on. */
@Timeout(180)
class OfficialClientIT {
    private BridgeNode node;
    private Authenticated alice;

    @BeforeEach
    void start() {
        node = new BridgeNode(BridgeSettings.DEFAULTS, 2);
        alice = node.services().signIn(1, 10);
        node.services().member(5, 1);
        node.services().member(6, 2);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "xhr-streaming", "xhr-polling"})
    void theOfficialClientTalks(String transport) {
        String url = "http://127.0.0.1:" + node.port() + "/bus?ticket="
                + node.services().ticket(alice);

        ChildProcess client = NodeJs.orSkip().start("client", "talk.cjs", List.of(url, transport));

        assertThat(client.awaitExit()).as(String.join("\n", client.output())).isZero();
        assertThat(client.output())
                .containsExactlyInAnyOrder(
                        "transport " + transport,
                        "registered",
                        "replied 1",
                        "heard hello from node ☃ 😀 \"quoted\"",
                        "failed 4031 RECIPIENT_FAILURE",
                        "refused 4031 RECIPIENT_FAILURE",
                        "replied 2",
                        "done",
                        "closed 1000");
    }
}
