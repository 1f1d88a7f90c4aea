package dev.crosstalk.testing;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis server for tests: the machine's {@code redis-server} if there is one, else the 6.2 that comes as a Maven
 * artifact. It listens on loopback, keeps nothing on disk and ends with the JVM of the tests.
 */
public final class RedisServer implements AutoCloseable {
    private static final int DATABASES = 4096;

    private final Path executable = executable();
    private final Path directory = TemporaryDirectory.create("redis");
    private final int port = FreePorts.one();
    private final AtomicInteger databases = new AtomicInteger();
    private ChildProcess server;

    private RedisServer() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        restart();
    }

    /** The server that all tests of this JVM share. Don't kill it. */
    public static RedisServer shared() {
        return Shared.SERVER;
    }

    /** A server of one's own, for tests that kill it. */
    public static RedisServer start() {
        return new RedisServer();
    }

    /** Picks a logical database that nobody has used and returns its URL, {@code redis://127.0.0.1:PORT/N}. */
    public String freshDatabase() {
        int number = databases.incrementAndGet();
        if (number >= DATABASES) {
            throw new IllegalStateException("all " + DATABASES + " databases are in use");
        }
        return "redis://127.0.0.1:" + port + "/" + number;
    }

    /** What the server says of its own version. */
    public String version() {
        Vertx vertx = Vertx.vertx();
        try {
            return Redis.createClient(vertx, "redis://127.0.0.1:" + port)
                    .send(Request.cmd(Command.INFO).arg("server"))
                    .map(response -> field(response.toString(), "redis_version:"))
                    .await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Redis does not answer", e);
        } finally {
            vertx.close();
        }
    }

    /** SIGKILL. All data are lost. */
    public void kill() {
        server.kill9();
    }

    /** Starts the server again, empty, on the same port; returns when it accepts connections. */
    public void restart() {
        List<String> command = List.of(
                executable.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--databases",
                Integer.toString(DATABASES),
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                directory.toString());
        server = ChildProcess.start(command, directory, Map.of());
        server.awaitLine(line -> line.contains("Ready to accept connections"));
    }

    @Override
    public void close() {
        if (Files.exists(directory)) {
            server.close();
            TemporaryDirectory.delete(directory);
        }
    }

    private static Path executable() {
        return Executables.find("redis-server").orElseGet(RedisServer::unpacked);
    }

    private static Path unpacked() {
        try {
            return ExecutableProvider.newJarResourceProvider().get().toPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow()
                .substring(name.length())
                .strip();
    }

    private static final class Shared {
        private static final RedisServer SERVER = RedisServer.start();
    }
}
