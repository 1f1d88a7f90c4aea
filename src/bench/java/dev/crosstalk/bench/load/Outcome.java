package dev.crosstalk.bench.load;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What the load process measured.
 *
 * @param seconds the measured stretch
 * @param sent messages that were due in it
 * @param deliveries of messages, to whomever, in it
 * @param missing deliveries of its messages that never came
 * @param unexpected deliveries of a message to a socket that had it, or of none that was sent
 * @param acknowledged answers to posts, in it
 * @param receivedBytes everything that came in it
 * @param refused answers that were failures, to any post of it
 * @param delivery from when a message was due to each socket that got it
 * @param last from when a message was due until the last socket got it
 * @param acknowledgement from when a message was due to its answer
 * @param cpuSeconds of the watched processes, the load process and the machine, in it
 * @param busy the part of it in which the load process was neither waiting nor spinning
 * @param connect from the first byte of a socket to its being ready
 * @param connectSeconds until all sockets were ready: at first, and after each storm
 * @param closed sockets that were closed by the server, by code; 1006 without a word
 * @param stalledClosedAfter seconds until each of those who stopped reading was cut off, if they were
 */
public record Outcome(
        double seconds,
        long sent,
        long deliveries,
        long missing,
        long unexpected,
        long acknowledged,
        long receivedBytes,
        long refused,
        Percentiles delivery,
        Percentiles last,
        Percentiles acknowledgement,
        Map<String, Double> cpuSeconds,
        double busy,
        int sockets,
        Percentiles connect,
        List<Double> connectSeconds,
        Map<Integer, Integer> closed,
        List<Double> stalledClosedAfter) {

    /** The load process among the {@link #cpuSeconds}. */
    public static final String LOAD = "load";

    /** All processes of the machine among them. */
    public static final String MACHINE = "machine";

    /** Times in milliseconds. */
    public record Percentiles(
            long count, double p50, double p90, double p95, double p99, double p999, double most, List<double[]> curve) {
        private static final double[] CURVE = {0, 50, 75, 90, 95, 98, 99, 99.5, 99.9, 99.95, 99.99, 100};

        /** @param micros what was recorded, in microseconds */
        public static Percentiles of(Histogram micros) {
            List<double[]> curve = java.util.Arrays.stream(CURVE)
                    .mapToObj(percentile -> new double[] {percentile, at(micros, percentile)})
                    .toList();
            return new Percentiles(
                    micros.getTotalCount(),
                    at(micros, 50),
                    at(micros, 90),
                    at(micros, 95),
                    at(micros, 99),
                    at(micros, 99.9),
                    micros.getMaxValue() / 1e3,
                    curve);
        }

        private static double at(Histogram micros, double percentile) {
            return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / 1e3;
        }
    }
}
