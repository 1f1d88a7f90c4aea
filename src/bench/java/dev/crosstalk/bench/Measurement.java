package dev.crosstalk.bench;

import java.util.List;
import java.util.Map;

/**
 * One measurement.
 *
 * @param setting what was done, the same for all contenders that are compared
 * @param size of whatever the scenario varies
 * @param values by the name of their column
 * @param curve percentile and milliseconds, of what the setting's plot shows; empty for no plot
 */
record Measurement(
        String scenario, String setting, String contender, int size, Map<String, Double> values, List<double[]> curve) {
    Measurement(String scenario, String setting, String contender, int size, Map<String, Double> values) {
        this(scenario, setting, contender, size, values, List.of());
    }
}
