package dev.crosstalk.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A replay that runs while a test does harm to the nodes. */
final class BackgroundReplay {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Path report;
    private final CompletableFuture<Integer> exitCode;

    private BackgroundReplay(Path report, List<String> arguments) {
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        this.report = report;
        this.exitCode = CompletableFuture.supplyAsync(() -> new ReplayCommand(stream, stream).run(arguments));
    }

    static BackgroundReplay start(Path report, String... arguments) {
        return new BackgroundReplay(
                report,
                Stream.concat(Stream.of("--report", report.toString()), Stream.of(arguments))
                        .toList());
    }

    int awaitExitCode() throws Exception {
        return exitCode.get(4, TimeUnit.MINUTES);
    }

    boolean isRunning() {
        return !exitCode.isDone();
    }

    String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    JsonNode report() throws IOException {
        return Json.parse(Files.readString(report));
    }
}
