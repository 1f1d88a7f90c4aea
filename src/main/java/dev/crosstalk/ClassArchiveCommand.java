package dev.crosstalk;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The command {@code class-archive}: writes what a node has read and checked of its classes into a file (AppCDS of the JDK),
 * with which nodes start in half the time.
 *
 * <p>It starts a node with a directory of its own on ports that are free, a cluster of one, and stops it once it is ready; the
 * JDK writes the file then.
 */
final class ClassArchiveCommand {
    private static final String HELP = """
            usage: crosstalk class-archive [FILE]

            Writes an archive of the jar's classes to FILE (beside the jar, crosstalk.jsa, if it is missing). Start nodes with

              java -XX:SharedArchiveFile=FILE -jar crosstalk.jar

            It holds for this jar in this place and for this JDK; with others it is left unused.

            Exit code 0: it was written; 1: it was not; 2: the command line is wrong.
            """;
    private static final String CONFIGURATION = """
            {"dataDirectory": "data",
             "http": {"port": %d},
             "cluster": {"enabled": true, "name": "class-archive", "port": %2$d, "members": ["127.0.0.1:%2$d"]}}
            """;
    private static final long STOP_WITHIN_S = 120;
    private static final int LINES_SHOWN = 20;

    private final PrintStream out;
    private final PrintStream err;

    ClassArchiveCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs to the end, and returns the exit code. */
    int run(List<String> words) {
        if (words.contains("--help")) {
            out.print(HELP);
            return 0;
        }
        if (words.size() > 1 || words.stream().anyMatch(word -> word.startsWith("-"))) {
            err.println("crosstalk class-archive: takes the name of a file at most (see --help)");
            return 2;
        }
        try {
            Path jar = jar();
            Path file = words.isEmpty()
                    ? jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", "") + ".jsa")
                    : Path.of(words.get(0));
            write(jar, file);
            out.println("Wrote " + file + " (" + (Files.size(file) >> 20) + " MB). Start nodes with");
            out.println("  java -XX:SharedArchiveFile=" + file + " -jar " + jar);
            return 0;
        } catch (IOException e) {
            err.println("crosstalk class-archive: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static Path jar() throws IOException {
        try {
            Path jar = Path.of(ClassArchiveCommand.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isRegularFile(jar)) {
                return jar;
            }
            throw new IOException("classes outside a jar cannot be archived");
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static void write(Path jar, Path file) throws IOException, InterruptedException {
        if (!Files.isWritable(file.toAbsolutePath().getParent())) {
            throw new IOException(file.getParent() + ": no directory that can be written to");
        }
        Path directory = Files.createTempDirectory("crosstalk");
        try {
            Path configuration =
                    Files.writeString(directory.resolve("node.json"), CONFIGURATION.formatted(freePort(), freePort()));
            Path made = directory.resolve("classes.jsa");
            runNode(jar, made, configuration);
            if (!Files.exists(made)) {
                throw new IOException("this JDK writes no archive of classes");
            }
            Files.copy(made, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            delete(directory);
        }
    }

    private static void runNode(Path jar, Path archive, Path configuration) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ArchiveClassesAtExit=" + archive,
                        "-jar",
                        jar.toString(),
                        "-conf",
                        configuration.toString())
                .directory(configuration.getParent().toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("CROSSTALK_"));
        Process node = builder.start();
        Deque<String> said = new ArrayDeque<>();
        boolean ready = false;
        try (BufferedReader lines = node.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (said.size() > LINES_SHOWN) {
                    said.remove();
                }
                if (line.contains(Node.READY)) {
                    ready = true;
                    // Process.destroy would close what is read here.
                    node.toHandle().destroy();
                }
            }
            if (!node.waitFor(STOP_WITHIN_S, TimeUnit.SECONDS)) {
                throw new IOException("the node does not stop");
            }
        } finally {
            node.destroyForcibly();
        }
        // The JDK says a lot behind it of the classes that it leaves out.
        if (!ready) {
            throw new IOException("the node did not start:\n" + String.join("\n", said));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
