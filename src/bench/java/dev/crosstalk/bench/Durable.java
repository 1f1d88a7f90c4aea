package dev.crosstalk.bench;

import dev.crosstalk.bench.load.Outcome;
import dev.crosstalk.bench.load.Plan;
import java.util.LinkedHashMap;
import java.util.Map;

/** Posts that are stored, answered and delivered, from socket to sockets: 200 rooms of two, and one room of each size. */
final class Durable implements Scenario {
    private static final int PAIRS_WINDOW = 1_000;

    @Override
    public void run(Bench bench) {
        Map<String, Server> servers = new LinkedHashMap<>();
        try {
            for (String database : bench.options().databases()) {
                servers.put(database, CrosstalkServer.start(bench, database));
            }
            pairs(bench, servers);
            for (int size : bench.options().sizes()) {
                Map<String, Crowd> crowds = crowds(servers, Shape.rooms(1, size));
                compare(bench, servers, crowds, bench.load(FanOut.UNHURRIED, 0), "one room, 20 posts/s", size, true);
                compare(
                        bench,
                        servers,
                        crowds,
                        bench.load(0, FanOut.WINDOW),
                        "one room, flat out (64 under way)",
                        size,
                        true);
            }
        } finally {
            servers.values().forEach(Server::close);
        }
    }

    private static void pairs(Bench bench, Map<String, Server> servers) {
        Map<String, Crowd> crowds = crowds(servers, Shape.rooms(FanOut.PAIRS, 2));
        for (int rate : bench.options().rates()) {
            compare(bench, servers, crowds, bench.load(rate, 0), "200 rooms of 2, " + rate + " posts/s", 2, false);
        }
        compare(
                bench,
                servers,
                crowds,
                bench.load(0, PAIRS_WINDOW),
                "200 rooms of 2, flat out (1000 under way)",
                2,
                false);
    }

    private static Map<String, Crowd> crowds(Map<String, Server> servers, Shape shape) {
        Map<String, Crowd> crowds = new LinkedHashMap<>();
        servers.forEach((database, server) -> crowds.put(database, server.crowd(shape)));
        return crowds;
    }

    private static void compare(
            Bench bench,
            Map<String, Server> servers,
            Map<String, Crowd> crowds,
            Plan.Load load,
            String setting,
            int size,
            boolean many) {
        for (int i = 0; i < bench.options().repetitions(); i++) {
            servers.forEach((database, server) -> {
                Outcome outcome = bench.measure(server, crowds.get(database), load);
                Map<String, Double> values = Metrics.posts(outcome);
                if (many) {
                    values.putAll(Metrics.deliveries(outcome));
                }
                bench.report()
                        .add(new Measurement(
                                "durable",
                                setting,
                                database,
                                size,
                                values,
                                outcome.acknowledgement().curve()));
            });
        }
    }
}
