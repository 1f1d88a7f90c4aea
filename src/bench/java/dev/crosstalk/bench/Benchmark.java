package dev.crosstalk.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** The benchmark's command line: src/doc/benchmark.md says what is measured, how, and how to read it. */
public final class Benchmark {
    private Benchmark() {}

    public static void main(String[] arguments) {
        List<String> words = Arrays.stream(String.join(" ", arguments).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        try {
            run(words, System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + Options.USAGE);
            System.exit(2);
        }
        System.exit(0);
    }

    /** @throws IllegalArgumentException for words that make no sense */
    static Report run(List<String> words, PrintStream out) {
        Options options = Options.parse(words);
        Programs programs = new Programs(options);
        Report report = new Report(out, options, Machine.describe(options, programs));
        Bench bench = new Bench(options, programs, report);
        options.scenarios().forEach(name -> Scenarios.of(name).run(bench));
        report.print();
        return report;
    }
}
