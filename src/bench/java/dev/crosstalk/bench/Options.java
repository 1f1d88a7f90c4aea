package dev.crosstalk.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is measured, and how.
 *
 * @param scenarios by name, in order
 * @param contenders that are measured side by side, where a scenario has several
 * @param databases for what is stored: {@code sqlite}, {@code mariadb}
 * @param sizes of the one room of {@code fan-out} and {@code durable}
 * @param rates at which posts are offered to {@code durable}, per second
 * @param sockets of {@code idle} and {@code storm}
 * @param messages in the conversation of {@code history}
 * @param conversations of the one who comes back in {@code sync}
 * @param seconds that are measured each time
 * @param warmUp seconds before
 * @param repetitions of each measurement; the contenders take turns
 * @param serverCpu the core of the servers, or empty for any
 * @param loadCpu the core of the load, likewise
 * @param databaseCpu the cores of MariaDB, likewise
 * @param out where the results are written
 */
record Options(
        List<String> scenarios,
        List<String> contenders,
        List<String> databases,
        List<Integer> sizes,
        List<Integer> rates,
        int sockets,
        int messages,
        int conversations,
        double seconds,
        double warmUp,
        int repetitions,
        String serverCpu,
        String loadCpu,
        String databaseCpu,
        Path out) {
    private static final Map<String, String> DEFAULTS = defaults();

    static final String USAGE = """
            Usage: mvn -q -B verify -Pbench -Dbench="[OPTION VALUE]..."

              --scenarios    %s (default: all)
              --contenders   crosstalk, crosstalk-sockjs, stock, stock-sockjs, socket.io (default: all)
              --databases    sqlite, mariadb (default: both)
              --sizes        members of the one room (default: 1000,5000)
              --rates        posts per second offered to `durable` (default: 1000,5000)
              --sockets      of `idle` and `storm` (default: 2000)
              --messages     in the conversation of `history` (default: 1000000)
              --conversations  of the one who comes back in `sync` (default: 1000)
              --seconds      measured each time (default: 10)
              --warm-up      seconds before (default: 10)
              --repetitions  of each measurement (default: 2)
              --server-cpu, --load-cpu, --database-cpu
                             cores to pin to, as taskset reads them, or none (default: 0, 1, none)
              --out          directory of the results (default: target/bench)
            """.formatted(String.join(", ", Scenarios.names()));

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("scenarios", String.join(",", Scenarios.names()));
        defaults.put("contenders", "crosstalk,crosstalk-sockjs,stock,stock-sockjs,socket.io");
        defaults.put("databases", "sqlite,mariadb");
        defaults.put("sizes", "1000,5000");
        defaults.put("rates", "1000,5000");
        defaults.put("sockets", "2000");
        defaults.put("messages", "1000000");
        defaults.put("conversations", "1000");
        defaults.put("seconds", "10");
        defaults.put("warm-up", "10");
        defaults.put("repetitions", "2");
        defaults.put("server-cpu", "0");
        defaults.put("load-cpu", "1");
        defaults.put("database-cpu", "none");
        defaults.put("out", "target/bench");
        return defaults;
    }

    /** @throws IllegalArgumentException that says which word is wrong */
    static Options parse(List<String> words) {
        Map<String, String> values = new LinkedHashMap<>(DEFAULTS);
        for (int i = 0; i < words.size(); i += 2) {
            String name = words.get(i).replaceFirst("^--", "");
            if (!words.get(i).startsWith("--") || !DEFAULTS.containsKey(name) || i + 1 == words.size()) {
                throw new IllegalArgumentException("not an option with a value: " + words.get(i));
            }
            values.put(name, words.get(i + 1));
        }
        return new Options(
                known("scenarios", list(values.get("scenarios")), Scenarios.names()),
                known("contenders", list(values.get("contenders")), list(DEFAULTS.get("contenders"))),
                known("databases", list(values.get("databases")), list(DEFAULTS.get("databases"))),
                numbers(values.get("sizes")),
                numbers(values.get("rates")),
                Integer.parseInt(values.get("sockets")),
                Integer.parseInt(values.get("messages")),
                Integer.parseInt(values.get("conversations")),
                Double.parseDouble(values.get("seconds")),
                Double.parseDouble(values.get("warm-up")),
                Integer.parseInt(values.get("repetitions")),
                cpu(values.get("server-cpu")),
                cpu(values.get("load-cpu")),
                cpu(values.get("database-cpu")),
                Path.of(values.get("out")).toAbsolutePath());
    }

    private static List<String> known(String option, List<String> given, List<String> known) {
        List<String> unknown = new ArrayList<>(given);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("--" + option + " knows no " + String.join(", ", unknown));
        }
        return given;
    }

    private static List<String> list(String value) {
        return Arrays.stream(value.split(",")).filter(word -> !word.isBlank()).toList();
    }

    private static List<Integer> numbers(String value) {
        return list(value).stream().map(Integer::valueOf).toList();
    }

    private static String cpu(String value) {
        return value.equals("none") ? "" : value;
    }
}
