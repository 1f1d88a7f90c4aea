package dev.crosstalk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
            "set -u\ncurl() { command curl -o - --fail-with-body -w '%{stderr}\\n%{http_code} %{method} %{url}\\n' \"$@\"; }\n";

    @TempDir
    Path directory;

    /** What the lines of a section print, the prepared ones and those of its table. */
    private List<String> run(String heading, NodeConfig configuration) throws IOException {
        String node = "127.0.0.1:" + configuration.port();
        String script = CURL + String.join("\n", lines(heading)).replace("127.0.0.1:8080", node)
                // Who ends a socket after two seconds says so by the exit code; how each request went is seen below.
                + "\ntrue";
        assertThat(script).contains(node);
        return ChildProcess.run(List.of("bash", "-c", script), directory, ADMIN);
    }

    private static List<String> requests(List<String> output) {
        return output.stream()
                .filter(line -> line.matches("[0-9]{3} [A-Z]+ http.*"))
                .map(line -> line.replaceAll("http://[^/]+", "").replaceAll("[0-9a-f-]{36}", ":token"))
                .toList();
    }

    private static String answer(List<String> output, String beginning) {
        return output.stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_lines_of_the_readme_answer() throws IOException {
        NodeConfig configuration = NodeConfigs.embedded(directory);
        try (ServerProcess node = ServerProcess.start(
                        directory, ADMIN, "-conf", configuration.file().toString())
                .awaitReady(configuration.port())) {
            messages(run("## Use it from a program", configuration));
            rooms(run("## Rooms by number", configuration));
            applications(run("## Applications", configuration));
            assertThat(node.process().isAlive()).isTrue();
        }
    }

    private static void messages(List<String> output) {
        assertThat(requests(output)).hasSize(4).first().isEqualTo("201 POST /v1/session");
        assertThat(answer(output, "{\"messages\":[")).contains("hello");
    }

    private static void rooms(List<String> output) {
        assertThat(requests(output))
                .extracting(line -> line.replaceAll("/[0-9]+/", "/N/").replaceAll("=.*", "=NAME"))
                .containsExactly(
                        "201 POST /v1/chatrooms/users",
                        "201 POST /v1/chatrooms",
                        "200 GET /v1/chatrooms",
                        "201 POST /v1/chatrooms",
                        "200 GET /v1/chatrooms/N/users",
                        "201 POST /v1/chatrooms/users",
                        "101 GET /v1/chatrooms/N/join?user=NAME");
        assertThat(answer(output, "{\"chatrooms\":[")).contains("Hall");
        assertThat(output).anyMatch(line -> line.contains("\"type\":\"live\""));
    }

    private static void applications(List<String> output) {
        assertThat(requests(output))
                .containsExactly(
                        "201 POST /api/applications/:token",
                        "201 POST /api/applications/:token",
                        "201 POST /api/applications/:token/chats",
                        "201 POST /api/applications/:token/chats/1/messages",
                        "200 GET /api/applications?page=1&limit=10",
                        "200 GET /api/applications/:token",
                        "201 POST /api/applications/:token",
                        "200 PUT /api/applications/:token",
                        "204 DELETE /api/applications/:token",
                        "200 GET /api/applications/:token/chats?page=1&limit=10",
                        "200 GET /api/applications/:token/chats/1",
                        "201 POST /api/applications/:token/chats",
                        "204 DELETE /api/applications/:token/chats/2",
                        "200 GET /api/applications/:token/chats/1/messages?query=HELLO&page=1&limit=10",
                        "200 GET /api/applications/:token/chats/1/messages/1",
                        "201 POST /api/applications/:token/chats/1/messages",
                        "200 PUT /api/applications/:token/chats/1/messages/1",
                        "204 DELETE /api/applications/:token/chats/1/messages/2");
        JsonNode found = Json.parse(answer(output, "[{\"number\":1,\"body\""));
        assertThat(found.get(0).path("body").asText()).isEqualTo("Hello");
    }

    /** Those that are indented, and those in the last cells of the table. */
    private static List<String> lines(String heading) throws IOException {
        return Files.readString(Path.of("README.md"))
                .split("\n" + heading + "\n", 2)[1]
                .split("\n## ", 2)[0]
                .lines()
                .filter(line -> line.startsWith("    ") || line.endsWith("` |"))
                .map(line -> line.startsWith("|") ? line.replaceAll(".*\\| `(curl .*)` \\|$", "$1") : line.strip())
                .filter(line -> !line.startsWith("|"))
                .toList();
    }
}
