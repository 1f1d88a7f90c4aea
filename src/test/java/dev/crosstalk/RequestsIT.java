package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.Api.Answer;
import dev.crosstalk.testing.EmbeddedNode;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every request under HTTP can rely on: ids, conditional reading, repetition. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RequestsIT {
    private static EmbeddedNode node;

    private Api api;
    private String room;

    @BeforeAll
    static void start() {
        node = EmbeddedNode.start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void aliceIsInARoom() {
        Api nobody = Api.at(node.port());
        String name = "alice-" + UUID.randomUUID().toString().substring(0, 8);
        api = nobody.as(nobody.post("/v1/session", json("name", name, "token", true))
                .ok()
                .path("token")
                .asText());
        room = "/v1/conversations/"
                + api.post("/v1/conversations", json("kind", "room", "title", "Requests"))
                        .ok()
                        .path("id")
                        .asText();
    }

    private Answer get(String path, String header, String value) {
        return api.send("GET", path, null, header, value);
    }

    private Answer post(String text) {
        return api.post(room + "/messages", json("text", text, "clientId", UUID.randomUUID()));
    }

    @Test
    void aRequestKeepsTheIdThatItCameWithAlsoWhenItFails() {
        assertThat(get(room, "x-request-id", "proxy-1.a_b").header("x-request-id"))
                .isEqualTo("proxy-1.a_b");
        Answer refused = get("/v1/conversations/1", "x-request-id", "proxy-2");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.header("x-request-id")).isEqualTo("proxy-2");
        assertThat(refused.body().path("requestId").asText()).isEqualTo("proxy-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "<script>", "ä", "", "a;b", "%0a"})
    void anIdThatCouldForgeALogIsReplaced(String id) {
        String given = get(room, "x-request-id", id).header("x-request-id");

        assertThat(given).isNotEqualTo(id).hasSize(36);
    }

    @Test
    void eachRequestWithoutAnIdGetsOneOfItsOwn() {
        assertThat(api.get(room).header("x-request-id"))
                .isNotBlank()
                .isNotEqualTo(api.get(room).header("x-request-id"));
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() {
        post("one");
        String page = room + "/messages";
        Answer first = api.get(page);
        String tag = first.header("etag");
        assertThat(tag).matches("\"[A-Za-z0-9_-]{16}\"");

        Answer same = get(page, "if-none-match", tag);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.response().body()).isEmpty();
        assertThat(same.header("etag")).isEqualTo(tag);
        assertThat(get(page, "if-none-match", "\"other\", W/" + tag).status()).isEqualTo(304);
        assertThat(get(page, "if-none-match", "\"other\"").status()).isEqualTo(200);

        post("two");
        Answer changed = get(page, "if-none-match", tag);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("etag")).isNotEqualTo(tag);
        assertThat(changed.ok().path("messages")).hasSize(2);
    }

    @Test
    void aConditionNeverAnswersWhoMayNotRead() {
        String tag = api.get(room).header("etag");
        Answer stranger = Api.at(node.port()).send("GET", room, null, "if-none-match", tag);

        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.header("etag")).isNull();
    }

    private Answer repeatable(String path, Object body, String key) {
        return api.send("POST", path, body.toString(), "idempotency-key", key);
    }

    @Test
    void aPostWithAKeyIsDoneOnceHoweverOftenItIsSent() {
        Answer first = repeatable(room + "/messages", json("text", "once"), "order-17");
        Answer again = repeatable(room + "/messages", json("text", "once"), "order-17");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.ok().path("seq")).isEqualTo(first.ok().path("seq"));
        assertThat(repeatable(room + "/messages", json("text", "twice"), "order-18")
                        .status())
                .isEqualTo(201);
        assertThat(api.get(room + "/messages").ok().path("messages")).hasSize(2);
        assertThat(repeatable(room + "/messages", json("text", "x"), " ").code())
                .isEqualTo("bad_request");
        assertThat(api.post(room + "/messages", json("text", "without any")).code())
                .isEqualTo("bad_request");
    }

    @Test
    void aRoomWithAKeyIsOpenedOnce() {
        for (String path : new String[] {"/v1/conversations", "/v1/chatrooms"}) {
            Object body = path.endsWith("rooms") ? json("name", "Once") : json("kind", "room", "title", "Once");
            String id = repeatable(path, body, "the room").ok().path("id").asText();

            assertThat(repeatable(path, body, "the room").ok().path("id").asText())
                    .isEqualTo(id);
            assertThat(repeatable(path, body, "another").ok().path("id").asText())
                    .isNotEqualTo(id);
        }
    }

    @Test
    void theDocumentsOfTheContractAreReadOnce() {
        for (String document : new String[] {"/v1/openapi.json", "/v1/asyncapi.json"}) {
            Answer first = Api.at(node.port()).get(document);
            assertThat(first.ok().path("info").path("title").asText()).contains("Crosstalk");
            assertThat(Api.at(node.port())
                            .send("GET", document, null, "if-none-match", first.header("etag"))
                            .status())
                    .isEqualTo(304);
        }
    }
}
