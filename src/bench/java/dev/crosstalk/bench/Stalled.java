package dev.crosstalk.bench;

import dev.crosstalk.bench.load.Outcome;
import dev.crosstalk.bench.load.Plan;
import dev.crosstalk.bench.load.Processes;
import java.util.Map;

/** A room in which nobody, or one, stops reading: what the others notice, what the server keeps for it, and when it is cut off. */
final class Stalled implements Scenario {
    private static final double PER_SECOND = 50;
    private static final int TEXT_BYTES = 4_000;
    private static final double MB = 1 << 20;

    @Override
    public void run(Bench bench) {
        int size = bench.options().sizes().get(0);
        try (Contenders contenders = Contenders.start(bench)) {
            for (int i = 0; i < bench.options().repetitions(); i++) {
                for (String name : contenders.names()) {
                    Server server = contenders.get(name);
                    Crowd crowd = server.crowd(Shape.rooms(1, size));
                    measure(bench, name, server, crowd, 0);
                    measure(bench, name, server, crowd, 1);
                }
            }
        }
    }

    private static void measure(Bench bench, String name, Server server, Crowd crowd, int stalled) {
        Plan.Load load = new Plan.Load(
                PER_SECOND, 0, bench.options().warmUp(), bench.options().seconds(), TEXT_BYTES);
        long pid = server.processes().get(Server.SERVER);
        long before = Processes.residentBytes(pid);
        try (Load run = Load.run(bench.programs(), Bench.stalled(server, crowd, load, stalled))) {
            Outcome outcome = run.outcome();
            Map<String, Double> values = Metrics.deliveries(outcome);
            values.put("resident MB more", (Processes.residentBytes(pid) - before) / MB);
            if (stalled > 0) {
                values.put(
                        "cut off after s",
                        outcome.stalledClosedAfter().isEmpty()
                                ? Double.NaN
                                : outcome.stalledClosedAfter().get(0));
            }
            bench.report()
                    .add(new Measurement(
                            "stalled",
                            "one room, 50 messages/s of 4000 bytes, " + stalled + " stalled",
                            name,
                            crowd.members().size(),
                            values,
                            outcome.delivery().curve()));
        }
    }
}
