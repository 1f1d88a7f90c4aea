package dev.crosstalk.bench;

import dev.crosstalk.bench.load.LoadProgram;
import dev.crosstalk.bench.server.WriterProgram;
import dev.crosstalk.bench.server.WriterProgram.Written;
import dev.crosstalk.bus.Json;
import dev.crosstalk.testing.ChildProcess;
import dev.crosstalk.testing.MariaDb;
import dev.crosstalk.testing.TemporaryDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The writer without sockets, with so many posts always in flight over 1,000 rooms, beside what the database itself takes. */
final class WriterAlone implements Scenario {
    private static final List<Integer> IN_FLIGHT = List.of(64, 400, 2_000);
    private static final String SETTING = "1000 rooms, by posts in flight";
    private static final int ROOMS = 1_000;
    /** The rooms are made one after the other. */
    private static final Duration SET_UP = Duration.ofMinutes(5);

    @Override
    public void run(Bench bench) {
        for (int i = 0; i < bench.options().repetitions(); i++) {
            for (String database : bench.options().databases()) {
                double ceiling = Ceiling.measure(database, bench.options().seconds());
                bench.report()
                        .add(new Measurement(
                                "writer",
                                "rows in insertions of 100, nothing else",
                                database,
                                100,
                                Map.of("rows/s", ceiling)));
                IN_FLIGHT.forEach(inFlight -> write(bench, database, inFlight, ceiling));
            }
        }
    }

    private static void write(Bench bench, String database, int inFlight, double ceiling) {
        String url = database.equals(CrosstalkServer.MARIADB)
                ? MariaDb.shared().freshDatabase()
                : "sqlite:" + TemporaryDirectory.create("writer").resolve("crosstalk.db");
        try (ChildProcess process = bench.programs()
                .server(
                        Path.of("").toAbsolutePath(),
                        WriterProgram.class,
                        url,
                        Integer.toString(ROOMS),
                        Integer.toString(inFlight),
                        Integer.toString((int) Math.ceil(bench.options().warmUp())),
                        Integer.toString((int) Math.ceil(bench.options().seconds())))) {
            String line = process.awaitLine(
                    one -> one.startsWith(LoadProgram.DONE),
                    SET_UP.plusSeconds((long) (bench.options().warmUp() + bench.options().seconds())));
            Written written = Json.read(line.substring(LoadProgram.DONE.length()), Written.class);
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("posts/s", written.postsPerSecond());
            values.put("of the raw rows/s %", 100 * written.postsPerSecond() / ceiling);
            values.put(Metrics.CPU_POST, written.cpuMicrosEach());
            values.put("answer: p50 ms", written.acknowledgement().p50());
            values.put("answer: p99 ms", written.acknowledgement().p99());
            values.put("refused", (double) written.failed());
            bench.report()
                    .add(new Measurement(
                            "writer",
                            SETTING,
                            database,
                            inFlight,
                            values,
                            written.acknowledgement().curve()));
        }
    }
}
