package dev.crosstalk.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * The Node.js of the machine, with packages from npm that tests need. A package set is a directory of
 * {@code src/test/js} with its lock file; it is installed once into {@code target/js}, and no install script runs.
 */
public final class NodeJs {
    private static final Path SOURCES = Path.of("src", "test", "js").toAbsolutePath();
    private static final Path INSTALLED = Path.of("target", "js").toAbsolutePath();

    private static final String REASON = "SKIPPED: a test needs Node.js (node and npm on the PATH)";

    private final Path node;
    private final Path npm;

    private NodeJs(Path node, Path npm) {
        this.node = node;
        this.npm = npm;
    }

    /** Skips the running test, with the reason, where Node.js or npm is missing. */
    public static NodeJs orSkip() {
        var node = Executables.find("node", "nodejs");
        var npm = Executables.find("npm");
        if (node.isEmpty() || npm.isEmpty()) {
            // The build's own summary counts skipped tests, but keeps the reason to itself.
            System.err.println(REASON);
        }
        Assumptions.assumeTrue(node.isPresent() && npm.isPresent(), REASON);
        return new NodeJs(node.orElseThrow(), npm.orElseThrow());
    }

    public Path executable() {
        return node;
    }

    /** Installs the set, unless it is there from the same lock file, and returns the directory with its {@code node_modules}. */
    public Path install(String set) {
        Path target = INSTALLED.resolve(set);
        return Exclusively.under(target.resolve(".lock"), () -> {
            if (!isInstalled(set, target)) {
                installFresh(set, target);
            }
            return target;
        });
    }

    /** Starts a script of {@code src/test/js/SET}, with the set's packages in reach of its imports. */
    public ChildProcess start(String set, String script, List<String> arguments) {
        Path directory = install(set);
        Path copy = directory.resolve(script);
        Exclusively.under(directory.resolve(".lock"), () -> {
            Path source = SOURCES.resolve(set).resolve(script);
            if (!Files.exists(copy) || Files.mismatch(source, copy) != -1) {
                Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            return copy;
        });
        List<String> command = new java.util.ArrayList<>(List.of(node.toString(), copy.toString()));
        command.addAll(arguments);
        return ChildProcess.start(command, directory, Map.of());
    }

    private static boolean isInstalled(String set, Path target) throws IOException {
        Path done = target.resolve(".installed");
        return Files.exists(done) && Files.mismatch(done, SOURCES.resolve(set).resolve("package-lock.json")) == -1;
    }

    private void installFresh(String set, Path target) throws IOException {
        Path lock = SOURCES.resolve(set).resolve("package-lock.json");
        Files.copy(
                SOURCES.resolve(set).resolve("package.json"),
                target.resolve("package.json"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(lock, target.resolve("package-lock.json"), StandardCopyOption.REPLACE_EXISTING);
        ChildProcess.run(
                List.of(npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"), target, Map.of());
        Files.copy(lock, target.resolve(".installed"), StandardCopyOption.REPLACE_EXISTING);
    }
}
