package dev.crosstalk.capacity;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The command {@code capacity}: computes what a load needs. It measures nothing and connects nowhere. */
public final class CapacityCommand {
    private static final String HELP = """
            usage: crosstalk capacity [--NAME NUMBER]... [--json]

            Computes what so many people need: sockets, posts and deliveries a second, nodes of each role, databases, storage a
            year, and what breaks first. Every number can be given; what each default rests on stands behind it.
            src/doc/capacity.md has the formulas.

              --json   the same for programs

            """;

    private final PrintStream out;
    private final PrintStream err;

    public CapacityCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs to the end, and returns the exit code: 0, or 2 for a wrong command line. */
    public int run(List<String> words) {
        if (words.contains("--help")) {
            out.print(help());
            return 0;
        }
        List<String> figures = new ArrayList<>(words);
        boolean json = figures.removeIf("--json"::equals);
        try {
            Report report = new Report(Capacity.of(Figures.parse(figures)));
            if (json) {
                out.println(report.json());
            } else {
                out.print(report.table());
            }
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("crosstalk capacity: " + e.getMessage() + " (see --help)");
            return 2;
        }
    }

    private static String help() {
        StringBuilder help = new StringBuilder(HELP);
        for (Figure figure : Figure.values()) {
            help.append("  --%-24s %s (%s; %s)%n"
                    .formatted(
                            figure.option(),
                            figure.text(),
                            Numbers.shown(figure.preset()),
                            figure.basis().text()));
        }
        return help.append("\nExit code 0: computed; 2: the command line is wrong.\n")
                .toString();
    }
}
