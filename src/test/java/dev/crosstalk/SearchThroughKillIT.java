package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.EmbeddedNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node as it is shipped finds what it has acknowledged, whenever it was killed. */
@Timeout(180)
class SearchThroughKillIT {
    private final EmbeddedNode node = EmbeddedNode.start();

    @AfterEach
    void stop() {
        node.close();
    }

    private Api signIn(String name) {
        Api nobody = Api.at(node.port());
        return nobody.as(nobody.post("/v1/session", json("name", name, "token", true))
                .ok()
                .path("token")
                .asText());
    }

    private static List<Integer> seqs(Api person, String query) {
        List<Integer> seqs = new ArrayList<>();
        String after = "";
        while (after != null) {
            String path = "/v1/search/messages?limit=50&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8)
                    + (after.isEmpty() ? "" : "&after=" + after);
            JsonNode page = person.get(path).ok();
            page.path("hits").forEach(hit -> seqs.add(hit.path("seq").asInt()));
            after = page.path("next").asText(null);
        }
        return seqs;
    }

    @Test
    void whatever_was_acknowledged_is_found_after_a_kill_at_any_moment() {
        Api alice = signIn("alice");
        Api mallory = signIn("mallory");
        String room = alice.post("/v1/conversations", json("kind", "room", "title", "Kitchen"))
                .ok()
                .path("id")
                .asText();
        int posted = 0;
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 40 + 10 * round; i++) {
                alice.post(
                                "/v1/conversations/" + room + "/messages",
                                json("text", "bread", "clientId", UUID.randomUUID()))
                        .ok();
                posted++;
            }
            node.process().kill9();
            node.restart();
            int all = posted;
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(seqs(alice, "bread in:Kitchen"))
                            .hasSize(all)
                            .doesNotHaveDuplicates());
        }
        assertThat(seqs(mallory, "bread")).isEmpty();
        assertThat(mallory.get("/v1/search/messages?q=has:cheese").code()).isEqualTo("bad_query");
        assertThat(mallory.get("/v1/search/messages").code()).isEqualTo("bad_request");
        assertThat(Api.at(node.port()).get("/v1/search/messages?q=bread").code())
                .isEqualTo("not_signed_in");
        assertThat(alice.get("/v1/search/people?q=mall").ok().path("accounts")).hasSize(1);
        assertThat(mallory.get("/v1/search/rooms?q=kit").ok().path("conversations"))
                .hasSize(1);
        assertThat(alice.post("/v1/search/rebuild", json()).code()).isEqualTo("forbidden");
    }
}
