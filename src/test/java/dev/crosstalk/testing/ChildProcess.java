package dev.crosstalk.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * A program that a test has started: its output (both streams, line by line), signals and exit code.
 * It is killed when the JVM of the tests exits.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private final Thread killAtExit;

    private ChildProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of " + process.pid());
        this.killAtExit = new Thread(process::destroyForcibly);
        reader.setDaemon(true);
        reader.start();
        Runtime.getRuntime().addShutdownHook(killAtExit);
    }

    public static ChildProcess start(List<String> command) {
        return start(command, Path.of("").toAbsolutePath(), Map.of());
    }

    /** Starts a command in a directory, with these variables added to the environment of the tests. */
    public static ChildProcess start(List<String> command, Path directory, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toAbsolutePath().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end; fails with its output when its exit code isn't 0. */
    public static List<String> run(List<String> command, Path directory, Map<String, String> environment) {
        ChildProcess process = start(command, directory, environment);
        int exitCode = process.awaitExit();
        if (exitCode != 0) {
            throw new IllegalStateException(
                    command + " exited with " + exitCode + ":\n" + String.join("\n", process.output()));
        }
        return process.output();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public List<String> output() {
        return List.copyOf(output);
    }

    /** Waits until some line of the output satisfies this, and returns the line; fails when the process ends before. */
    public String awaitLine(Predicate<String> wanted) {
        return awaitLine(wanted, PATIENCE);
    }

    /** As {@link #awaitLine(Predicate)}, with another patience. */
    public String awaitLine(Predicate<String> wanted, Duration atMost) {
        Awaitility.await()
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(20))
                .failFast(() -> {
                    if (!process.isAlive()
                            && !reader.isAlive()
                            && output.stream().noneMatch(wanted)) {
                        throw new IllegalStateException("the process ended:\n" + String.join("\n", output));
                    }
                })
                .until(() -> output.stream().anyMatch(wanted));
        return output.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** The exit code, once the process has ended and all its output is here. */
    public int awaitExit() {
        return awaitExit(PATIENCE);
    }

    public int awaitExit(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("still running after " + atMost + ":\n" + String.join("\n", output));
            }
            reader.join(atMost.toMillis());
            forgetAtExit();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL: no shutdown hook runs, nothing is flushed. Returns when the process is gone. */
    public void kill9() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM: asks for a graceful stop, and doesn't wait for it. */
    public void sigterm() {
        process.destroy();
    }

    /** SIGSTOP: the process stands still, its sockets stay open. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT: ends {@link #freeze()}. */
    public void thaw() {
        signal("CONT");
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill9();
        }
    }

    private void signal(String name) {
        run(
                List.of("kill", "-" + name, Long.toString(process.pid())),
                Path.of("").toAbsolutePath(),
                Map.of());
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException e) {
            output.add("(output lost: " + e.getMessage() + ")");
        }
    }

    private void forgetAtExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(killAtExit);
        } catch (IllegalStateException e) {
            // The JVM is exiting already: the hook runs and finds nothing to kill.
            output.add("(ended while the tests ended)");
        }
    }
}
