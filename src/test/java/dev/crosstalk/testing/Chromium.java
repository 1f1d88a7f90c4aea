package dev.crosstalk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Chromium that browser tests run: the machine's own; else the one packed in the npm package
 * {@code @sparticuz/chromium}, which needs no root; else none, and Playwright downloads its own.
 */
record Chromium(Path executable, Map<String, String> environment) {
    private static final String PACKED = "node_modules/@sparticuz/chromium/bin";

    static Optional<Chromium> find(NodeJs node) {
        return Executables.find("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
                .map(executable -> new Chromium(executable, inherited()))
                .or(() -> packed(node));
    }

    private static Optional<Chromium> packed(NodeJs node) {
        if (!"amd64".equals(System.getProperty("os.arch"))) {
            return Optional.empty();
        }
        try {
            Path set = node.install("chromium");
            Path executable = set.resolve("chromium");
            if (!Files.exists(executable)) {
                Path partial = Files.createTempFile(set, "chromium", ".partial");
                unpack(node, set.resolve(PACKED).resolve("chromium.br"), partial);
                Files.move(partial, executable, StandardCopyOption.ATOMIC_MOVE);
            }
            return Optional.of(new Chromium(executable, libraries(node, set, executable)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The package brings NSS along, for machines that don't have it. */
    private static Map<String, String> libraries(NodeJs node, Path set, Path executable) {
        boolean complete = ChildProcess.run(List.of("ldd", executable.toString()), set, Map.of()).stream()
                .noneMatch(line -> line.contains("not found"));
        Map<String, String> environment = inherited();
        if (complete) {
            return environment;
        }
        Path archive = set.resolve("libraries.tar");
        unpack(node, set.resolve(PACKED).resolve("al2023.tar.br"), archive);
        ChildProcess.run(List.of("tar", "xf", archive.toString()), set, Map.of());
        environment.put("LD_LIBRARY_PATH", set.resolve("lib").toString());
        return environment;
    }

    private static Map<String, String> inherited() {
        return new HashMap<>(new ProcessBuilder().environment());
    }

    /** Node.js knows Brotli, Java doesn't. */
    private static void unpack(NodeJs node, Path from, Path to) {
        String program = "const fs = require('fs');"
                + "fs.createReadStream(process.argv[1]).pipe(require('zlib').createBrotliDecompress())"
                + ".pipe(fs.createWriteStream(process.argv[2], {mode: 0o755}))";
        ChildProcess.run(
                List.of(node.executable().toString(), "-e", program, from.toString(), to.toString()),
                from.getParent(),
                Map.of());
        if (!to.toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make " + to + " executable");
        }
    }
}
