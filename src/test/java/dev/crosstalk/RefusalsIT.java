package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.EmbeddedNode;
import dev.crosstalk.testing.Person;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused is refused with a code, the socket lives on, and nothing is stored. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RefusalsIT {
    private static EmbeddedNode node;

    private Person alice;
    private Person bob;
    private Person mallory;
    private String direct;

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
    }

    @AfterEach
    void signOut() {
        List.of(alice, bob, mallory).forEach(Person::close);
    }

    @Test
    void whoIsNotAMemberCanNeitherReadNorPostNorSubscribe() {
        say(alice, "premise: the conversation works");
        JsonNode refused = mallory.say(direct, "let me in", UUID.randomUUID()).join();
        assertThat(refused.path("type").asText()).isEqualTo("err");
        assertThat(refused.path("code").asText()).isIn("not_a_member", "not_found");
        assertThat(mallory.api()
                        .get("/v1/conversations/" + direct + "/messages")
                        .status())
                .isIn(403, 404);
        assertThat(mallory.api()
                        .get("/v1/conversations/" + direct + "/changes?since=0")
                        .status())
                .isIn(403, 404);
        assertThat(mallory.api().get("/v1/conversations/" + direct).status()).isIn(403, 404);
        assertThat(mallory.api()
                        .patch("/v1/conversations/" + direct, json("title", "mine"))
                        .status())
                .isIn(403, 404, 409);
        assertRefusedSubscription("conversation." + direct);
        assertThat(texts(alice)).containsExactly("premise: the conversation works");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user.ALICE",
                "user.*",
                "svc.message.1",
                "__vertx.subs",
                "conversation.1",
                "conversation.*",
                "directory.2",
                "cmd.message.post",
                "app.x.y",
                "",
                "conversation.09",
                "presence.1"
            })
    void anAddressThatIsNotOnesOwnIsRefused(String address) {
        assertRefusedSubscription(address.replace("ALICE", alice.id()));
        assertAlive(mallory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "svc.message.1",
                "svc.account.1",
                "conversation.1",
                "cmd.account.authenticate",
                "cmd.account.open-session",
                "cmd.conversation.authorize",
                "cmd.nothing.at-all",
                "__vertx.subs"
            })
    void acommandToAnAddressThatClientsMayNotSendToIsRefused(String address) {
        JsonNode reply = mallory.send(address, json("conversation", direct)).join();
        assertThat(reply.path("type").asText()).isEqualTo("err");
        assertThat(reply.path("code").asText()).isEqualTo("access_denied");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"conversation\":\"DIRECT\",\"text\":5,\"clientId\":\"CID\"}|bad_request",
                "{\"conversation\":\"DIRECT\",\"text\":\"\",\"clientId\":\"CID\"}|text_empty",
                "{\"conversation\":\"DIRECT\",\"text\":\"   \",\"clientId\":\"CID\"}|text_empty",
                "{\"conversation\":\"DIRECT\",\"text\":\"LONG\",\"clientId\":\"CID\"}|text_too_long",
                "{\"conversation\":\"DIRECT\",\"text\":\"a\"}|bad_request",
                "{\"conversation\":\"DIRECT\",\"text\":\"a\",\"clientId\":7}|bad_request",
                "{\"conversation\":\"1\",\"text\":\"a\",\"clientId\":\"CID\"}|not_found",
                "{\"conversation\":\"x\",\"text\":\"a\",\"clientId\":\"CID\"}|bad_request",
                "{\"conversation\":{\"$ne\":1},\"text\":\"a\",\"clientId\":\"CID\"}|bad_request",
                "[]|bad_request",
                "7|bad_request",
            })
    void aPostOfAWrongShapeIsRefusedOnSocketAndHttpAndNothingIsStored(String template, String code) {
        String body = template.replace("DIRECT", direct)
                .replace("LONG", "x".repeat(100_000))
                .replace("CID", UUID.randomUUID().toString());
        String reply = UUID.randomUUID().toString();
        alice.write("{\"type\":\"send\",\"address\":\"cmd.message.post\",\"replyAddress\":\"" + reply + "\",\"body\":"
                + body + "}");
        await().until(() -> frameTo(alice, reply) != null);
        JsonNode frame = frameTo(alice, reply);
        assertThat(frame.path("type").asText()).isEqualTo("err");
        assertThat(frame.path("code").asText()).isIn(code, "not_a_member");
        if (body.contains(direct) || !body.startsWith("{")) {
            Api.Answer answer = alice.api().post("/v1/conversations/" + direct + "/messages", body);
            assertThat(answer.code()).isEqualTo(code);
        }
        assertThat(texts(alice)).isEmpty();
        assertAlive(alice);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"type\":", "nonsense", "[]", "7", "{\"type\":\"dance\"}", "{}", "\u0000", "{\"type\":7}"})
    void aFrameThatCannotBeReadIsAnsweredAndTheSocketLives(String frame) {
        alice.write(frame);
        await().until(() -> alice.frames().stream()
                .anyMatch(answer -> answer.path("type").asText().equals("err") && !answer.has("address")));
        assertAlive(alice);
    }

    @Test
    void aPublishIsRefusedAndNobodyHearsIt() {
        bob.register("conversation." + direct);
        say(alice, "premise");
        await().until(() -> bob.messages(direct).size() == 1);
        mallory.write(json("type", "publish", "address", "conversation." + direct, "body", json("type", "message")));
        alice.write(json("type", "publish", "address", "conversation." + direct, "body", json("type", "message")));
        await().until(() -> alice.frames().stream()
                .anyMatch(answer -> answer.path("type").asText().equals("err")));
        say(alice, "after");
        await().until(() -> bob.messages(direct).size() == 2);
        assertThat(bob.messages(direct))
                .extracting(message -> message.path("text").asText())
                .containsExactly("premise", "after");
    }

    @Test
    void theSameClientIdInAnotherConversationIsRefused() {
        UUID clientId = UUID.randomUUID();
        String other = alice.api()
                .post("/v1/conversations", json("kind", "room", "title", "elsewhere"))
                .ok()
                .path("id")
                .asText();
        JsonNode stored = alice.say(direct, "once", clientId).join();
        JsonNode again = alice.say(direct, "once", clientId).join();
        JsonNode elsewhere = alice.say(other, "once", clientId).join();
        assertThat(again.path("body").path("seq")).isEqualTo(stored.path("body").path("seq"));
        assertThat(again.path("body").path("duplicate").asBoolean()).isTrue();
        assertThat(elsewhere.path("code").asText()).isEqualTo("client_id_reused");
        assertThat(texts(alice)).containsExactly("once");
        assertThat(alice.api()
                        .get("/v1/conversations/" + other + "/messages")
                        .ok()
                        .path("messages"))
                .isEmpty();
    }

    @Test
    void aBadCommandHurtsNobodyElseOfItsBatch() {
        List<CompletableFuture<JsonNode>> good = new ArrayList<>();
        List<CompletableFuture<JsonNode>> bad = new ArrayList<>();
        UUID reused = UUID.randomUUID();
        String other = mallory.api()
                .post("/v1/conversations", json("kind", "room", "title", "malloryland"))
                .ok()
                .path("id")
                .asText();
        mallory.say(other, "mine", reused).join();
        for (int i = 0; i < 50; i++) {
            good.add(alice.say(direct, "good " + i, UUID.randomUUID()));
            bad.add(mallory.say(direct, "bad " + i, UUID.randomUUID()));
            bad.add(mallory.say(direct, "bad", reused));
        }
        good.forEach(reply -> assertThat(reply.join().path("type").asText()).isEqualTo("rec"));
        bad.forEach(reply -> assertThat(reply.join().path("type").asText()).isEqualTo("err"));
        assertThat(texts(alice)).hasSize(50).allMatch(text -> text.startsWith("good"));
    }

    @Test
    void aFrameAboveTheLimitClosesTheSocketWith1009() {
        alice.write("{\"type\":\"send\",\"address\":\"cmd.message.post\",\"body\":\"" + "x".repeat(1 << 20) + "\"}");
        assertThat(alice.closed().join()).isEqualTo(1009);
    }

    @Test
    void withoutSignInNothingIsAnswered() {
        for (String path : List.of("/v1/conversations", "/v1/rooms", "/v1/accounts", "/v1/sessions", "/v1/session")) {
            assertThat(Api.at(node.port()).get(path).code()).isEqualTo("not_signed_in");
            assertThat(Api.at(node.port()).as("wrong").get(path).code()).isEqualTo("not_signed_in");
        }
    }

    @Test
    void aNameInUseOrOfWrongShapeIsRefused() {
        Api nobody = Api.at(node.port());
        assertThat(nobody.post("/v1/session", json("name", alice.name())).code())
                .isEqualTo("name_taken");
        assertThat(nobody.post("/v1/session", json("name", alice.name().toUpperCase(java.util.Locale.ROOT)))
                        .code())
                .isEqualTo("name_taken");
        for (String name : List.of("", " ", "a b", "x".repeat(33), "a\u202Eb", "<b>", "a\u0000")) {
            assertThat(nobody.post("/v1/session", json("name", name)).code()).isEqualTo("name_invalid");
        }
        assertThat(nobody.post("/v1/session", "{").code()).isEqualTo("bad_json");
        assertThat(nobody.post("/v1/session", "{\"name\":7}").code()).isEqualTo("bad_request");
        assertThat(nobody.send("POST", "/v1/session", "name=x", "content-type", "text/plain")
                        .status())
                .isIn(400, 415);
    }

    @Test
    void aPageOfAnotherSiteIsRefusedEverywhere() {
        Api nobody = Api.at(node.port());
        for (String path : List.of("/bus/info", "/bus/000/abcdefgh/xhr", "/bus/websocket", "/v1/session")) {
            String method = path.endsWith("xhr") || path.endsWith("session") ? "POST" : "GET";
            Api.Answer answer = nobody.send(method, path, "{\"name\":\"x\"}", "origin", "https://evil.example.org");
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.header("access-control-allow-origin")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /% HTTP/1.1\r\nHost: 127.0.0.1",
                "GET /js/%zz HTTP/1.1\r\nHost: 127.0.0.1",
                "GET /v1/session?a=% HTTP/1.1\r\nHost: 127.0.0.1",
                "GET /bus/websocket?ticket=secret&x=%g1 HTTP/1.1\r\nHost: 127.0.0.1",
                "GET /healthz HTTP/1.1",
            })
    void aRequestThatCannotBeReadIsABadRequestAndNotLogged(String request) throws IOException {
        assertThat(raw(request)).startsWith("HTTP/1.1 400");
        assertThat(node.process().process().output())
                .noneMatch(line -> line.contains("ERROR") || line.contains("secret"));
    }

    @Test
    void aNameThatSomebodyElsesNameServerGaveUsIsNotOurOrigin() throws IOException {
        String body = "{\"name\":\"rebound\"}";
        String request = "POST /v1/session HTTP/1.1\r\nHost: evil.example:%1$d\r\nOrigin: http://evil.example:%1$d\r\n"
                        .formatted(node.port())
                + "content-type: application/json\r\ncontent-length: " + body.length() + "\r\nconnection: close\r\n\r\n"
                + body;
        assertThat(raw(request)).startsWith("HTTP/1.1 403").contains("wrong_origin");
    }

    @Test
    void fiveHundredIdsFitIntoAQuery() {
        String ids = String.join(",", java.util.Collections.nCopies(500, alice.id()));
        assertThat(alice.api().get("/v1/accounts?ids=" + ids).ok().path("accounts"))
                .hasSize(1);
        assertThat(alice.api().get("/v1/accounts?ids=" + ids + "," + alice.id()).code())
                .isEqualTo("bad_request");
    }

    @Test
    void theLongestTextIsStoredHoweverItsJsonIsWritten() {
        String text = "\\ud83d\\ude00".repeat(99_999);
        String body = "{\"text\":\"" + text + "\",\"clientId\":\"" + UUID.randomUUID() + "\"}";
        assertThat(alice.api()
                        .post("/v1/conversations/" + direct + "/messages", body)
                        .status())
                .isEqualTo(201);
        assertThat(texts(alice))
                .singleElement()
                .satisfies(stored ->
                        assertThat(stored.codePointCount(0, stored.length())).isEqualTo(99_999));
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", node.port())) {
            String whole = request.contains("\r\n\r\n") ? request : request + "\r\nconnection: close\r\n\r\n";
            socket.getOutputStream().write(whole.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void say(Person person, String text) {
        assertThat(person.say(direct, text, UUID.randomUUID())
                        .join()
                        .path("type")
                        .asText())
                .isEqualTo("rec");
    }

    private void assertRefusedSubscription(String address) {
        mallory.register(address);
        await().until(() -> mallory.frames().stream()
                .anyMatch(frame -> frame.path("type").asText().equals("err")
                        && frame.path("address").asText().equals(address)));
    }

    private static void assertAlive(Person person) {
        JsonNode reply = person.send("cmd.conversation.list", json()).join();
        assertThat(reply.path("type").asText()).isEqualTo("rec");
    }

    private static JsonNode frameTo(Person person, String address) {
        return person.frames().stream()
                .filter(frame -> frame.path("address").asText().equals(address))
                .findFirst()
                .orElse(null);
    }

    private List<String> texts(Person person) {
        List<String> texts = new ArrayList<>();
        person.api()
                .get("/v1/conversations/" + direct + "/messages?limit=500")
                .ok()
                .path("messages")
                .forEach(message -> texts.add(message.path("text").asText()));
        return texts;
    }
}
