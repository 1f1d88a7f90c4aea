package dev.crosstalk.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Measurements of one setting as a table, those of one contender and size in one row: the mean, and from where to where. */
final class Table {
    /** Of a core, in percent, above which a process counts as having had no more to give. */
    private static final double FULL = 90;

    private Table() {}

    static String of(List<Measurement> measurements) {
        Set<String> columns = new LinkedHashSet<>();
        measurements.forEach(one -> columns.addAll(one.values().keySet()));
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("", "size"));
        head.addAll(columns);
        boolean judged = columns.contains(Metrics.LOAD);
        if (judged) {
            head.add("limit");
        }
        rows.add(head);
        Map<String, List<Measurement>> repetitions = measurements.stream()
                .collect(Collectors.groupingBy(
                        one -> one.contender() + " " + one.size(), LinkedHashMap::new, Collectors.toList()));
        repetitions.values().forEach(row -> {
            rows.add(row(row, columns));
            if (judged) {
                rows.get(rows.size() - 1).add(limit(row));
            }
        });
        return aligned(rows);
    }

    private static List<String> row(List<Measurement> repetitions, Set<String> columns) {
        Measurement first = repetitions.get(0);
        List<String> cells = new ArrayList<>(List.of(first.contender(), Integer.toString(first.size())));
        for (String column : columns) {
            cells.add(cell(repetitions.stream()
                    .map(one -> one.values().get(column))
                    .filter(value -> value != null)
                    .toList()));
        }
        return cells;
    }

    /** Which of the processes could do no more. */
    private static String limit(List<Measurement> repetitions) {
        if (mean(repetitions, Metrics.LOAD) > FULL) {
            return "load";
        }
        return mean(repetitions, Metrics.SERVER) > FULL ? "server" : "neither";
    }

    private static double mean(List<Measurement> repetitions, String column) {
        return repetitions.stream()
                .mapToDouble(one -> one.values().getOrDefault(column, 0.0))
                .average()
                .orElse(0);
    }

    private static String cell(List<Double> values) {
        if (values.isEmpty()) {
            return "";
        }
        var all = values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        String mean = number(all.getAverage());
        String least = number(all.getMin());
        String most = number(all.getMax());
        return least.equals(most) ? mean : mean + " (" + least + "–" + most + ")";
    }

    /** Three digits that count, and no more. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "never";
        }
        double size = Math.abs(value);
        if (size >= 1000) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        return value == Math.rint(value) || size >= 100
                ? Long.toString(Math.round(value))
                : String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(Math.max(3, widths[i]), row.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            line(table, rows.get(r), widths);
            if (r == 0) {
                List<String> rule = new ArrayList<>();
                for (int i = 0; i < columns; i++) {
                    rule.add(i == 0 ? "-".repeat(widths[i]) : "-".repeat(widths[i] - 1) + ":");
                }
                line(table, rule, widths);
            }
        }
        return table.toString();
    }

    private static void line(StringBuilder table, List<String> cells, int[] widths) {
        table.append('|');
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            table.append(' ').append(i == 0 ? cells.get(i) + padding : padding + cells.get(i)).append(" |");
        }
        table.append('\n');
    }
}
