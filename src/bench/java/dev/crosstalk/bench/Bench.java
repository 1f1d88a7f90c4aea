package dev.crosstalk.bench;

import dev.crosstalk.bench.load.Outcome;
import dev.crosstalk.bench.load.Plan;
import java.util.Map;

/** What a scenario is given. */
record Bench(Options options, Programs programs, Report report) {
    private static final int CONNECTING = 64;

    Plan plan(Server server, Crowd crowd, Plan.Load load) {
        return plan(server.dialect(), server.processes(), crowd, load);
    }

    static Plan plan(String dialect, Map<String, Long> processes, Crowd crowd, Plan.Load load) {
        return new Plan(dialect, crowd.members(), crowd.rooms(), processes, load, CONNECTING, 0, 0);
    }

    Outcome measure(Server server, Crowd crowd, Plan.Load load) {
        return Load.measure(programs, plan(server, crowd, load));
    }

    /** A load of messages at that rate, or of as many as are taken with so many under way. */
    Plan.Load load(double perSecond, int window) {
        return new Plan.Load(perSecond, window, options.warmUp(), options.seconds(), Scenarios.TEXT_BYTES);
    }
}
