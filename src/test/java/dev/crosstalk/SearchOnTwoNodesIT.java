package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.ClusteredNodes;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With embedded indexes one node keeps one and the other asks it, and makes its own when it is gone. */
@Timeout(180)
class SearchOnTwoNodesIT {
    private static void say(Api person, String room) {
        person.post("/v1/conversations/" + room + "/messages", json("text", "bread", "clientId", UUID.randomUUID()))
                .ok();
    }

    private static void assertFinds(Api person, int count) {
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(person.get("/v1/search/messages?q=bread%20")
                                .ok()
                                .path("hits"))
                        .hasSize(count));
    }

    @Test
    void what_is_posted_on_either_node_is_found_on_either_and_on_the_one_that_is_left() {
        try (ClusteredNodes nodes = ClusteredNodes.start(2)) {
            Api nobody = Api.at(nodes.port(0));
            Api first = nobody.as(nobody.post("/v1/session", json("name", "alice", "token", true))
                    .ok()
                    .path("token")
                    .asText());
            Api second = first.at(URI.create("http://127.0.0.1:" + nodes.port(1)));
            String room = first.post("/v1/conversations", json("kind", "room", "title", "Kitchen"))
                    .ok()
                    .path("id")
                    .asText();
            say(first, room);
            say(second, room);
            assertFinds(first, 2);
            assertFinds(second, 2);

            nodes.process(0).kill9();
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> say(second, room));
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(second.get("/v1/search/messages?q=bread%20")
                                    .ok()
                                    .path("hits")
                                    .size())
                            .isGreaterThanOrEqualTo(3));
        }
    }
}
