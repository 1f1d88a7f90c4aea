package dev.crosstalk.bench.server;

import dev.crosstalk.bench.load.LoadProgram;
import dev.crosstalk.bench.load.Outcome.Percentiles;
import dev.crosstalk.bus.Json;
import dev.crosstalk.persistence.WriterRate;

/** The writer alone in a process of its own. Arguments: database URL, rooms, posts in flight, seconds to warm up, seconds. */
public final class WriterProgram {
    private WriterProgram() {}

    /** What it says when it is done. */
    public record Written(double postsPerSecond, long failed, double cpuMicrosEach, Percentiles acknowledgement) {}

    public static void main(String[] arguments) {
        WriterRate.Rate rate = WriterRate.measure(
                arguments[0],
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]));
        Written written = new Written(
                rate.postsPerSecond(), rate.failed(), rate.cpuMicrosEach(), Percentiles.of(rate.micros()));
        System.out.println(LoadProgram.DONE + Json.write(written));
        System.exit(0);
    }
}
