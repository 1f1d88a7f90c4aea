package dev.crosstalk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Json;
import dev.crosstalk.testing.ChildProcess;
import dev.crosstalk.testing.NodeConfigs;
import dev.crosstalk.testing.NodeConfigs.NodeConfig;
import dev.crosstalk.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lines of the README work as they stand there. */
@Timeout(180)
class ReadmeIT {
    private static final Map<String, String> ADMIN =
            Map.of("CROSSTALK_HTTP_ADMIN_SECRET", "a-secret-of-administrators");
    /** Says of each request how it went, behind its answer. */
    private static final String CURL =
            "set -eu\ncurl() { command curl --fail-with-body -w '%{stderr}\\n%{http_code} %{method} %{url}\\n' \"$@\"; }\n";

    @TempDir
    Path directory;

    @Test
    void all_14_endpoints_of_applications_are_called_and_answer() throws IOException {
        List<String> lines = block("## Applications");
        NodeConfig configuration = NodeConfigs.embedded(directory);
        String script = CURL + String.join("\n", lines).replace("127.0.0.1:8080", "127.0.0.1:" + configuration.port());
        assertThat(script).contains("127.0.0.1:" + configuration.port());
        List<String> output;
        try (ServerProcess node = ServerProcess.start(
                        directory, ADMIN, "-conf", configuration.file().toString())
                .awaitReady(configuration.port())) {
            assertThat(node.process().isAlive()).isTrue();
            output = ChildProcess.run(List.of("bash", "-c", script), directory, ADMIN);
        }
        List<String> requests = output.stream()
                .filter(line -> line.matches("[0-9]{3} [A-Z]+ http.*"))
                .map(line -> line.replaceAll("http://[^/]+", "").replaceAll("[0-9a-f-]{36}", ":token"))
                .toList();
        assertThat(requests)
                .containsExactly(
                        "201 POST /api/applications/:token",
                        "200 GET /api/applications?page=1&limit=10",
                        "200 GET /api/applications/:token",
                        "201 POST /api/applications/:token/chats",
                        "200 GET /api/applications/:token/chats?page=1&limit=10",
                        "200 GET /api/applications/:token/chats/1",
                        "201 POST /api/applications/:token/chats/1/messages",
                        "200 PUT /api/applications/:token/chats/1/messages/1",
                        "200 GET /api/applications/:token/chats/1/messages/1",
                        "200 GET /api/applications/:token/chats/1/messages?query=AGAIN&page=1&limit=10",
                        "204 DELETE /api/applications/:token/chats/1/messages/1",
                        "204 DELETE /api/applications/:token/chats/1",
                        "200 PUT /api/applications/:token",
                        "204 DELETE /api/applications/:token");
        String found = output.stream()
                .filter(line -> line.startsWith("[{\"number\":1,\"body\""))
                .findFirst()
                .orElseThrow();
        assertThat(Json.parse(found).get(0).path("body").asText()).isEqualTo("Hello again");
    }

    /** The indented lines of a section. */
    private static List<String> block(String heading) throws IOException {
        return Files.readString(Path.of("README.md"))
                .split("\n" + heading + "\n", 2)[1]
                .split("\n## ", 2)[0]
                .lines()
                .filter(line -> line.startsWith("    "))
                .map(String::strip)
                .toList();
    }
}
