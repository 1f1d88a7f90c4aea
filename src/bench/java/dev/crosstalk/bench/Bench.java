package dev.crosstalk.bench;

import dev.crosstalk.bench.load.Outcome;
import dev.crosstalk.bench.load.Plan;
import java.util.List;

/** What a scenario is given. */
record Bench(Options options, Programs programs, Report report) {
    private static final int CONNECTING = 64;

    static Plan plan(Server server, Crowd crowd, Plan.Load load) {
        return stalled(server, crowd, load, 0);
    }

    /** With all sockets dropped at once and back so many times first. */
    static Plan storms(Server server, Crowd crowd, int storms) {
        return new Plan(
                server.dialect(),
                crowd.members(),
                crowd.rooms(),
                server.processes(),
                Plan.Load.none(0, 1),
                CONNECTING,
                storms,
                0,
                List.of());
    }

    /** With so many who stop reading. */
    static Plan stalled(Server server, Crowd crowd, Plan.Load load, int stalled) {
        return new Plan(
                server.dialect(),
                crowd.members(),
                crowd.rooms(),
                server.processes(),
                load,
                CONNECTING,
                0,
                stalled,
                List.of());
    }

    /** The commands in turn, instead of messages. */
    Outcome ask(Server server, Crowd crowd, double perSecond, List<Plan.Ask> asks) {
        Plan plan = new Plan(
                server.dialect(),
                crowd.members(),
                crowd.rooms(),
                server.processes(),
                load(perSecond, 0),
                CONNECTING,
                0,
                0,
                asks);
        return Load.measure(programs, plan);
    }

    Outcome measure(Server server, Crowd crowd, Plan.Load load) {
        return Load.measure(programs, plan(server, crowd, load));
    }

    /** A load of messages at that rate, or of as many as are taken with so many under way. */
    Plan.Load load(double perSecond, int window) {
        return new Plan.Load(perSecond, window, options.warmUp(), options.seconds(), Scenarios.TEXT_BYTES);
    }
}
