package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.testing.ClusteredNodes;
import dev.crosstalk.testing.Person;
import dev.crosstalk.testing.RoomClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes with MariaDB, Redis and Hazelcast are one chat. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TwoNodesIT {
    private static ClusteredNodes nodes;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void start() {
        nodes = ClusteredNodes.start(2);
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Test
    void aMessagePostedOnOneNodeIsDeliveredOnTheOtherInOneOrder() {
        try (Person alice = Person.signIn(nodes.port(0), "alice-" + unique);
                Person bob = Person.signIn(nodes.port(1), "bob-" + unique)) {
            String room = room(alice, "across");
            join(bob, room);
            subscribe(alice, room);
            subscribe(bob, room);
            for (int i = 0; i < 50; i++) {
                alice.say(room, "from alice " + i, UUID.randomUUID());
                bob.say(room, "from bob " + i, UUID.randomUUID());
            }
            await().until(() ->
                    alice.messages(room).size() == 100 && bob.messages(room).size() == 100);
            assertThat(seqs(alice, room)).isEqualTo(seqs(bob, room));
            assertThat(seqs(alice, room))
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .startsWith(1L)
                    .endsWith(100L);
            assertThat(texts(alice, room, "from alice")).isSortedAccordingTo(TwoNodesIT::byNumber);
            assertThat(texts(alice, room, "from bob")).isSortedAccordingTo(TwoNodesIT::byNumber);
        }
    }

    @Test
    void aNewNameIsAnnouncedOnEveryNodeAndTakenOnEveryNode() {
        try (Person alice = Person.signIn(nodes.port(0), "alice-" + unique)) {
            alice.register("directory.1");
            awaitRegistered(alice, "directory.1");
            try (Person bob = Person.signIn(nodes.port(1), "bob-" + unique)) {
                await().until(() -> alice.events("directory.1").stream()
                        .anyMatch(event -> event.path("type").asText().equals("account_created")
                                && event.path("account").path("id").asText().equals(bob.id())));
            }
            assertThat(alice.api()
                            .at(java.net.URI.create("http://127.0.0.1:" + nodes.port(1)))
                            .post("/v1/session", json("name", "bob-" + unique))
                            .code())
                    .isEqualTo("name_taken");
        }
    }

    @Test
    void whoIsRenamedOrDeletedOnOneNodeIsSoToTheSocketsOfTheOther() {
        try (Person alice = Person.signIn(nodes.port(0), "alice-" + unique);
                Person bob = Person.signIn(nodes.port(1), "bob-" + unique)) {
            alice.register("directory.1");
            awaitRegistered(alice, "directory.1");

            bob.api().patch("/v1/account", json("name", "bobby-" + unique)).ok();
            Promptly.until(() -> news(alice, "account_renamed", bob).equals(List.of("bobby-" + unique)));

            bob.api().post("/v1/account/delete", json("name", "bobby-" + unique));
            Promptly.until(() -> news(alice, "account_deleted", bob).equals(List.of("")));
            assertThat(news(alice, "account_renamed", bob)).hasSize(1);
        }
    }

    private static List<String> news(Person listener, String type, Person of) {
        return listener.events("directory.1").stream()
                .filter(event -> event.path("type").asText().equals(type)
                        && event.path("account").path("id").asText().equals(of.id()))
                .map(event -> event.path("account").path("name").asText())
                .toList();
    }

    @Test
    void theSocketOfARoomIsInTheSameRoomOnEveryNode() {
        try (Person alice = Person.signIn(nodes.port(0), "alice-" + unique);
                Person bob = Person.signIn(nodes.port(1), "bob-" + unique)) {
            String room = room(alice, "by number");
            long number = alice.api()
                    .get("/v1/conversations/" + room)
                    .ok()
                    .path("number")
                    .asLong();
            alice.say(room, "before", UUID.randomUUID()).join();
            String path = "/v1/chatrooms/" + number + "/join?user=" + bob.name();
            try (RoomClient socket =
                    RoomClient.byToken(nodes.port(1), path, bob.api().token())) {
                socket.awaitLive();
                subscribe(alice, room);
                socket.say("from the other node");
                alice.say(room, "after", UUID.randomUUID()).join();

                await().until(() -> socket.texts().size() == 3);
                assertThat(socket.texts()).containsExactlyInAnyOrder("before", "from the other node", "after");
                await().until(() -> alice.messages(room).size() == 2);
                await().until(() -> alice.api()
                                .get("/v1/chatrooms/" + number + "/users")
                                .ok()
                                .path("count")
                                .asInt()
                        == 2);
            }
        }
    }

    @Test
    void presenceCrossesNodes() {
        try (Person alice = Person.signIn(nodes.port(0), "alice-" + unique)) {
            Person bob = Person.signIn(nodes.port(1), "bob-" + unique);
            alice.api()
                    .post("/v1/conversations", json("kind", "direct", "members", List.of(bob.id())))
                    .ok();
            alice.register("presence." + bob.id());
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> status(alice, bob).equals("online"));
            bob.close();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> status(alice, bob).equals("offline"));
            await().untilAsserted(() -> assertThat(alice.events("presence." + bob.id()))
                    .last()
                    .satisfies(
                            event -> assertThat(event.path("status").asText()).isEqualTo("offline")));
        }
    }

    @Test
    void whatIsReadOnOneDeviceIsReadOnTheOtherAndTheSenderSeesItOnAnotherNode() {
        try (Person alice = Person.signIn(nodes.port(0), "alice-" + unique);
                Person bob = Person.signIn(nodes.port(1), "bob-" + unique);
                Person phone = bob.alsoAt(nodes.port(0))) {
            String direct = alice.api()
                    .post("/v1/conversations", json("kind", "direct", "members", List.of(bob.id())))
                    .ok()
                    .path("id")
                    .asText();
            subscribe(alice, direct);
            phone.register("user." + bob.id());
            awaitRegistered(phone, "user." + bob.id());
            alice.say(direct, "hello", UUID.randomUUID()).join();

            bob.send("cmd.conversation.mark", json("conversation", direct, "delivered", 1))
                    .join();
            await().until(() -> receipts(alice, direct, "delivered") == 1);
            assertThat(receipts(alice, direct, "read")).isZero();
            CompletableFuture<JsonNode> answer = bob.send(
                    "cmd.conversation.mark-many", json("marks", List.of(json("conversation", direct, "read", 1))));
            Promptly.until(() -> receipts(alice, direct, "read") == 1 && isAllRead(phone));
            assertThat(answer.join().path("type").asText()).isEqualTo("rec");
            JsonNode view = phone.send("cmd.conversation.get", json("conversation", direct))
                    .join()
                    .path("body");
            assertThat(view.path("position").path("unread").asInt()).isZero();
        }
    }

    private static boolean isAllRead(Person device) {
        return device.events("user." + device.id()).stream()
                .anyMatch(event -> event.path("position").path("unread").asInt(-1) == 0
                        && event.path("position").path("readSeq").asInt() == 1);
    }

    private static long receipts(Person person, String conversation, String cursor) {
        return person.events("conversation." + conversation).stream()
                .filter(event -> event.path("type").asText().equals("receipt"))
                .mapToLong(event -> event.path(cursor).asLong())
                .max()
                .orElse(0);
    }

    @Test
    void aRemovedMemberHearsNothingMoreOnAnotherNode() {
        try (Person alice = Person.signIn(nodes.port(0), "alice-" + unique);
                Person bob = Person.signIn(nodes.port(1), "bob-" + unique);
                Person mallory = Person.signIn(nodes.port(1), "mallory-" + unique);
                Person elsewhere = mallory.alsoAt(nodes.port(0))) {
            String group = alice.api()
                    .post(
                            "/v1/conversations",
                            json("kind", "group", "title", "Secrets", "members", List.of(bob.id(), mallory.id())))
                    .ok()
                    .path("id")
                    .asText();
            subscribe(bob, group);
            List<Person> removed = List.of(mallory, elsewhere);
            removed.forEach(socket -> subscribe(socket, group));
            alice.say(group, "for three", UUID.randomUUID()).join();
            await().until(() ->
                    removed.stream().allMatch(socket -> socket.messages(group).size() == 1));
            alice.api()
                    .delete("/v1/conversations/" + group + "/members/" + mallory.id())
                    .ok();
            alice.say(group, "for two", UUID.randomUUID());
            Promptly.until(() -> removed.stream().allMatch(socket -> isCutOff(socket, group)));
            await().until(() -> bob.messages(group).size() == 2);
            assertThat(removed)
                    .allSatisfy(socket -> assertThat(socket.messages(group)).hasSize(1));
            assertThat(mallory.say(group, "still here", UUID.randomUUID())
                            .join()
                            .path("type")
                            .asText())
                    .isEqualTo("err");
        }
    }

    private static boolean isCutOff(Person person, String conversation) {
        return person.frames().stream()
                .anyMatch(frame -> frame.path("type").asText().equals("err")
                        && frame.path("address").asText().equals("conversation." + conversation)
                        && frame.path("code").asText().equals("not_a_member"));
    }

    @Test
    void anEndedSessionLosesItsSocketOnAnotherNode() throws Exception {
        Person alice = Person.signIn(nodes.port(0), "alice-" + unique);
        try (Person elsewhere = alice.alsoAt(nodes.port(1))) {
            assertThat(elsewhere
                            .send("cmd.conversation.list", json())
                            .join()
                            .path("type")
                            .asText())
                    .isEqualTo("rec");
            alice.api().delete("/v1/session").ok();
            assertThat(elsewhere.closed().get(20, TimeUnit.SECONDS)).isEqualTo(4001);
            assertThat(alice.api().get("/v1/session").code()).isEqualTo("not_signed_in");
        }
    }

    private static String room(Person owner, String title) {
        return owner.api()
                .post("/v1/conversations", json("kind", "room", "title", title))
                .ok()
                .path("id")
                .asText();
    }

    private static void join(Person person, String room) {
        person.api().put("/v1/conversations/" + room + "/members/me").ok();
    }

    private static void subscribe(Person person, String conversation) {
        person.register("conversation." + conversation);
        awaitRegistered(person, "conversation." + conversation);
    }

    private static void awaitRegistered(Person person, String address) {
        await().until(() -> person.frames().stream()
                .anyMatch(frame -> frame.path("event").asText().equals("registered")
                        && frame.path("message").path("address").asText().equals(address)));
    }

    private static String status(Person asker, Person about) {
        JsonNode states =
                asker.api().get("/v1/presence?accounts=" + about.id()).ok().path("states");
        return states.path(0).path("status").asText();
    }

    private static List<Long> seqs(Person person, String room) {
        List<Long> seqs = new ArrayList<>();
        person.messages(room).forEach(message -> seqs.add(message.path("seq").asLong()));
        return seqs;
    }

    private static List<String> texts(Person person, String room, String prefix) {
        return person.messages(room).stream()
                .map(message -> message.path("text").asText())
                .filter(text -> text.startsWith(prefix))
                .toList();
    }

    private static int byNumber(String a, String b) {
        return Integer.compare(
                Integer.parseInt(a.substring(a.lastIndexOf(' ') + 1)),
                Integer.parseInt(b.substring(b.lastIndexOf(' ') + 1)));
    }
}
