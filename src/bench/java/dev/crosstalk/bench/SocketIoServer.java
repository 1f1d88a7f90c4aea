package dev.crosstalk.bench;

import dev.crosstalk.bench.load.Dialects;
import dev.crosstalk.testing.ChildProcess;
import dev.crosstalk.testing.Executables;
import dev.crosstalk.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Socket.IO on the machine's Node.js, installed from npm into the build directory as the lock file says. */
record SocketIoServer(ChildProcess process, int port) implements Server {
    private static final Path SOURCES = Path.of("src", "bench", "js", "socket.io").toAbsolutePath();
    private static final Path INSTALLED =
            Path.of("target", "js", "bench-socket.io").toAbsolutePath();

    static Server start(Bench bench) {
        Path node = Executables.find("node", "nodejs").orElseThrow(() -> missing("node"));
        Path npm = Executables.find("npm").orElseThrow(() -> missing("npm"));
        int port = FreePorts.one();
        try {
            install(npm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChildProcess process = bench.programs()
                .server(INSTALLED, List.of(node.toString(), "server.cjs", Integer.toString(port)));
        process.awaitLine(line -> line.contains("listening"));
        return new SocketIoServer(process, port);
    }

    private static Contenders.Unavailable missing(String program) {
        return new Contenders.Unavailable(program + " is not installed here");
    }

    private static void install(Path npm) throws IOException {
        Files.createDirectories(INSTALLED);
        boolean done = Files.exists(INSTALLED.resolve("node_modules/socket.io"))
                && Files.mismatch(SOURCES.resolve("package-lock.json"), INSTALLED.resolve("package-lock.json")) == -1;
        for (String file : List.of("package.json", "package-lock.json", "server.cjs")) {
            Files.copy(SOURCES.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!done) {
            ChildProcess.run(
                    List.of(npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"), INSTALLED, Map.of());
        }
    }

    @Override
    public String dialect() {
        return Dialects.SOCKET_IO;
    }

    @Override
    public Map<String, Long> processes() {
        return Map.of(SERVER, process.pid());
    }

    @Override
    public Crowd crowd(Shape shape) {
        return Crowd.unknown(shape, port);
    }

    @Override
    public void close() {
        process.close();
    }
}
