package dev.crosstalk.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.testing.MariaDb;
import dev.crosstalk.testing.NodeConfigs;
import dev.crosstalk.testing.NodeConfigs.NodeConfig;
import dev.crosstalk.testing.RedisServer;
import dev.crosstalk.testing.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes are killed in the middle of talk; the replay's own checks judge what is left. */
@Timeout(300)
class ReplayThroughKillIT {
    private static final int ROOMS = 5;
    private static final int LINES = ROOMS * 20 * 20;

    @TempDir
    Path directory;

    @Test
    void everyAcknowledgedMessageOutlivesTheKillOfTheEmbeddedNodeOnce() throws Exception {
        NodeConfig node = NodeConfigs.embedded(directory);
        BackgroundReplay replay;
        try (ServerProcess doomed = start(node)) {
            replay = replay(node.url().toString());
            new Observer(node.url()).awaitMessages(LINES / 4);
            doomed.kill9();
        }
        try (ServerProcess successor = start(node)) {
            assertThat(successor.process().isAlive()).isTrue();
            assertAllIsThere(replay);
        }
    }

    @Test
    void everyAcknowledgedMessageOutlivesTheKillOfOneOfTwoNodesOnce() throws Exception {
        List<NodeConfig> nodes = NodeConfigs.clustered(
                directory,
                2,
                MariaDb.shared().freshDatabase(),
                RedisServer.shared().freshDatabase());
        try (ServerProcess doomed = start(nodes.get(0));
                ServerProcess survivor = start(nodes.get(1))) {
            BackgroundReplay replay =
                    replay(nodes.get(0).url() + "," + nodes.get(1).url());
            new Observer(nodes.get(1).url()).awaitMessages(LINES / 4);
            doomed.kill9();
            try (ServerProcess successor = start(nodes.get(0))) {
                assertThat(successor.process().isAlive()).isTrue();
                assertAllIsThere(replay);
            }
            assertThat(survivor.process().isAlive()).isTrue();
        }
    }

    private static void assertAllIsThere(BackgroundReplay replay) throws Exception {
        assertThat(replay.isRunning()).as("the kill came in the middle").isTrue();
        assertThat(replay.awaitExitCode()).as(replay::output).isZero();
        assertThat(replay.report().path("reconnects").asInt()).isPositive();
        assertThat(replay.report().path("posts").asInt()).isEqualTo(LINES);
    }

    private ServerProcess start(NodeConfig node) {
        return ServerProcess.node(directory, node.file(), node.port());
    }

    /** About ten seconds of talk. */
    private BackgroundReplay replay(String nodes) throws Exception {
        Path logs = MadeUpLogs.write(Files.createDirectory(directory.resolve("logs")), 7, ROOMS, 40, 20, 20);
        return BackgroundReplay.start(
                directory.resolve("report.json"), "--nodes", nodes, "--speed", "120", logs.toString());
    }
}
