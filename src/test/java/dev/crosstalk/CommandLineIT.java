package dev.crosstalk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.testing.EmbeddedNode;
import dev.crosstalk.testing.FreePorts;
import dev.crosstalk.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar says what is wrong in one line and ends with an exit code of its own. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CommandLineIT {
    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource
    void whatKeepsANodeFromStartingIsOneLineThatNamesIt(Map<String, String> environment, String line) {
        List<String> output = fails(1, environment);
        assertThat(output).filteredOn(text -> text.startsWith("crosstalk: ")).hasSize(1);
        assertThat(String.join("\n", output)).contains(line).doesNotContain("\tat ");
    }

    static Stream<Arguments> whatKeepsANodeFromStartingIsOneLineThatNamesIt() {
        String free = Integer.toString(FreePorts.one());
        return Stream.of(
                Arguments.of(
                        Map.of("CROSSTALK_HTTP_PROT", "1"),
                        "unknown environment variable CROSSTALK_HTTP_PROT; did you mean CROSSTALK_HTTP_PORT?"),
                Arguments.of(Map.of("CROSSTALK_HTTP_PORT", "x"), "CROSSTALK_HTTP_PORT must be a whole number"),
                Arguments.of(
                        Map.of(
                                "CROSSTALK_VERTICLES_PERSISTENCE_SETTINGS_URL",
                                "mysql://root@127.0.0.1:" + free + "/none",
                                "CROSSTALK_HTTP_PORT",
                                Integer.toString(FreePorts.one())),
                        "127.0.0.1:" + free),
                Arguments.of(
                        Map.of(
                                "CROSSTALK_VERTICLES_PRESENCE_SETTINGS_STORE",
                                "http://127.0.0.1",
                                "CROSSTALK_HTTP_PORT",
                                Integer.toString(FreePorts.one())),
                        "verticles.presence.settings"));
    }

    @Test
    void aMistypedKeyOfAFileIsNamedWithTheNearest() throws IOException {
        Path file = Files.writeString(directory.resolve("conf.json"), "{\"verticles\": {\"brigde\": {}}}");
        assertThat(String.join("\n", fails(1, Map.of(), "-conf", file.toString(), "--check-config")))
                .contains("conf.json: unknown key verticles.brigde; did you mean verticles.bridge?");
        assertThat(String.join("\n", fails(2, Map.of(), "--chek-config"))).contains("--chek-config");
    }

    @Test
    void aPortInUseAndADataDirectoryInUseAreNamed() {
        try (EmbeddedNode node = EmbeddedNode.start()) {
            String conf = node.configuration().file().toString();
            Map<String, String> otherData = Map.of("CROSSTALK_DATA_DIRECTORY", directory.toString());
            Map<String, String> otherPort = Map.of("CROSSTALK_HTTP_PORT", Integer.toString(FreePorts.one()));
            assertThat(String.join("\n", fails(1, otherData, "-conf", conf)))
                    .contains("cannot listen on 127.0.0.1:" + node.port());
            assertThat(String.join("\n", fails(1, otherPort, "-conf", conf))).contains("is in use by another process");
        }
    }

    @Test
    void theConfigurationIsCheckedAndPrintedWithoutStartingAnything() {
        assertThat(succeeds("--check-config")).contains("The configuration is valid.");
        assertThat(String.join("\n", succeeds("--print-config")))
                .contains("\"port\" : 8080")
                .contains("\"dataDirectory\"");
        assertThat(String.join("\n", succeeds("--help"))).contains("Usage:");
        assertThat(String.join("\n", succeeds("--version"))).startsWith("crosstalk ");
        assertThat(directory).isEmptyDirectory();
    }

    /** With {@code -Xshare:on} a JVM refuses to run without the archive that it is given. */
    @Test
    void theArchiveOfClassesThatTheBuildMakesIsUsed() {
        assertThat(String.join("\n", fails(0, Map.of("JDK_JAVA_OPTIONS", "-Xshare:on"), "--version")))
                .contains("crosstalk ");
    }

    @Test
    void anArchiveOfClassesThatCannotBeWrittenIsToldAtOnce() {
        assertThat(String.join("\n", fails(1, Map.of(), "class-archive", "no/such/directory.jsa")))
                .contains("crosstalk class-archive: no/such: ");
        assertThat(String.join("\n", fails(2, Map.of(), "class-archive", "a.jsa", "b.jsa")))
                .contains("see --help");
        assertThat(String.join("\n", succeeds("class-archive", "--help"))).contains("-XX:SharedArchiveFile");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatALoadNeedsIsComputedWithoutStartingAnything() {
        assertThat(String.join("\n", succeeds("capacity", "--daily-users", "1000")))
                .contains("people a day (given)")
                .contains("What breaks first");
        assertThat(String.join("\n", fails(2, Map.of(), "capacity", "--daily-users", "-1")))
                .contains("crosstalk capacity: --daily-users must be between ");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void sigtermStopsANodeInOrder() {
        try (EmbeddedNode node = EmbeddedNode.start()) {
            assertThat(node.process().process().output())
                    .anyMatch(line -> line.matches(
                            "[-0-9]{10}T[.:0-9]{12}\\S+ INFO  dev\\.crosstalk\\.Node - ready in \\d+ ms .*"));
            // 143 is the JVM's way of saying that SIGTERM ended it after its shutdown hooks.
            assertThat(node.process().stop()).isEqualTo(143);
            assertThat(node.process().process().output()).noneMatch(line -> line.contains("not stopped cleanly"));
        }
    }

    private List<String> fails(int exitCode, Map<String, String> environment, String... arguments) {
        try (ServerProcess process = ServerProcess.start(directory, environment, arguments)) {
            assertThat(process.process().awaitExit())
                    .as(Arrays.toString(arguments))
                    .isEqualTo(exitCode);
            return process.process().output();
        }
    }

    private List<String> succeeds(String... arguments) {
        return fails(0, Map.of(), arguments);
    }
}
