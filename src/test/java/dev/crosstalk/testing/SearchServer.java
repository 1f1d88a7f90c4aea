package dev.crosstalk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A real OpenSearch or Elasticsearch for tests, as a process of its own on loopback, with its data in a temporary directory. */
public final class SearchServer implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String NOBODY = "65534";

    private final Path directory;
    private final int port;
    private final List<String> command;
    private final Map<String, String> environment;
    private ChildProcess process;

    private SearchServer(Path directory, int port, List<String> command, Map<String, String> environment) {
        this.directory = directory;
        this.port = port;
        this.command = command;
        this.environment = environment;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        restart();
    }

    public static SearchServer openSearch() {
        Path libraries = target("opensearch.classpath");
        Path directory = TemporaryDirectory.create("opensearch");
        List<Integer> ports = FreePorts.several(2);
        try {
            String classpath = Files.readString(libraries).strip();
            List<String> command = List.of(
                    java().toString(),
                    "-Xms384m",
                    "-Xmx384m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classpath,
                    Path.of("src/test/opensearch/OpenSearchProgram.java")
                            .toAbsolutePath()
                            .toString(),
                    directory.resolve("base").toString(),
                    ports.get(0).toString(),
                    ports.get(1).toString());
            return new SearchServer(directory, ports.get(0), command, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It refuses to run as root: then it runs as nobody, if that can be done here, else the test is skipped. */
    public static SearchServer elasticsearch() {
        Path zip = target("elasticsearch.zip");
        Path directory = TemporaryDirectory.create("elasticsearch");
        ChildProcess.run(List.of(java().resolveSibling("jar").toString(), "xf", zip.toString()), directory, Map.of());
        Path home = onlyDirectory(directory);
        home.resolve("bin/elasticsearch").toFile().setExecutable(true);
        for (String script :
                List.of("elasticsearch", "elasticsearch-env", "elasticsearch-cli", "elasticsearch-keystore")) {
            home.resolve("bin").resolve(script).toFile().setExecutable(true, false);
        }
        List<Integer> ports = FreePorts.several(2);
        List<String> command = new ArrayList<>(asSomebody(directory));
        command.addAll(List.of(
                home.resolve("bin/elasticsearch").toString(),
                "-Expack.security.enabled=false",
                "-Ediscovery.type=single-node",
                "-Ecluster.routing.allocation.disk.threshold_enabled=false",
                "-Ehttp.port=" + ports.get(0),
                "-Etransport.port=" + ports.get(1),
                "-Epath.data=" + directory.resolve("data"),
                "-Epath.logs=" + directory.resolve("logs")));
        Map<String, String> environment = Map.of(
                "ES_JAVA_HOME", System.getProperty("java.home"),
                "ES_JAVA_OPTS", "-Xms512m -Xmx512m -XX:TieredStopAtLevel=1",
                "HOME", directory.toString());
        return new SearchServer(directory, ports.get(0), command, environment);
    }

    private static List<String> asSomebody(Path directory) {
        boolean root = System.getProperty("user.name").equals("root");
        if (!root) {
            return List.of();
        }
        Path setpriv = Executables.find("setpriv").orElse(null);
        Assumptions.assumeTrue(
                setpriv != null,
                "Elasticsearch refuses to run as root, and setpriv, by which it would be nobody, is missing");
        ChildProcess.run(List.of("chown", "-R", NOBODY, directory.toString()), directory, Map.of());
        return List.of(setpriv.toString(), "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    }

    private static Path onlyDirectory(Path directory) {
        try (var files = Files.list(directory)) {
            return files.filter(Files::isDirectory).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path target(String name) {
        Path file = Path.of("target", name).toAbsolutePath();
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing: run `mvn verify`, which puts it there");
        }
        return file;
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The body of an answer, whatever it is. */
    public String ask(String method, String path) {
        return send(method, path).body();
    }

    private HttpResponse<String> send(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGSTOP: it hangs, its connections stay open. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT: ends {@link #freeze()}. */
    public void thaw() {
        signal("CONT");
    }

    /** Elasticsearch is the child of a program that starts it. */
    private void signal(String name) {
        Stream.concat(Stream.of(process.pid()), children().stream().map(ProcessHandle::pid))
                .forEach(pid -> ChildProcess.run(List.of("kill", "-" + name, pid.toString()), directory, Map.of()));
    }

    private List<ProcessHandle> children() {
        return ProcessHandle.of(process.pid())
                .map(handle -> handle.descendants().toList())
                .orElse(List.of());
    }

    public void kill() {
        List<ProcessHandle> children = children();
        children.forEach(ProcessHandle::destroyForcibly);
        process.close();
        children.forEach(child -> child.onExit().join());
    }

    /** Starts it again on the same port and data; returns when it is ready. */
    public void restart() {
        process = ChildProcess.start(command, directory, environment);
        Awaitility.await()
                .atMost(READY_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(
                                "the search server ended:\n" + String.join("\n", process.output()));
                    }
                })
                .ignoreExceptions()
                .until(() -> send("GET", "/_cluster/health").statusCode() == 200);
    }

    @Override
    public void close() {
        if (Files.exists(directory)) {
            kill();
            TemporaryDirectory.delete(directory);
        }
    }
}
