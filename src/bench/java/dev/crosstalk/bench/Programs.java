package dev.crosstalk.bench;

import dev.crosstalk.testing.ChildProcess;
import dev.crosstalk.testing.Executables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the processes that are measured and those that measure, each on its core where that can be had. */
final class Programs {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Optional<Path> taskset = Executables.find("taskset");
    private final Options options;

    Programs(Options options) {
        this.options = options;
    }

    /** Whether the cores that were asked for can be given. */
    boolean canPin() {
        return taskset.isPresent();
    }

    ChildProcess server(Path directory, List<String> command) {
        return ChildProcess.start(pinned(options.serverCpu(), command), directory, Map.of());
    }

    /** A program of the benchmark's own sources, as a server. */
    ChildProcess server(Path directory, Class<?> main, String... arguments) {
        return server(directory, java(main, "-Xmx1g", arguments));
    }

    List<String> load(Class<?> main, String... arguments) {
        return pinned(options.loadCpu(), java(main, "-Xmx2g", arguments));
    }

    static List<String> jar(String... arguments) {
        Path jar = Path.of(System.getProperty("crosstalk.jar", "target/crosstalk.jar"))
                .toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx1g", "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> java(Class<?> main, String heap, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(JAVA, heap, "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The command on that core; taskset becomes the program, so that the process is the program's. */
    List<String> pinned(String cpu, List<String> command) {
        if (cpu.isEmpty() || taskset.isEmpty()) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of(taskset.get().toString(), "-c", cpu));
        pinned.addAll(command);
        return pinned;
    }

    /** Pins a process that runs already. */
    void pin(String cpu, long pid) {
        if (!cpu.isEmpty() && taskset.isPresent()) {
            ChildProcess.run(
                    List.of(taskset.get().toString(), "-a", "-p", "-c", cpu, Long.toString(pid)),
                    Path.of("").toAbsolutePath(),
                    Map.of());
        }
    }
}
