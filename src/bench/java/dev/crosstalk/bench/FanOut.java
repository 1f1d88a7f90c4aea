package dev.crosstalk.bench;

import dev.crosstalk.bench.load.Outcome;
import dev.crosstalk.testing.Executables;
import java.util.HashMap;
import java.util.Map;

/**
 * Messages that nobody stores: one room of each size, unhurried and as fast as they are taken, and many rooms of two. All servers
 * get the same messages over sockets of the members in turn.
 */
final class FanOut implements Scenario {
    static final double UNHURRIED = 20;
    static final int WINDOW = 64;
    static final int PAIRS = 200;
    private static final int PAIRS_WINDOW = 1_000;

    @Override
    public void run(Bench bench) {
        bench.report()
                .note("ejabberd is NOT MEASURED: "
                        + (Executables.find("ejabberdctl").isPresent()
                                ? "the load does not speak XMPP yet"
                                : "it is not installed here, and the load does not speak XMPP yet"));
        try (Contenders contenders = Contenders.start(bench)) {
            for (int size : bench.options().sizes()) {
                Shape room = Shape.rooms(1, size);
                compare(bench, contenders, room, UNHURRIED, 0, "one room, 20 messages/s", size);
                compare(bench, contenders, room, 0, WINDOW, "one room, flat out (64 under way)", size);
            }
            Shape pairs = Shape.rooms(PAIRS, 2);
            compare(bench, contenders, pairs, 0, PAIRS_WINDOW, "200 rooms of 2, flat out (1000 under way)", 2);
        }
    }

    private static void compare(
            Bench bench,
            Contenders contenders,
            Shape shape,
            double perSecond,
            int window,
            String setting,
            int size) {
        Map<String, Crowd> crowds = new HashMap<>();
        for (int i = 0; i < bench.options().repetitions(); i++) {
            for (String name : contenders.names()) {
                Server server = contenders.get(name);
                Crowd crowd = crowds.computeIfAbsent(name, first -> server.crowd(shape));
                Outcome outcome = bench.measure(server, crowd, bench.load(perSecond, window));
                bench.report()
                        .add(new Measurement(
                                "fan-out",
                                setting,
                                name,
                                size,
                                Metrics.deliveries(outcome),
                                outcome.delivery().curve()));
            }
        }
    }
}
