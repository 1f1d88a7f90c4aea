package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.EmbeddedNode;
import dev.crosstalk.testing.Person;
import dev.crosstalk.testing.RoomClient;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms by their numbers, people by their names, and a socket for a room. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ChatRoomsIT {
    private static EmbeddedNode node;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final List<RoomClient> clients = new ArrayList<>();
    private JsonNode alice;
    private Api api;
    private long room;

    @BeforeAll
    static void start() {
        node = EmbeddedNode.start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void aliceOpensARoom() {
        alice = user("alice");
        api = Api.at(node.port()).as(alice.path("token").asText());
        Api.Answer made = api.post("/v1/chatrooms", json("name", "Room " + unique));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.ok().path("name").asText()).isEqualTo("Room " + unique);
        room = made.ok().path("id").asLong();
    }

    @AfterEach
    void leave() {
        clients.forEach(RoomClient::close);
    }

    private JsonNode user(String name) {
        Api.Answer made = Api.at(node.port()).post("/v1/chatrooms/users", json("name", name + "-" + unique));
        assertThat(made.status()).isEqualTo(201);
        return made.ok();
    }

    private RoomClient join(JsonNode user) {
        return join(user, "");
    }

    private RoomClient join(JsonNode user, String more) {
        RoomClient client = RoomClient.byToken(
                node.port(), path(user) + more, user.path("token").asText());
        clients.add(client);
        return client;
    }

    private String path(JsonNode user) {
        return "/v1/chatrooms/" + room + "/join?user=" + user.path("name").asText();
    }

    private int refused(String path, String token) {
        return RoomClient.refusal(node.port(), path, token);
    }

    private static List<String> names(JsonNode users) {
        List<String> names = new ArrayList<>();
        users.path("users").forEach(user -> names.add(user.path("name").asText()));
        return names;
    }

    @Test
    void aRoomIsListedByItsNumber() {
        JsonNode found = api.get("/v1/chatrooms?query=" + unique).ok().path("chatrooms");

        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("id").asLong()).isEqualTo(room);
        assertThat(found.get(0).path("name").asText()).isEqualTo("Room " + unique);
        assertThat(Api.at(node.port()).get("/v1/chatrooms").code()).isEqualTo("not_signed_in");
    }

    @Test
    void whatWasSaidIsPlayedBackAndThenItIsLive() {
        RoomClient first = join(alice).awaitLive();
        first.say("one").say("two");
        await().until(() -> first.texts().equals(List.of("one", "two")));

        JsonNode bob = user("bob");
        RoomClient second = join(bob).awaitLive();
        assertThat(second.texts()).containsExactly("one", "two");
        second.say("three");

        await().until(() -> first.texts().size() == 3 && second.texts().size() == 3);
        assertThat(first.texts()).isEqualTo(second.texts()).endsWith("three");
        JsonNode last = first.messages().get(2);
        assertThat(last.path("chatroom").asLong()).isEqualTo(room);
        assertThat(last.path("user").asText()).isEqualTo("bob-" + unique);
        assertThat(last.path("seq").asLong()).isEqualTo(3);
        assertThat(last.path("timestamp").asLong()).isGreaterThan(1_600_000_000_000L);
    }

    @Test
    void itIsTheSameRoomAsEverywhereElse() {
        RoomClient client = join(alice).awaitLive();
        try (Person bob = Person.signIn(node.port(), "bob-" + unique)) {
            String conversation = bob.api()
                    .get("/v1/rooms?query=" + unique)
                    .ok()
                    .path("conversations")
                    .get(0)
                    .path("id")
                    .asText();
            bob.api().put("/v1/conversations/" + conversation + "/members/me").ok();
            bob.register("conversation." + conversation);
            client.say("hello");
            await().until(() -> bob.messages(conversation).size() == 1);

            JsonNode answer =
                    bob.say(conversation, "hello, alice", UUID.randomUUID()).join();
            String message = "/v1/conversations/" + conversation + "/messages/"
                    + answer.path("body").path("seq").asLong();
            bob.api().patch(message, json("text", "hello, Alice")).ok();
            bob.api().delete(message);

            await().until(() -> client.types().equals(List.of("live", "message", "message", "edited", "deleted")));
            assertThat(client.frames().get(3).path("message").asText()).isEqualTo("hello, Alice");
            assertThat(client.frames().get(4).has("message")).isFalse();
        }
    }

    @Test
    void aTicketOpensOneSocketAndNoHeaderIsNeeded() {
        String byTicket = path(alice) + "&ticket=" + alice.path("ticket").asText();
        RoomClient client = RoomClient.open(node.port(), byTicket);
        clients.add(client);
        client.awaitLive().say("without a header");

        await().until(() -> client.texts().size() == 1);
        assertThat(refused(byTicket, null)).isEqualTo(401);
    }

    @Test
    void aNameCannotBeBorrowed() {
        String token = user("mallory").path("token").asText();

        assertThat(refused(path(alice), token)).isEqualTo(403);
        assertThat(refused(path(alice), null)).isEqualTo(401);
        assertThat(refused(path(alice), "guessed")).isEqualTo(401);
        assertThat(Api.at(node.port())
                        .post("/v1/chatrooms/users", json("name", "alice-" + unique))
                        .code())
                .isEqualTo("name_taken");
    }

    @Test
    void whatIsNoRoomOfOnesOwnIsNotEntered() {
        String token = alice.path("token").asText();
        String user = "/join?user=" + alice.path("name").asText();
        for (String number : List.of("999999", "0", "-1", "x", "99999999999999999999", "1%27")) {
            assertThat(refused("/v1/chatrooms/" + number + user, token))
                    .as(number)
                    .isEqualTo(404);
        }
        assertThat(refused("/v1/chatrooms/" + room + "/join", token)).isEqualTo(400);
        for (String history : List.of("-1", "501", "many", "")) {
            assertThat(refused(path(alice) + "&history=" + history, token)).isEqualTo(400);
        }
        assertThat(api.get("/v1/chatrooms/" + room + "/join?user="
                                + alice.path("name").asText())
                        .code())
                .isEqualTo("bad_request");
    }

    @Test
    void aRoomByInvitationAndWhoIsBannedAreRefused() {
        JsonNode bob = user("bob");
        String bobs = bob.path("token").asText();
        String conversation = api.get("/v1/rooms?query=" + unique)
                .ok()
                .path("conversations")
                .get(0)
                .path("id")
                .asText();
        RoomClient socket = join(bob).awaitLive();
        api.put("/v1/conversations/" + conversation + "/bans/" + bob.path("id").asText())
                .ok();

        assertThat(socket.awaitClose()).isEqualTo(4003);
        assertThat(socket.frames())
                .last()
                .satisfies(frame -> assertThat(frame.path("code").asText()).isEqualTo("not_a_member"));
        assertThat(refused(path(bob), bobs)).isEqualTo(403);
        api.patch("/v1/conversations/" + conversation, json("joinPolicy", "invite"))
                .ok();
        JsonNode mallory = user("mallory");
        assertThat(refused(path(mallory), mallory.path("token").asText())).isEqualTo(404);
        assertThat(Api.at(node.port())
                        .as(mallory.path("token").asText())
                        .get("/v1/chatrooms/" + room + "/users")
                        .code())
                .isEqualTo("not_found");
    }

    @Test
    void theUsersOfARoomAreThoseWhoAreConnectedNow() {
        JsonNode bob = user("bob");
        RoomClient first = join(alice).awaitLive();
        RoomClient second = join(bob).awaitLive();
        String users = "/v1/chatrooms/" + room + "/users";

        await().until(() -> names(api.get(users).ok()).size() == 2);
        second.close();

        await().until(() -> names(api.get(users).ok()).equals(List.of("alice-" + unique)));
        assertThat(api.get(users).ok().path("count").asInt()).isEqualTo(1);
        assertThat(api.get(users + "?limit=x").code()).isEqualTo("bad_request");
        assertThat(api.get("/v1/chatrooms/999999/users").code()).isEqualTo("not_found");
        assertThat(first.isOpen()).isTrue();
    }

    @Test
    void aMessageInJsonIsStoredOnceHoweverOftenItIsSent() {
        RoomClient client = join(alice).awaitLive();
        String once = json("message", "once", "clientId", UUID.randomUUID()).toString();

        client.say(once).say(once).say("{ not JSON").say("{\"message\":\"twice?\"}");

        await().until(() -> client.texts().size() == 3);
        assertThat(client.texts()).containsExactly("once", "{ not JSON", "twice?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\": 5}",
                "{\"text\": \"hello\"}",
                "{\"message\": \"x\", \"clientId\": \"nobody\"}",
                "{}",
                " ",
                "",
                "\u0000"
            })
    void whatCannotBeSaidIsAnsweredByItsCodeAndTheSocketStays(String text) {
        RoomClient client = join(alice).awaitLive();

        client.say(text).say("still here");

        await().until(() -> client.texts().contains("still here"));
        assertThat(client.types()).contains("error");
        assertThat(client.texts()).containsExactly("still here");
    }

    @Test
    void asMuchHistoryAsIsWantedIsPlayedBack() {
        RoomClient first = join(alice).awaitLive();
        for (int i = 1; i <= 60; i++) {
            first.say("message " + i);
        }
        await().until(() -> first.texts().size() == 60);

        assertThat(join(alice, "&history=0").awaitLive().texts()).isEmpty();
        assertThat(join(alice, "&history=2").awaitLive().texts()).containsExactly("message 59", "message 60");
        RoomClient usual = join(alice).awaitLive();
        assertThat(usual.texts()).hasSize(50).startsWith("message 11").endsWith("message 60");
        assertThat(usual.frames().get(50).path("type").asText()).isEqualTo("live");
        assertThat(usual.frames().get(50).path("lastSeq").asLong()).isEqualTo(60);
    }

    @Test
    void whoComesInTheMiddleOfAConversationMissesNothingAndHearsNothingTwice() {
        int posts = 300;
        RoomClient speaker = join(alice).awaitLive();
        List<RoomClient> comers = new ArrayList<>();
        for (int i = 0; i < posts; i++) {
            speaker.say("message " + i);
            if (i % 30 == 10) {
                comers.add(join(alice, "&history=500"));
            }
        }
        List<Long> all = LongStream.rangeClosed(1, posts).boxed().toList();

        for (RoomClient comer : comers) {
            await().until(() -> comer.messages().size() >= posts);
            assertThat(comer.messages())
                    .extracting(message -> message.path("seq").asLong())
                    .isEqualTo(all);
        }
    }
}
