package dev.crosstalk.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Json;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class ReplayIT {
    private static final String LOG = """
            [10:00] <alice> one
            [10:00] <bob> two
            [10:00] <alice> three
            [10:00]  * mallory waves
            === alice is now known as alice_away
            [10:01] <bob> five
            """;

    private final Vertx vertx = Vertx.vertx();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    private Path log;
    private Path report;

    @BeforeEach
    void writeLog() throws IOException {
        log = Files.writeString(directory.resolve("day.log"), LOG);
        report = directory.resolve("report.json");
    }

    @AfterEach
    void closeServer() {
        vertx.close().await();
    }

    @Test
    void aReplayOnAServerThatKeepsItsPromisesIsClean() throws IOException {
        assertThat(replay(MisbehavingServer.Fault.NONE)).as(this::output).isZero();

        JsonNode found = report();
        assertThat(found.path("posts").asInt()).isEqualTo(5);
        assertThat(found.path("people").asInt()).isEqualTo(3);
        assertThat(found.path("joins").asInt()).isEqualTo(3);
        assertThat(found.path("renames").asInt()).isEqualTo(1);
        assertThat(found.path("deliveries").asInt() + found.path("caughtUp").asInt())
                .as("alice hears 5, bob 4, mallory 2")
                .isEqualTo(5 + 4 + 2);
        assertThat(found.path("namesTaken").asInt())
                .as("the server has a mallory already")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "DROPS_LIVE_EVENT", "CLOSES_BEFORE_ACKNOWLEDGING"})
    void aBrokenPromiseIsFoundAndMakesTheExitCodeOne(MisbehavingServer.Fault fault) throws IOException {
        assertThat(replay(fault)).isEqualTo(1);

        assertThat(report().path("violations").asInt()).isPositive();
        assertThat(output()).contains("VIOLATIONS").contains("day: ");
    }

    @Test
    void anEventThatDidNotComeIsAskedFor() throws IOException {
        assertThat(replay(MisbehavingServer.Fault.DROPS_LIVE_EVENT))
                .as(this::output)
                .isZero();

        assertThat(report().path("holes").asInt()).isPositive();
        assertThat(report().path("caughtUp").asInt()).isPositive();
    }

    @Test
    void aLineWhoseAnswerWasLostIsRepeatedOnTheNextSocketAndStoredOnce() throws IOException {
        assertThat(replay(MisbehavingServer.Fault.CLOSES_BEFORE_ACKNOWLEDGING))
                .as(this::output)
                .isZero();

        assertThat(report().path("reconnects").asInt()).isPositive();
        assertThat(report().path("duplicatesAnswered").asInt()).isEqualTo(1);
    }

    @Test
    void anUnreachableNodeIsSaidInOneLine() {
        int exitCode = run("--nodes", "http://127.0.0.1:1", "--patience", "1", log.toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(output()).contains("could not be played").contains("127.0.0.1");
    }

    private int replay(MisbehavingServer.Fault fault) {
        URI node = MisbehavingServer.start(vertx, fault);
        return run(
                "--nodes",
                node.toString(),
                "--flat-out",
                "--patience",
                "3",
                "--report",
                report.toString(),
                log.toString());
    }

    private int run(String... arguments) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new ReplayCommand(stream, stream).run(List.of(arguments));
    }

    private JsonNode report() throws IOException {
        return Json.parse(Files.readString(report));
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
