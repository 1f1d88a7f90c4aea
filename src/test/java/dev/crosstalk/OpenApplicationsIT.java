package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.NodeConfigs;
import dev.crosstalk.testing.NodeConfigs.NodeConfig;
import dev.crosstalk.testing.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where applications are open the token alone suffices, and the start says so; it is not the default. */
@Timeout(180)
class OpenApplicationsIT {
    private static final Predicate<String> WARNING =
            line -> line.contains("WARN") && line.contains("applications.open");

    @TempDir
    Path directory;

    private ServerProcess start(NodeConfig node, Map<String, String> environment) {
        return ServerProcess.start(directory, environment, "-conf", node.file().toString())
                .awaitReady(node.port());
    }

    @Test
    void whoever_knows_a_token_acts_for_the_application_and_everybody_lists_and_makes_them() {
        NodeConfig configuration = NodeConfigs.embedded(directory);
        Api anybody = Api.at(configuration.port());
        String token = UUID.randomUUID().toString();
        String path = "/api/applications/" + token;
        try (ServerProcess node = start(configuration, Map.of("CROSSTALK_APPLICATIONS_OPEN", "true"))) {
            assertThat(node.process().output()).anyMatch(WARNING);
            assertThat(anybody.post(path, json("name", "Open")).status()).isEqualTo(201);
            assertThat(anybody.get("/api/applications").ok().findValuesAsText("token"))
                    .contains(token);
            assertThat(anybody.get(path).ok().path("name").asText()).isEqualTo("Open");
            assertThat(anybody.send("POST", path + "/chats", null)
                            .ok()
                            .path("number")
                            .asLong())
                    .isEqualTo(1);
            String messages = path + "/chats/1/messages";
            assertThat(anybody.post(messages, json("body", "hello"))
                            .ok()
                            .path("number")
                            .asLong())
                    .isEqualTo(1);
            assertThat(anybody.send(
                                    "PUT",
                                    messages + "/1",
                                    json("body", "Hello!").toString())
                            .ok()
                            .path("body")
                            .asText())
                    .isEqualTo("Hello!");
            JsonNode found = anybody.get(messages + "?query=hello").ok();
            assertThat(found.findValuesAsText("body")).containsExactly("Hello!");
            assertThat(anybody.delete(messages + "/1").status()).isEqualTo(204);
            assertThat(anybody.delete(path + "/chats/1").status()).isEqualTo(204);
            for (String[] request : List.of(
                    new String[] {"GET", "/api/applications"},
                    new String[] {"POST", path + "/chats"},
                    new String[] {"DELETE", path})) {
                assertThat(anybody.send(request[0], request[1], null, "origin", "https://evil.example")
                                .code())
                        .as("a page of another site: %s", request[0])
                        .isEqualTo("wrong_origin");
            }
            assertThat(anybody.send(
                                    "PUT",
                                    path,
                                    json("token", UUID.randomUUID()).toString())
                            .status())
                    .isEqualTo(200);
            assertThat(anybody.get(path).code()).isEqualTo("not_found");
        }
        try (ServerProcess node = start(configuration, Map.of())) {
            assertThat(node.process().output()).noneMatch(WARNING);
            assertThat(anybody.get("/api/applications").code()).isEqualTo("forbidden");
            assertThat(anybody.get(path).code()).isEqualTo("not_signed_in");
        }
    }
}
