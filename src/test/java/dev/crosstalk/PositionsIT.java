package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.testing.Api.Answer;
import dev.crosstalk.testing.EmbeddedNode;
import dev.crosstalk.testing.Person;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Positions, receipts, drafts, saved messages and sync as clients use them over HTTP and a socket. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PositionsIT {
    private static EmbeddedNode node;

    private Person alice;
    private Person bob;
    private Person mallory;
    private String direct;
    private String path;

    @BeforeAll
    static void start() {
        node = EmbeddedNode.start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void signIn() {
        String unique = UUID.randomUUID().toString().substring(0, 8);
        alice = Person.signIn(node.port(), "alice-" + unique);
        bob = Person.signIn(node.port(), "bob-" + unique);
        mallory = Person.signIn(node.port(), "mallory-" + unique);
        direct = alice.api()
                .post("/v1/conversations", json("kind", "direct", "members", List.of(bob.id())))
                .ok()
                .path("id")
                .asText();
        path = "/v1/conversations/" + direct;
    }

    @AfterEach
    void signOut() {
        List.of(alice, bob, mallory).forEach(Person::close);
    }

    private void say(int times) {
        for (int i = 0; i < times; i++) {
            alice.say(direct, "message " + i, UUID.randomUUID()).join();
        }
    }

    private static Answer put(Person person, String path, Object body) {
        return person.api().send("PUT", path, Json.write(body));
    }

    @Test
    void whatIsReadOverHttpIsToldToTheOthersAndToTheOwnDevices() {
        say(3);
        alice.register("conversation." + direct);
        bob.register("user." + bob.id());
        registered(alice, "conversation." + direct);
        registered(bob, "user." + bob.id());

        JsonNode marked =
                put(bob, path + "/cursor", json("delivered", 3, "read", 2)).ok();

        assertThat(marked.path("read").asInt()).isEqualTo(2);
        await().until(() -> alice.events("conversation." + direct).stream()
                .anyMatch(event -> event.path("type").asText().equals("receipt")
                        && event.path("delivered").asInt() == 3
                        && event.path("read").asInt() == 2));
        await().until(() -> bob.events("user." + bob.id()).stream()
                .anyMatch(event -> event.path("type").asText().equals("membership")
                        && event.path("position").path("unread").asInt() == 1));
        JsonNode receipts = alice.api().get(path + "/receipts").ok();
        assertThat(receipts.path("receipts")).hasSize(2);
        assertThat(alice.api().get(path + "/receipts?after=1").ok().path("receipts"))
                .isEmpty();
        assertThat(put(bob, path + "/unread", json("seq", 1))
                        .ok()
                        .path("position")
                        .path("unread")
                        .asInt())
                .isEqualTo(3);
        assertThat(bob.api()
                        .patch(path + "/position", json("pinned", 1, "mutedUntil", 9007199254740991L, "archived", true))
                        .ok()
                        .path("position")
                        .path("archived")
                        .asBoolean())
                .isTrue();
        assertThat(bob.api().get("/v1/conversations").ok().path("conversations"))
                .isEmpty();
        assertThat(bob.api().get("/v1/conversations?archived=true").ok().path("conversations"))
                .hasSize(1);
    }

    @Test
    void whatIsNotOnesOwnOrNotOfTheShapeIsRefused() {
        say(1);
        assertThat(put(mallory, path + "/cursor", json("read", 1)).status()).isEqualTo(404);
        assertThat(put(mallory, path + "/draft", json("text", "spy")).status()).isEqualTo(404);
        assertThat(put(mallory, path + "/unread", json("seq", 1)).status()).isEqualTo(404);
        assertThat(mallory.api().get(path + "/receipts").status()).isEqualTo(404);
        assertThat(put(bob, path + "/cursor", json("read", -1)).code()).isEqualTo("bad_request");
        assertThat(put(bob, path + "/cursor", json()).code()).isEqualTo("bad_request");
        assertThat(put(bob, path + "/cursor", json("read", "1")).code()).isEqualTo("bad_request");
        assertThat(put(bob, path + "/unread", json("seq", 2)).code()).isEqualTo("bad_request");
        assertThat(put(bob, path + "/draft", json("text", "\u0000")).code()).isEqualTo("bad_request");
        assertThat(bob.api().get("/v1/conversations?archived=perhaps").code()).isEqualTo("bad_request");
        List<?> tooMany = IntStream.range(0, 1001)
                .mapToObj(i -> Map.of("conversation", direct, "read", 1))
                .toList();
        assertThat(put(bob, "/v1/cursors", json("marks", tooMany)).code()).isEqualTo("bad_request");
        List<?> tooManyHeld =
                IntStream.range(0, 5001).mapToObj(i -> List.of(direct, 1, 0)).toList();
        assertThat(bob.api()
                        .post("/v1/sync", json("conversations", tooManyHeld))
                        .code())
                .isEqualTo("bad_request");
        assertThat(put(bob, path + "/cursor", json("read", 99))
                        .ok()
                        .path("read")
                        .asInt())
                .as("there is no more to be read")
                .isEqualTo(1);
    }

    @Test
    void aSyncTellsWhatDiffers() {
        say(2);
        JsonNode all = bob.api().get("/v1/sync").ok();
        JsonNode held = all.path("conversations").get(0);
        assertThat(held.path("position").path("unread").asInt()).isEqualTo(2);
        JsonNode pair = Json.tree(List.of(
                direct, held.path("rev").asLong(), held.path("receiptRev").asLong()));
        JsonNode question =
                json("userRev", all.path("userRev").asLong(), "conversations", List.of(pair, List.of("12345", 1)));

        JsonNode same = bob.api().post("/v1/sync", question).ok();
        JsonNode asked = bob.api()
                .get("/v1/sync?userRev=" + all.path("userRev").asLong() + "&conversations="
                        + URLEncoder.encode(question.path("conversations").toString(), StandardCharsets.UTF_8))
                .ok();
        put(bob, "/v1/cursors", json("marks", List.of(Map.of("conversation", direct, "read", 2))))
                .ok();
        put(bob, path + "/draft", json("text", "Dear Alice", "base", 0)).ok();
        JsonNode after = bob.send("cmd.conversation.sync", question).join().path("body");

        assertThat(asked.path("conversations")).isEqualTo(same.path("conversations"));
        assertThat(asked.path("removed")).isEqualTo(same.path("removed"));
        assertThat(bob.api().get("/v1/sync?conversations=%5B1").code()).isEqualTo("bad_json");
        assertThat(bob.api().get("/v1/sync?conversations=1,2").code()).isEqualTo("bad_request");
        assertThat(same.path("conversations")).isEmpty();
        assertThat(same.path("removed")).containsExactly(Json.tree("12345"));
        assertThat(after.path("conversations")).hasSize(1);
        assertThat(after.path("conversations")
                        .get(0)
                        .path("position")
                        .path("unread")
                        .asInt())
                .isZero();
        assertThat(after.path("user")).hasSize(1);
        assertThat(after.path("user").get(0).path("text").asText()).isEqualTo("Dear Alice");
        assertThat(bob.api().get("/v1/sync?userRev=99").ok().path("complete").asBoolean())
                .isFalse();
    }

    private static void registered(Person person, String address) {
        await().until(() -> person.frames().stream()
                .anyMatch(frame -> frame.path("event").asText().equals("registered")
                        && frame.path("message").path("address").asText().equals(address)));
    }
}
