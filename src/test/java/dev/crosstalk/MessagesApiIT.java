package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.testing.Api.Answer;
import dev.crosstalk.testing.EmbeddedNode;
import dev.crosstalk.testing.Person;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as people use them, over HTTP and the socket. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MessagesApiIT {
    private static EmbeddedNode node;

    private Person alice;
    private Person bob;
    private String direct;
    private String message;

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
        direct = alice.api()
                .post("/v1/conversations", json("kind", "direct", "members", List.of(bob.id())))
                .ok()
                .path("id")
                .asText();
        message = "/v1/conversations/" + direct + "/messages/"
                + post("hello").path("seq").asLong();
    }

    @AfterEach
    void signOut() {
        List.of(alice, bob).forEach(Person::close);
    }

    private JsonNode post(String text, Object... more) {
        com.fasterxml.jackson.databind.node.ObjectNode body = json("text", text, "clientId", UUID.randomUUID());
        body.setAll(json(more));
        return alice.api()
                .post("/v1/conversations/" + direct + "/messages", body)
                .ok();
    }

    private static String encoded(String kind) {
        return URLEncoder.encode(kind, StandardCharsets.UTF_8);
    }

    @Test
    void aMessageIsEditedReactedToPinnedAndDeletedByItsAddress() {
        bob.register("conversation." + direct);
        await().until(() -> bob.frames().stream()
                .anyMatch(frame -> "registered".equals(frame.path("event").asText())));
        JsonNode edited =
                alice.api().patch(message, json("text", "hello, bob")).ok().path("message");
        assertThat(edited.path("type").asText()).isEqualTo("edited");
        assertThat(alice.api()
                        .get(message + "/edits")
                        .ok()
                        .path("edits")
                        .get(0)
                        .path("text")
                        .asText())
                .isEqualTo("hello");
        String thumbs = message + "/reactions/" + encoded("👍🏽");
        JsonNode reactions = bob.api().put(thumbs).ok().path("reactions");
        assertThat(reactions.get(0).path("kind").asText()).isEqualTo("👍🏽");
        assertThat(reactions.get(0).path("mine").asBoolean()).isTrue();
        bob.api().put(message + "/reactions/" + encoded(":crosstalk:")).ok();
        assertThat(bob.api().delete(thumbs).ok().path("reactions")).hasSize(1);
        assertThat(alice.api().get(message + "/reactions").ok().path("reactors"))
                .hasSize(1);
        assertThat(bob.api().put(message + "/pin").status()).isEqualTo(204);
        assertThat(alice.api().get("/v1/conversations/" + direct + "/pins").ok().path("pins"))
                .hasSize(1);
        assertThat(bob.api().delete(message + "/pin").status()).isEqualTo(204);
        assertThat(alice.api().delete(message).status()).isEqualTo(204);
        assertThat(bob.api().get(message).ok().path("message").path("type").asText())
                .isEqualTo("deleted");
        await().untilAsserted(() -> assertThat(bob.events("conversation." + direct))
                .extracting(event -> event.path("type").asText())
                .containsExactly("edited", "reaction", "reaction", "reaction", "pinned", "unpinned", "deleted"));
    }

    @Test
    void anAnswerAndItsMentionsAreToldAsTheyArePosted() {
        long seq = post("an answer", "replyTo", 1, "mentions", List.of(bob.id(), "999999999"))
                .path("seq")
                .asLong();
        JsonNode answer = bob.api()
                .get("/v1/conversations/" + direct + "/messages/" + seq)
                .ok()
                .path("message");
        assertThat(answer.path("replyTo").path("excerpt").asText()).isEqualTo("hello");
        assertThat(answer.path("mentions")).hasSize(1);
    }

    @Test
    void whatOneDeletesForOneselfStaysForTheOther() {
        assertThat(bob.api().delete(message + "?for=me").status()).isEqualTo(204);
        assertThat(bob.api().get(message).status()).isEqualTo(404);
        assertThat(alice.api().get(message).ok().path("message").path("text").asText())
                .isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "PATCH||{\"text\":5}|400|bad_request",
                "PATCH||{\"text\":\" \"}|400|text_empty",
                "PATCH||{\"text\":\"x\",\"mentions\":\"1\"}|400|bad_request",
                "PATCH||{\"text\":\"x\",\"everyone\":\"yes\"}|400|bad_request",
                "DELETE|?for=nobody||400|bad_request",
                "PUT|/reactions/a||400|bad_request",
                "PUT|/reactions/%F0%9F%91%8D%F0%9F%91%8D||400|bad_request",
                "PUT|/reactions/%3AUpper%3A||400|bad_request",
                "GET|/reactions?limit=0||400|bad_request",
                "GET|/edits?after=x||400|bad_request",
            })
    void whatIsNotOfTheDocumentedShapeIsRefused(String method, String path, String body, int status, String code) {
        String rest = path == null ? "" : path;
        Answer answer = alice.api().send(method, message + rest, body);
        assertThat(answer.status()).as(method + " " + rest).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(alice.api().get(message).ok().path("message").path("text").asText())
                .isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource({"0,400", "-1,400", "x,400", "9007199254740993,400", "77,404"})
    void aNumberThatIsNoMessagesIsRefused(String seq, int status) {
        String other = "/v1/conversations/" + direct + "/messages/" + seq;
        assertThat(alice.api().get(other).status()).isEqualTo(status);
        assertThat(alice.api().patch(other, json("text", "x")).status()).isEqualTo(status);
        assertThat(alice.api().delete(other).status()).isEqualTo(status);
        assertThat(alice.api().put(other + "/reactions/" + encoded("👍")).status())
                .isEqualTo(status);
        assertThat(alice.api().put(other + "/pin").status()).isEqualTo(status);
    }

    @Test
    void aTombstoneIsGone() {
        alice.api().delete(message).ok();
        assertThat(alice.api().patch(message, json("text", "x")).status()).isEqualTo(410);
        assertThat(alice.api().put(message + "/reactions/" + encoded("👍")).code())
                .isEqualTo("message_deleted");
        assertThat(alice.api().put(message + "/pin").code()).isEqualTo("message_deleted");
        assertThat(alice.api()
                        .post(
                                "/v1/conversations/" + direct + "/messages",
                                json("text", "x", "clientId", UUID.randomUUID(), "replyTo", 1))
                        .code())
                .isEqualTo("message_deleted");
        assertThat(alice.api().delete(message).status()).as("it is so already").isEqualTo(204);
    }

    @Test
    void whoIsNotAMemberChangesAndSeesNothing() {
        try (Person mallory = Person.signIn(
                node.port(), "mallory-" + UUID.randomUUID().toString().substring(0, 8))) {
            assertThat(mallory.api().get(message).status()).isEqualTo(404);
            assertThat(mallory.api().patch(message, json("text", "x")).status()).isEqualTo(404);
            assertThat(mallory.api().delete(message).status()).isEqualTo(404);
            assertThat(mallory.api().delete(message + "?for=me").status()).isEqualTo(404);
            assertThat(mallory.api()
                            .put(message + "/reactions/" + encoded("👍"))
                            .status())
                    .isEqualTo(404);
            assertThat(mallory.api().get(message + "/reactions").status()).isEqualTo(404);
            assertThat(mallory.api().get(message + "/edits").status()).isEqualTo(404);
            assertThat(mallory.api()
                            .get("/v1/conversations/" + direct + "/pins")
                            .status())
                    .isEqualTo(404);
            JsonNode reply = mallory.send("cmd.message.pin", json("conversation", direct, "seq", 1))
                    .join();
            assertThat(reply.path("code").asText()).isEqualTo("not_found");
        }
        assertThat(bob.api().patch(message, json("text", "yours")).code()).isEqualTo("forbidden");
        assertThat(bob.api().delete(message).code()).isEqualTo("forbidden");
    }
}
