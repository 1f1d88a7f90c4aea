package dev.crosstalk.testing;

import java.io.IOException;
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
import java.util.Objects;
import org.awaitility.Awaitility;

/**
 * The product's jar running in a process of its own, as an operator starts it: {@code java -jar crosstalk.jar …}.
 * The jar is the one that the build has just packaged (system property {@code crosstalk.jar}).
 */
public final class ServerProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final ChildProcess process;

    private ServerProcess(ChildProcess process) {
        this.process = process;
    }

    /** Starts the jar in a directory, with these variables added to the environment. Doesn't wait. */
    public static ServerProcess start(Path directory, Map<String, String> environment, String... arguments) {
        return startWith("1g", directory, environment, arguments);
    }

    private static ServerProcess startWith(
            String heap, Path directory, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                java().toString(),
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                // What lives so short pays for the second compiler and hardly gains by it.
                "-XX:TieredStopAtLevel=1",
                "-XX:SharedArchiveFile=" + jar().resolveSibling("crosstalk.jsa"),
                "-jar",
                jar().toString()));
        command.addAll(List.of(arguments));
        return new ServerProcess(ChildProcess.start(command, directory, environment));
    }

    /** Starts a node on this configuration file and waits until {@code GET /readyz} at the port answers 200. */
    public static ServerProcess node(Path directory, Path configuration, int httpPort) {
        return node(directory, configuration, httpPort, Map.of());
    }

    /** As {@link #node}, with these variables added to the environment. */
    public static ServerProcess node(
            Path directory, Path configuration, int httpPort, Map<String, String> environment) {
        return start(directory, environment, "-conf", configuration.toString()).awaitReady(httpPort);
    }

    /** As {@link #node}, with as little heap as that; it ends when it needs more. */
    public static ServerProcess small(Path directory, Path configuration, int httpPort, String heap) {
        return startWith(heap, directory, Map.of(), "-conf", configuration.toString())
                .awaitReady(httpPort);
    }

    /** The program: its output, signals and exit code. */
    public ChildProcess process() {
        return process;
    }

    public ServerProcess awaitReady(int httpPort) {
        HttpClient client = HttpClient.newHttpClient();
        Awaitility.await()
                .atMost(READY_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the node ended:\n" + String.join("\n", process.output()));
                    }
                })
                .until(() -> isReady(client, httpPort));
        return this;
    }

    public void kill9() {
        process.kill9();
    }

    /** SIGTERM, and the exit code of the graceful stop: 143, as the JVM has it after its hooks have run. */
    public int stop() {
        process.sigterm();
        return process.awaitExit();
    }

    @Override
    public void close() {
        process.close();
    }

    private static boolean isReady(HttpClient client, int httpPort) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/readyz"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static Path jar() {
        Path jar = Path.of(Objects.requireNonNullElse(System.getProperty("crosstalk.jar"), "target/crosstalk.jar"))
                .toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: run `mvn package` first");
        }
        return jar;
    }
}
