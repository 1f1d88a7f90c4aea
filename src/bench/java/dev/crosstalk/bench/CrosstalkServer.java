package dev.crosstalk.bench;

import dev.crosstalk.bench.load.Dialects;
import dev.crosstalk.testing.ChildProcess;
import dev.crosstalk.testing.MariaDb;
import dev.crosstalk.testing.NodeConfigs;
import dev.crosstalk.testing.NodeConfigs.NodeConfig;
import dev.crosstalk.testing.RedisServer;
import dev.crosstalk.testing.TemporaryDirectory;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The product as an operator runs it: its jar, one node or several. */
final class CrosstalkServer implements Server {
    static final String SQLITE = "sqlite";
    static final String MARIADB = "mariadb";
    private static final String DATABASE = "database";
    private static final int HTTP_OK = 200;
    private static final int READY_WITHIN_S = 300;

    private final Bench bench;
    private final Path directory;
    private final List<NodeConfig> configs;
    private final List<ChildProcess> nodes = new ArrayList<>();
    private final Map<String, Long> processes = new LinkedHashMap<>();
    private final String databaseUrl;

    private CrosstalkServer(Bench bench, Path directory, List<NodeConfig> configs, String databaseUrl) {
        this.bench = bench;
        this.directory = directory;
        this.configs = configs;
        this.databaseUrl = databaseUrl;
        start();
    }

    private void start() {
        nodes.clear();
        for (NodeConfig config : configs) {
            nodes.add(bench.programs()
                    .server(directory, Programs.jar("-conf", config.file().toString())));
        }
        for (int i = 0; i < nodes.size(); i++) {
            awaitReady(nodes.get(i), configs.get(i));
            processes.put(i == 0 ? SERVER : SERVER + " " + (i + 1), nodes.get(i).pid());
        }
        if (databaseUrl.startsWith("mysql")) {
            processes.put(DATABASE, MariaDb.shared().pid());
            bench.programs().pin(bench.options().databaseCpu(), MariaDb.shared().pid());
        }
    }

    /** One node on a fresh database of that kind. */
    static CrosstalkServer start(Bench bench, String database) {
        Path directory = TemporaryDirectory.create("bench");
        if (database.equals(SQLITE)) {
            return new CrosstalkServer(
                    bench,
                    directory,
                    List.of(NodeConfigs.embedded(directory)),
                    "sqlite:" + directory.resolve("data").resolve("crosstalk.db"));
        }
        String url = MariaDb.shared().freshDatabase();
        return new CrosstalkServer(bench, directory, List.of(NodeConfigs.on(directory, url)), url);
    }

    /** So many nodes of one cluster, on MariaDB and Redis. */
    static CrosstalkServer cluster(Bench bench, int count) {
        Path directory = TemporaryDirectory.create("bench");
        String url = MariaDb.shared().freshDatabase();
        String redis = RedisServer.shared().freshDatabase();
        return new CrosstalkServer(bench, directory, NodeConfigs.clustered(directory, count, url, redis), url);
    }

    private static void awaitReady(ChildProcess node, NodeConfig config) {
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(READY_WITHIN_S))
                .failFast(() -> {
                    if (!node.isAlive()) {
                        throw new IllegalStateException("the node ended:\n" + String.join("\n", node.output()));
                    }
                })
                .until(() -> isReady(config.url()));
    }

    private static boolean isReady(URI node) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) node.resolve("/readyz").toURL().openConnection();
            return connection.getResponseCode() == HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** New processes on the same data: what was done to prepare them leaves no trace in memory. */
    void restart() {
        close();
        start();
    }

    /** Where its data are, to prepare more of them than can be posted. */
    String databaseUrl() {
        return databaseUrl;
    }

    /** Of the event bus, in a cluster. */
    int registrations() {
        return Registrations.count(configs.get(0).file());
    }

    NodeConfig node(int number) {
        return configs.get(number);
    }

    @Override
    public String dialect() {
        return Dialects.RAW;
    }

    @Override
    public Map<String, Long> processes() {
        return processes;
    }

    /** Members are spread over the nodes. */
    @Override
    public Crowd crowd(Shape shape) {
        return new Settlers(configs.stream().map(NodeConfig::port).toList()).settle(shape);
    }

    @Override
    public void close() {
        nodes.forEach(ChildProcess::close);
    }
}
