package dev.crosstalk.bench;

import dev.crosstalk.bus.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything that was measured: told as it comes, and written as tables, JSON and plots. */
final class Report {
    private final PrintStream out;
    private final Options options;
    private final Map<String, String> machine;
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Report(PrintStream out, Options options, Map<String, String> machine) {
        this.out = out;
        this.options = options;
        this.machine = machine;
        machine.forEach((what, value) -> out.println(what + ": " + value));
    }

    void add(Measurement measurement) {
        measurements.add(measurement);
        out.printf(
                "%s · %s · size %d · %s: %s%n",
                measurement.scenario(),
                measurement.setting(),
                measurement.size(),
                measurement.contender(),
                measurement.values().entrySet().stream()
                        .map(value -> value.getKey() + " " + Table.number(value.getValue()))
                        .collect(Collectors.joining(", ")));
        write();
    }

    /** Says something that must not be overlooked. */
    void note(String note) {
        notes.add(note);
        out.println("NOTE: " + note);
    }

    List<Measurement> measurements() {
        return measurements;
    }

    void print() {
        out.println();
        out.println(text());
        out.println("Written to " + options.out());
    }

    /** After each measurement, so that a run that is ended has not been for nothing. */
    private void write() {
        try {
            Path directory = Files.createDirectories(options.out());
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("machine", machine);
            all.put("options", options);
            all.put("notes", notes);
            all.put("measurements", measurements);
            Files.writeString(directory.resolve("results.json"), Json.write(all) + "\n");
            Files.writeString(directory.resolve("results.md"), text());
            for (Map.Entry<String, String> plot : Plots.of(measurements).entrySet()) {
                Files.writeString(directory.resolve(plot.getKey() + ".svg"), plot.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder("# Results\n\n");
        machine.forEach((what, value) ->
                text.append("- ").append(what).append(": ").append(value).append('\n'));
        notes.forEach(note -> text.append("- **").append(note).append("**\n"));
        Map<String, List<Measurement>> tables = measurements.stream()
                .collect(Collectors.groupingBy(
                        one -> one.scenario() + ": " + one.setting(), LinkedHashMap::new, Collectors.toList()));
        tables.forEach((title, rows) ->
                text.append("\n## ").append(title).append("\n\n").append(Table.of(rows)));
        return text.toString();
    }
}
