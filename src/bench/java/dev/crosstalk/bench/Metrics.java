package dev.crosstalk.bench;

import dev.crosstalk.bench.load.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** The columns of the tables. */
final class Metrics {
    static final String CPU_EACH = "server CPU µs/delivery";
    static final String CPU_POST = "server CPU µs/post";
    static final String P99 = "p99 ms";
    static final String SERVER = "server core %";
    static final String LOAD = "load busy %";
    static final String MISSING = "missing";
    static final String UNEXPECTED = "unexpected";
    private static final double MICROS = 1e6;

    private Metrics() {}

    /** Of messages to many. */
    static Map<String, Double> deliveries(Outcome outcome) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("deliveries/s", outcome.deliveries() / outcome.seconds());
        values.put(CPU_EACH, serverCpu(outcome) * MICROS / Math.max(1, outcome.deliveries()));
        values.put("p50 ms", outcome.delivery().p50());
        values.put(P99, outcome.delivery().p99());
        values.put("last of all: p50 ms", outcome.last().p50());
        values.put("last of all: p99 ms", outcome.last().p99());
        limits(outcome, values);
        return values;
    }

    /** Of posts that are stored. */
    static Map<String, Double> posts(Outcome outcome) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("posts/s", outcome.acknowledged() / outcome.seconds());
        values.put(CPU_POST, serverCpu(outcome) * MICROS / Math.max(1, outcome.acknowledged()));
        values.put("answer: p50 ms", outcome.acknowledgement().p50());
        values.put("answer: p95 ms", outcome.acknowledgement().p95());
        values.put("answer: p99 ms", outcome.acknowledgement().p99());
        values.put("last of all: p50 ms", outcome.last().p50());
        values.put("last of all: p99 ms", outcome.last().p99());
        values.put("refused", (double) outcome.refused());
        limits(outcome, values);
        return values;
    }

    /** Of commands other than posts. */
    static Map<String, Double> answers(Outcome outcome) {
        Map<String, Double> values = new LinkedHashMap<>();
        long answers = Math.max(1, outcome.acknowledged());
        values.put("answers/s", outcome.acknowledged() / outcome.seconds());
        values.put("server CPU µs/answer", serverCpu(outcome) * MICROS / answers);
        values.put("KB/answer", outcome.receivedBytes() / 1e3 / answers);
        values.put("answer: p50 ms", outcome.acknowledgement().p50());
        values.put("answer: p99 ms", outcome.acknowledgement().p99());
        values.put("refused", (double) outcome.refused());
        limits(outcome, values);
        return values;
    }

    /** What the server's processes spent, the database left out. */
    static double serverCpu(Outcome outcome) {
        return outcome.cpuSeconds().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(Server.SERVER))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Whether it was the server or the load that could do no more, or others that were in the way. */
    static void limits(Outcome outcome, Map<String, Double> values) {
        Map<String, Double> cpu = new LinkedHashMap<>(outcome.cpuSeconds());
        double others = cpu.remove(Outcome.MACHINE) - cpu.remove(Outcome.LOAD);
        for (Map.Entry<String, Double> process : cpu.entrySet()) {
            others -= process.getValue();
            values.put(process.getKey() + " core %", 100 * process.getValue() / outcome.seconds());
        }
        values.put(LOAD, 100 * outcome.busy());
        values.put("other programs core %", 100 * Math.max(0, others) / outcome.seconds());
        values.put(MISSING, (double) outcome.missing());
        values.put(UNEXPECTED, (double) outcome.unexpected());
        int closed =
                outcome.closed().values().stream().mapToInt(Integer::intValue).sum();
        if (closed > 0) {
            values.put("closed sockets", (double) closed);
        }
    }
}
