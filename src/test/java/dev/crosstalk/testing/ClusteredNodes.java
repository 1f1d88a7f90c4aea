package dev.crosstalk.testing;

import dev.crosstalk.testing.NodeConfigs.NodeConfig;
import java.nio.file.Path;
import java.util.List;

/** Nodes of one cluster, each a process of its own, on one fresh MariaDB database and one Redis database. */
public final class ClusteredNodes implements AutoCloseable {
    private final Path directory = TemporaryDirectory.create("clustered-nodes");
    private final List<NodeConfig> configurations;
    private final List<ServerProcess> processes;

    private ClusteredNodes(int count, java.util.Map<String, String> environment) {
        configurations = NodeConfigs.clustered(
                directory,
                count,
                MariaDb.shared().freshDatabase(),
                RedisServer.shared().freshDatabase());
        processes = configurations.stream()
                .map(node -> ServerProcess.start(
                        directory, environment, "-conf", node.file().toString()))
                .toList();
    }

    /** All started at once, and ready. */
    public static ClusteredNodes start(int count) {
        return start(count, java.util.Map.of());
    }

    /** As {@link #start(int)}, with these variables added to the environment. */
    public static ClusteredNodes start(int count, java.util.Map<String, String> environment) {
        ClusteredNodes nodes = new ClusteredNodes(count, environment);
        for (int i = 0; i < count; i++) {
            nodes.processes.get(i).awaitReady(nodes.port(i));
        }
        return nodes;
    }

    public int port(int index) {
        return configurations.get(index).port();
    }

    /** The process of a node, to kill it. */
    public ServerProcess process(int index) {
        return processes.get(index);
    }

    @Override
    public void close() {
        processes.forEach(ServerProcess::close);
        TemporaryDirectory.delete(directory);
    }
}
