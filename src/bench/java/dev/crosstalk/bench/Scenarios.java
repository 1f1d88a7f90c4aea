package dev.crosstalk.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scenarios by name, in their order. */
final class Scenarios {
    /** Of a message, everywhere. */
    static final int TEXT_BYTES = 200;

    private static final Map<String, Scenario> ALL = new LinkedHashMap<>();

    static {
        ALL.put("fan-out", new FanOut());
        ALL.put("durable", new Durable());
        ALL.put("writer", new WriterAlone());
        ALL.put("idle", new Idle());
        ALL.put("storm", new Storm());
        ALL.put("sync", new Sync());
        ALL.put("history", new History());
        ALL.put("cluster", new Cluster());
        ALL.put("stalled", new Stalled());
    }

    private Scenarios() {}

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    static Scenario of(String name) {
        return ALL.get(name);
    }
}
