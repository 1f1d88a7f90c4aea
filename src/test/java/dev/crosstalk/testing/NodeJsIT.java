package dev.crosstalk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class NodeJsIT {
    @Test
    void theOfficialClientIsInstalledInItsExactVersion() {
        ChildProcess script = NodeJs.orSkip().start("client", "packages.cjs", List.of());

        assertThat(script.awaitExit()).isZero();
        assertThat(script.output()).containsExactly("@vertx/eventbus-bridge-client.js 1.0.0", "sockjs-client 1.6.1");
    }
}
