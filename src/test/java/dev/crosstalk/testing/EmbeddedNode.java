package dev.crosstalk.testing;

import dev.crosstalk.testing.NodeConfigs.NodeConfig;
import java.nio.file.Path;
import java.util.Map;

/** A node on the embedded default in a process of its own. */
public final class EmbeddedNode implements AutoCloseable {
    private final Path directory;
    private final Map<String, String> environment;
    private final NodeConfig configuration;
    private ServerProcess process;

    private EmbeddedNode(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
        this.configuration = NodeConfigs.embedded(directory);
        restart();
    }

    public static EmbeddedNode start() {
        return start(Map.of());
    }

    /** With these variables added to the environment. */
    public static EmbeddedNode start(Map<String, String> environment) {
        return new EmbeddedNode(TemporaryDirectory.create("embedded-node"), environment);
    }

    /** Starts the process again after a kill, on the same data and port. */
    public void restart() {
        process = ServerProcess.node(directory, configuration.file(), configuration.port(), environment);
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
