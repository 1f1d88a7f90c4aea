package dev.crosstalk.testing;

import dev.crosstalk.testing.NodeConfigs.NodeConfig;
import java.nio.file.Path;

/** A node on the embedded default in a process of its own. */
public final class EmbeddedNode implements AutoCloseable {
    private final Path directory;
    private final NodeConfig configuration;
    private ServerProcess process;

    private EmbeddedNode(Path directory) {
        this.directory = directory;
        this.configuration = NodeConfigs.embedded(directory);
        restart();
    }

    public static EmbeddedNode start() {
        return new EmbeddedNode(TemporaryDirectory.create("embedded-node"));
    }

    /** Starts the process again after a kill, on the same data and port. */
    public void restart() {
        process = ServerProcess.node(directory, configuration.file(), configuration.port());
    }

    public NodeConfig configuration() {
        return configuration;
    }

    public int port() {
        return configuration.port();
    }

    public ServerProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
        TemporaryDirectory.delete(directory);
    }
}
