package dev.crosstalk.bench;

import dev.crosstalk.bench.load.Outcome;
import dev.crosstalk.bench.load.Processes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sockets that sign in by bearer token and subscribe to 10 rooms each, as fast as they are let in, 64 on their way at once; then all
 * are dropped at once and come back.
 */
final class Storm implements Scenario {
    private static final int SUBSCRIPTIONS = 10;
    private static final double MICROS = 1e6;

    @Override
    public void run(Bench bench) {
        int count = bench.options().sockets();
        for (String database : bench.options().databases()) {
            try (CrosstalkServer server = CrosstalkServer.start(bench, database)) {
                Crowd crowd = server.crowd(Shape.mixed(count, Math.max(SUBSCRIPTIONS, count / 10), SUBSCRIPTIONS));
                server.restart();
                measure(bench, database, server, crowd);
            }
        }
    }

    private static void measure(Bench bench, String database, Server server, Crowd crowd) {
        int storms = bench.options().repetitions();
        int count = crowd.members().size();
        long pid = server.processes().get(Server.SERVER);
        double before = Processes.cpuSeconds(pid);
        Outcome outcome = Load.measure(bench.programs(), Bench.storms(server, crowd, storms));
        double cpuEach = (Processes.cpuSeconds(pid) - before) * MICROS / count / (storms + 1);
        for (int i = 0; i <= storms; i++) {
            Map<String, Double> values = new LinkedHashMap<>();
            double seconds = outcome.connectSeconds().get(i);
            values.put("sockets/s", count / seconds);
            values.put("until all are there, s", seconds);
            values.put("server CPU µs/socket", cpuEach);
            values.put("socket: p50 ms", outcome.connect().p50());
            values.put("socket: p99 ms", outcome.connect().p99());
            bench.report()
                    .add(new Measurement(
                            "storm",
                            i == 0 ? "first, to a server that has just started" : "all dropped at once and back",
                            database,
                            count,
                            values,
                            outcome.connect().curve()));
        }
    }
}
