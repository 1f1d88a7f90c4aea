package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.testing.MariaDb;
import dev.crosstalk.testing.NodeConfigs;
import dev.crosstalk.testing.NodeConfigs.NodeConfig;
import dev.crosstalk.testing.Person;
import dev.crosstalk.testing.RedisServer;
import dev.crosstalk.testing.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** By configuration alone one node keeps what is said, and another has the sockets. */
@Timeout(180)
class SeparateRolesIT {
    private static final Map<String, String> KEEPS = Map.of(
            "CROSSTALK_VERTICLES_WEB_ENABLED", "false",
            "CROSSTALK_VERTICLES_API_ENABLED", "false",
            "CROSSTALK_VERTICLES_BRIDGE_ENABLED", "false");
    private static final Map<String, String> LISTENS =
            Map.of("CROSSTALK_VERTICLES_PERSISTENCE_ENABLED", "false", "CROSSTALK_VERTICLES_PRESENCE_ENABLED", "false");

    @TempDir
    Path directory;

    private List<NodeConfig> nodes;

    @Test
    void aNodeThatKeepsAndOneThatListensAreOneChatAndTheOneIsMissedByACode() {
        nodes = NodeConfigs.clustered(
                directory,
                2,
                MariaDb.shared().freshDatabase(),
                RedisServer.shared().freshDatabase());
        ServerProcess keeper = start(0, KEEPS);
        assertReady(keeper);
        try (ServerProcess listener = start(1, LISTENS)) {
            listener.awaitReady(nodes.get(1).port());
            try (Person alice = Person.signIn(nodes.get(1).port(), "alice");
                    Person bob = Person.signIn(nodes.get(1).port(), "bob")) {
                String direct = alice.api()
                        .post("/v1/conversations", json("kind", "direct", "members", List.of(bob.id())))
                        .ok()
                        .path("id")
                        .asText();
                bob.register("conversation." + direct);
                await().until(() ->
                        code(alice, direct).isEmpty() && !bob.messages(direct).isEmpty());
                await().until(() -> bob.api()
                        .get("/v1/presence?accounts=" + alice.id())
                        .ok()
                        .path("states")
                        .path(0)
                        .path("status")
                        .asText()
                        .equals("online"));

                keeper.close();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> code(alice, direct).equals("unavailable"));

                try (ServerProcess again = start(0, KEEPS)) {
                    assertReady(again);
                    await().until(() -> code(alice, direct).isEmpty());
                }
            }
        }
    }

    private ServerProcess start(int number, Map<String, String> roles) {
        return ServerProcess.start(
                directory, roles, "-conf", nodes.get(number).file().toString());
    }

    /** It has no port where one could ask. */
    private static void assertReady(ServerProcess process) {
        assertThat(process.process().awaitLine(line -> line.contains("ready in")))
                .isNotNull();
    }

    /** Of the failure of a message of somebody's; empty if it was stored. */
    private static String code(Person person, String conversation) {
        return person.say(conversation, "hello", UUID.randomUUID())
                .join()
                .path("code")
                .asText();
    }
}
