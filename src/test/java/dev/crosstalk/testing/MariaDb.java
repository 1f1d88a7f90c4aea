package dev.crosstalk.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.MySQLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real MariaDB server for tests: the machine's {@code mariadbd} if there is one, else the one that comes as a Maven
 * artifact. It listens on loopback, keeps its data in a temporary directory and ends with the JVM of the tests.
 */
public final class MariaDb implements AutoCloseable {
    private final MariaDbInstallation installation;
    private final Path directory = TemporaryDirectory.create("mariadb");
    private final int port = FreePorts.one();
    private final AtomicInteger databases = new AtomicInteger();
    private ChildProcess server;

    private MariaDb(MariaDbInstallation installation) {
        this.installation = installation;
        installation.initialise(directory.resolve("data"));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        restart();
    }

    /** The server that all tests of this JVM share. Don't kill it. */
    public static MariaDb shared() {
        return Shared.SERVER;
    }

    /** A server of one's own, for tests that kill it. */
    public static MariaDb start() {
        return new MariaDb(MariaDbInstallation.find());
    }

    /** Makes an empty database and returns its URL, {@code mysql://root@127.0.0.1:PORT/NAME}. */
    public String freshDatabase() {
        String name = "crosstalk_" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return "mysql://root@127.0.0.1:" + port + "/" + name;
    }

    public int port() {
        return port;
    }

    /** Of the server's process, to measure or pin it. */
    public long pid() {
        return server.pid();
    }

    /** What the server says of its own version. */
    public String version() {
        return query("SELECT VERSION()");
    }

    /** SIGKILL. The data stay; {@link #restart()} recovers them. */
    public void kill() {
        server.kill9();
    }

    /** SIGSTOP: it hangs, its connections stay open. */
    public void freeze() {
        server.freeze();
    }

    /** SIGCONT: ends {@link #freeze()}. */
    public void thaw() {
        server.thaw();
    }

    /** Starts the server again on the same port and data; returns when it accepts connections. */
    public void restart() {
        List<String> command = new ArrayList<>(List.of(
                installation.server().toString(),
                "--no-defaults",
                "--user=root",
                "--basedir=" + installation.base(),
                "--datadir=" + directory.resolve("data"),
                "--socket=" + directory.resolve("socket"),
                "--pid-file=" + directory.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--max-connections=400",
                "--skip-ssl"));
        installation.messages().ifPresent(messages -> command.add("--lc-messages-dir=" + messages));
        server = ChildProcess.start(command, directory, Map.of("TMPDIR", directory.toString()));
        server.awaitLine(line -> line.contains("ready for connections"));
    }

    @Override
    public void close() {
        if (Files.exists(directory)) {
            server.close();
            TemporaryDirectory.delete(directory);
        }
    }

    private void execute(String sql) {
        onConnection(connection -> connection.query(sql).execute().mapEmpty());
    }

    private String query(String sql) {
        return onConnection(connection -> connection
                .query(sql)
                .execute()
                .map(rows -> rows.iterator().next().getString(0)));
    }

    private <T> T onConnection(java.util.function.Function<MySQLConnection, Future<T>> work) {
        MySQLConnectOptions options =
                new MySQLConnectOptions().setHost("127.0.0.1").setPort(port).setUser("root");
        Vertx vertx = Vertx.vertx();
        try {
            return MySQLConnection.connect(vertx, options)
                    .compose(connection -> work.apply(connection).eventually(connection::close))
                    .await(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("MariaDB does not answer", e);
        } finally {
            vertx.close();
        }
    }

    private static final class Shared {
        private static final MariaDb SERVER = MariaDb.start();
    }
}
