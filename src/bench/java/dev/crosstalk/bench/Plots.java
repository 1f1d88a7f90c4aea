package dev.crosstalk.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The pictures of a run: latency by percentile of each setting, and cost against size where there is more than one size. */
final class Plots {
    private static final double LEAST_MS = 0.01;

    private Plots() {}

    /** @return the name of each plot and its SVG */
    static Map<String, String> of(List<Measurement> measurements) {
        Map<String, String> plots = new LinkedHashMap<>();
        group(measurements, one -> one.scenario() + ": " + one.setting()).forEach((title, setting) -> {
            group(setting, one -> Integer.toString(one.size())).forEach((size, some) -> latency(title, size, some, plots));
            cost(title, setting, Metrics.CPU_EACH, plots);
            cost(title, setting, Metrics.P99, plots);
        });
        return plots;
    }

    private static void latency(String title, String size, List<Measurement> some, Map<String, String> plots) {
        Map<String, List<double[]>> lines = new LinkedHashMap<>();
        some.stream()
                .filter(one -> !one.curve().isEmpty())
                .forEach(one -> lines.put(
                        one.contender(),
                        one.curve().stream()
                                .filter(point -> point[0] < 100)
                                // Nines: 90 %, 99 %, 99.9 % stand in equal distances.
                                .map(point -> new double[] {
                                    1 / (1 - point[0] / 100), Math.max(LEAST_MS, point[1])
                                })
                                .toList()));
        if (!lines.isEmpty()) {
            String name = "latency-" + slug(title) + "-" + size;
            plots.put(name, new Plot(title + ", size " + size, "1 / (1 - percentile)", "ms", lines).svg());
        }
    }

    private static void cost(String title, List<Measurement> setting, String column, Map<String, String> plots) {
        Map<String, List<double[]>> lines = new LinkedHashMap<>();
        group(setting, Measurement::contender).forEach((contender, some) -> {
            List<double[]> line = new ArrayList<>();
            some.stream()
                    .filter(one -> one.values().getOrDefault(column, 0.0) > 0)
                    .collect(Collectors.groupingBy(
                            Measurement::size, java.util.TreeMap::new, Collectors.averagingDouble(value(column))))
                    .forEach((size, mean) -> line.add(new double[] {size, mean}));
            if (line.size() > 1) {
                lines.put(contender, line);
            }
        });
        if (!lines.isEmpty()) {
            plots.put(slug(column) + "-by-size-" + slug(title), new Plot(title, "size", column, lines).svg());
        }
    }

    private static ToDoubleFunction<Measurement> value(String column) {
        return one -> one.values().get(column);
    }

    private static Map<String, List<Measurement>> group(
            List<Measurement> measurements, java.util.function.Function<Measurement, String> by) {
        return measurements.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
    }

    private static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
