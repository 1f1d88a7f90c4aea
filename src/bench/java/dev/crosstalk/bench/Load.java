package dev.crosstalk.bench;

import dev.crosstalk.bench.load.LoadProgram;
import dev.crosstalk.bench.load.Outcome;
import dev.crosstalk.bench.load.Plan;
import dev.crosstalk.bus.Json;
import dev.crosstalk.testing.TemporaryDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A load process: its sockets are open until it is closed. */
final class Load implements AutoCloseable {
    private final Process process;
    private final Outcome outcome;

    private Load(Process process, Outcome outcome) {
        this.process = process;
        this.outcome = outcome;
    }

    /** Carries out a plan, and returns when it was measured. */
    static Load run(Programs programs, Plan plan) {
        try {
            Path file = Files.writeString(TemporaryDirectory.create("plan").resolve("plan.json"), Json.write(plan));
            Process process = new ProcessBuilder(programs.load(LoadProgram.class, file.toString()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Load(process, outcome(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #run}, when nothing is to be looked at while the sockets are open. */
    static Outcome measure(Programs programs, Plan plan) {
        try (Load load = run(programs, plan)) {
            return load.outcome();
        }
    }

    private static Outcome outcome(Process process) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(LoadProgram.DONE)) {
                return Json.read(line.substring(LoadProgram.DONE.length()), Outcome.class);
            }
            System.out.println(line);
        }
        throw new IllegalStateException("the load process has ended before it had measured");
    }

    Outcome outcome() {
        return outcome;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
