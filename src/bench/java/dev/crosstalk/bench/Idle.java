package dev.crosstalk.bench;

import dev.crosstalk.bench.load.Outcome;
import dev.crosstalk.bench.load.Plan;
import dev.crosstalk.bench.load.Processes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sockets that are subscribed to 50 rooms each and hear nothing: what each costs in memory, and all of them in processor time. */
final class Idle implements Scenario {
    static final int SUBSCRIPTIONS = 50;
    private static final double KB = 1024;

    @Override
    public void run(Bench bench) {
        int count = bench.options().sockets();
        Shape shape = Shape.mixed(count, Math.max(SUBSCRIPTIONS, count / 2), SUBSCRIPTIONS);
        String database = bench.options().databases().get(0);
        try (CrosstalkServer server = CrosstalkServer.start(bench, database)) {
            Crowd crowd = server.crowd(shape);
            for (int i = 0; i < bench.options().repetitions(); i++) {
                server.restart();
                measure(bench, "crosstalk, " + database, server, crowd);
            }
        }
        for (String name : bench.options().contenders()) {
            if (!name.startsWith("crosstalk")) {
                for (int i = 0; i < bench.options().repetitions(); i++) {
                    compare(bench, name, shape);
                }
            }
        }
    }

    private static void compare(Bench bench, String name, Shape shape) {
        try (Contenders contenders = Contenders.start(bench, name)) {
            for (String started : contenders.names()) {
                Server server = contenders.get(started);
                measure(bench, started, server, server.crowd(shape));
            }
        }
    }

    private static void measure(Bench bench, String name, Server server, Crowd crowd) {
        long pid = server.processes().get(Server.SERVER);
        boolean java = !name.equals("socket.io");
        long heapBefore = java ? Processes.liveHeapBytes(pid) : 0;
        long before = Processes.residentBytes(pid);
        Plan.Load rest = Plan.Load.none(bench.options().warmUp(), bench.options().seconds());
        try (Load load = Load.run(bench.programs(), Bench.plan(server, crowd, rest))) {
            Outcome outcome = load.outcome();
            int count = crowd.members().size();
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("resident KB/socket", (Processes.residentBytes(pid) - before) / KB / count);
            if (java) {
                values.put("live heap KB/socket", (Processes.liveHeapBytes(pid) - heapBefore) / KB / count);
            }
            values.put("resident MB before", before / KB / KB);
            Metrics.limits(outcome, values);
            values.keySet().removeAll(List.of(Metrics.MISSING, Metrics.UNEXPECTED));
            bench.report()
                    .add(new Measurement("idle", SUBSCRIPTIONS + " subscriptions each", name, count, values));
        }
    }
}
