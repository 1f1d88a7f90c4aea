package dev.crosstalk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Configuration files of nodes that tests start. */
public final class NodeConfigs {
    private NodeConfigs() {}

    /** A node that tests start: its configuration and where it will listen. */
    public record NodeConfig(Path file, int port) {
        public URI url() {
            return URI.create("http://127.0.0.1:" + port);
        }
    }

    /** A node with everything in it, that keeps its data in the directory. */
    public static NodeConfig embedded(Path directory) {
        int port = FreePorts.one();
        return write(directory.resolve("node.json"), port, """
                {"dataDirectory": "%s", "http": {"host": "127.0.0.1", "port": %d}}
                """.formatted(directory.resolve("data"), port));
    }

    /** As {@link #embedded}, but on a database elsewhere. */
    public static NodeConfig on(Path directory, String database) {
        int port = FreePorts.one();
        return write(directory.resolve("node.json"), port, """
                {
                  "dataDirectory": "%s",
                  "http": {"host": "127.0.0.1", "port": %d},
                  "verticles": {"persistence": {"settings": {"url": "%s"}}}
                }
                """.formatted(directory.resolve("data"), port, database));
    }

    /** Nodes of one cluster on a database and a Redis of its own. */
    public static List<NodeConfig> clustered(Path directory, int count, String database, String redis) {
        List<Integer> ports = FreePorts.several(3 * count);
        List<String> members = ports.subList(0, count).stream()
                .map(port -> "\"127.0.0.1:" + port + "\"")
                .toList();
        List<NodeConfig> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int http = ports.get(2 * count + i);
            nodes.add(write(directory.resolve("node-" + i + ".json"), http, """
                    {
                      "dataDirectory": "%s",
                      "http": {"host": "127.0.0.1", "port": %d},
                      "cluster": {"enabled": true, "name": "%s", "host": "127.0.0.1", "port": %d, "members": %s, "busPort": %d},
                      "verticles": {
                        "persistence": {"settings": {"url": "%s"}},
                        "presence": {"settings": {"store": "%s"}}
                      }
                    }
                    """.formatted(
                            directory.resolve("data-" + i),
                            http,
                            "test-" + ports.get(0),
                            ports.get(i),
                            members,
                            ports.get(count + i),
                            database,
                            redis)));
        }
        return nodes;
    }

    private static NodeConfig write(Path file, int port, String json) {
        try {
            Files.writeString(file, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new NodeConfig(file, port);
    }
}
