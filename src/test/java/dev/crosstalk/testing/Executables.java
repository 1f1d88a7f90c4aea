package dev.crosstalk.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Programs of the machine, found by name as a shell would, and in the directories for servers. */
public final class Executables {
    private static final List<String> SERVER_DIRECTORIES = List.of("/usr/sbin", "/usr/local/sbin", "/usr/lib/chromium");

    private Executables() {}

    public static Optional<Path> find(String... names) {
        for (String name : names) {
            Optional<Path> found = onPath(name).or(() -> inServerDirectories(name));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> onPath(String name) {
        ChildProcess which = ChildProcess.start(List.of("sh", "-c", "command -v \"$1\"", "sh", name));
        int exitCode = which.awaitExit();
        return exitCode == 0
                ? which.output().stream()
                        .map(Path::of)
                        .filter(Files::isExecutable)
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<Path> inServerDirectories(String name) {
        return SERVER_DIRECTORIES.stream()
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
