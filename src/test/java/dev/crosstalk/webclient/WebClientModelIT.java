package dev.crosstalk.webclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.testing.ChildProcess;
import dev.crosstalk.testing.NodeJs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the tests of the client's bus and models, which need no browser. They stand in {@code src/test/js/webroot}. */
@Timeout(120)
class WebClientModelIT {
    private static final Path TESTS = Path.of("src", "test", "js", "webroot").toAbsolutePath();

    @Test
    void theClientsBusAndModelsKeepTheirRules() throws IOException {
        NodeJs node = NodeJs.orSkip();
        List<String> command = new ArrayList<>(List.of(node.executable().toString(), "--test", "--test-reporter=spec"));
        try (Stream<Path> files = Files.list(TESTS)) {
            files.filter(file -> file.toString().endsWith(".test.mjs"))
                    .sorted()
                    .forEach(file -> command.add(file.toString()));
        }

        ChildProcess tests = ChildProcess.start(command, TESTS, Map.of());

        assertThat(tests.awaitExit())
                .as(() -> String.join("\n", tests.output()))
                .isZero();
        assertThat(tests.output()).anyMatch(line -> line.matches(".*pass 1[2-9]\\d.*"));
    }
}
