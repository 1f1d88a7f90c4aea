package dev.crosstalk.bench;

import dev.crosstalk.bench.load.Outcome;
import dev.crosstalk.bench.load.Plan;
import java.util.Map;

/** One hot room whose members are spread over one, two and three nodes of a cluster, posts stored on MariaDB. */
final class Cluster implements Scenario {
    private static final int MOST_NODES = 3;

    @Override
    public void run(Bench bench) {
        int size = bench.options().sizes().get(0);
        for (int nodes = 1; nodes <= MOST_NODES; nodes++) {
            try (CrosstalkServer server = CrosstalkServer.cluster(bench, nodes)) {
                Crowd crowd = server.crowd(Shape.rooms(1, size));
                String room = "one room of " + size + ", ";
                measure(bench, server, crowd, bench.load(FanOut.UNHURRIED, 0), room + "20 posts/s", nodes);
                measure(bench, server, crowd, bench.load(0, FanOut.WINDOW), room + "flat out (64 under way)", nodes);
            }
        }
    }

    private static void measure(
            Bench bench, CrosstalkServer server, Crowd crowd, Plan.Load load, String setting, int nodes) {
        for (int i = 0; i < bench.options().repetitions(); i++) {
            try (Load run = Load.run(bench.programs(), Bench.plan(server, crowd, load))) {
                Outcome outcome = run.outcome();
                Map<String, Double> values = Metrics.deliveries(outcome);
                values.put("registrations", (double) server.registrations());
                bench.report()
                        .add(new Measurement(
                                "cluster",
                                setting,
                                nodes + (nodes == 1 ? " node" : " nodes"),
                                nodes,
                                values,
                                outcome.delivery().curve()));
            }
        }
    }
}
