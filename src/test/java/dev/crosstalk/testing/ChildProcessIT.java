package dev.crosstalk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChildProcessIT {
    @Test
    void itsOutputAndExitCodeAreSeen() {
        ChildProcess process = ChildProcess.start(List.of("sh", "-c", "echo ready; echo oops >&2; exit 3"));

        assertThat(process.awaitExit()).isEqualTo(3);
        assertThat(process.output()).containsExactly("ready", "oops");
    }

    @Test
    void waitingForALineThatNeverComesEndsWithTheProcess() {
        ChildProcess process = ChildProcess.start(List.of("sh", "-c", "echo something else"));

        assertThatThrownBy(() -> process.awaitLine(line -> line.equals("ready")))
                .hasMessageContaining("something else");
    }

    @Test
    void aFrozenProcessIsAliveAndSilentUntilItIsThawed() {
        try (ChildProcess process =
                ChildProcess.start(List.of("sh", "-c", "while read x; do echo $x; done; sleep 60"))) {
            process.freeze();
            assertThat(stateOf(process)).isEqualTo("T");
            process.thaw();
            Awaitility.await().until(() -> !stateOf(process).equals("T"));
            assertThat(process.isAlive()).isTrue();
        }
    }

    @Test
    void killingLeavesNoTimeToTidyUp() {
        ChildProcess process =
                ChildProcess.start(List.of("sh", "-c", "trap 'echo tidy; exit 0' TERM; echo ready; read x"));
        process.awaitLine("ready"::equals);

        process.kill9();

        assertThat(process.awaitExit(Duration.ofSeconds(5))).isEqualTo(128 + 9);
        assertThat(process.output()).containsExactly("ready");
    }

    @Test
    void runFailsWithTheOutputOfTheCommand() {
        assertThatThrownBy(() -> ChildProcess.run(
                        List.of("sh", "-c", "echo $REASON; exit 1"), Path.of(""), Map.of("REASON", "because")))
                .hasMessageContaining("because");
    }

    private static String stateOf(ChildProcess process) {
        List<String> command = List.of("sh", "-c", "cut -d' ' -f3 /proc/" + process.pid() + "/stat");
        return ChildProcess.run(command, Path.of(""), Map.of()).get(0);
    }
}
