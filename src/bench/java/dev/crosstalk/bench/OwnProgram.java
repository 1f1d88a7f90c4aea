package dev.crosstalk.bench;

import dev.crosstalk.bench.server.FanOutNode;
import dev.crosstalk.bench.server.StockNode;
import dev.crosstalk.testing.ChildProcess;
import dev.crosstalk.testing.FreePorts;
import java.nio.file.Path;
import java.util.Map;

/** A server that is a program of the benchmark's own sources. It is given a port, and says when it listens there. */
record OwnProgram(ChildProcess process, int port, String dialect) implements Server {
    /** This project's bridge, hub and bus, with services that store nothing. */
    static Server fanOut(Bench bench, String dialect) {
        return start(bench, FanOutNode.class, dialect);
    }

    /** The bridge that comes with Vert.x. */
    static Server stock(Bench bench, String dialect) {
        return start(bench, StockNode.class, dialect);
    }

    private static Server start(Bench bench, Class<?> main, String dialect) {
        int port = FreePorts.one();
        ChildProcess process =
                bench.programs().server(Path.of("").toAbsolutePath(), main, Integer.toString(port));
        process.awaitLine(line -> line.contains("listening"));
        return new OwnProgram(process, port, dialect);
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
