package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.testing.ClusteredNodes;
import dev.crosstalk.testing.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What moderators do on one node holds at once on the sockets of the other. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class RolesOnTwoNodesIT {
    private static final Logger LOG = LoggerFactory.getLogger(RolesOnTwoNodesIT.class);
    /** Two floods together stay below what a socket may have unanswered. */
    private static final int FLOOD = 120;

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

    private Person person(int node, String name) {
        return Person.signIn(nodes.port(node), name + "-" + unique);
    }

    private static String room(Person owner, Person... members) {
        String room = owner.api()
                .post("/v1/conversations", json("kind", "room", "title", "Order"))
                .ok()
                .path("id")
                .asText();
        Stream.of(members)
                .forEach(member -> member.api()
                        .put("/v1/conversations/" + room + "/members/me")
                        .ok());
        return room;
    }

    private static void subscribe(Person person, String conversation) {
        String address = "conversation." + conversation;
        person.register(address);
        await().until(() -> person.frames().stream()
                .anyMatch(frame -> frame.path("event").asText().equals("registered")
                        && frame.path("message").path("address").asText().equals(address)));
    }

    private static boolean isCutOff(Person person, String conversation) {
        return person.frames().stream()
                .anyMatch(frame -> frame.path("type").asText().equals("err")
                        && frame.path("address").asText().equals("conversation." + conversation)
                        && frame.path("code").asText().equals("not_a_member"));
    }

    private static String outcome(JsonNode frame) {
        return frame.path("type").asText().equals("rec")
                ? "stored"
                : frame.path("code").asText();
    }

    @Test
    void whoIsBannedInAFloodGetsNothingThatWasSaidAfterIt() {
        try (Person alice = person(0, "alice");
                Person bob = person(1, "bob");
                Person mallory = person(1, "mallory");
                Person elsewhere = mallory.alsoAt(nodes.port(0))) {
            String room = room(alice, bob, mallory);
            List<Person> banned = List.of(mallory, elsewhere);
            banned.forEach(socket -> subscribe(socket, room));
            subscribe(bob, room);
            List<CompletableFuture<JsonNode>> flood = new ArrayList<>();
            for (int i = 0; i < FLOOD; i++) {
                flood.add(bob.say(room, "flood " + i, UUID.randomUUID()));
            }
            await().until(() -> mallory.messages(room).size() > 10);
            alice.api()
                    .put("/v1/conversations/" + room + "/bans/" + mallory.id())
                    .ok();
            long answered = System.nanoTime();
            Promptly.until(() -> banned.stream().allMatch(socket -> isCutOff(socket, room)));
            LOG.info("cut off {} ms after the answer", (System.nanoTime() - answered) / 1_000_000);
            for (int i = 0; i < FLOOD; i++) {
                flood.add(bob.say(room, "after " + i, UUID.randomUUID()));
            }
            flood.forEach(CompletableFuture::join);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> bob.messages(room).size() == 2 * FLOOD);
            banned.forEach(socket -> assertNothingAfterRemoval(socket, room));
            assertThat(mallory.api()
                            .put("/v1/conversations/" + room + "/members/me")
                            .code())
                    .isEqualTo("banned");
        }
    }

    private static void assertNothingAfterRemoval(Person socket, String room) {
        List<JsonNode> events = socket.events("conversation." + room);
        JsonNode last = events.get(events.size() - 1);
        assertThat(last.path("change").asText()).isEqualTo("removed");
        assertThat(socket.messages(room))
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message.path("seq").asLong())
                        .isLessThanOrEqualTo(last.path("afterSeq").asLong()));
        assertThat(last.path("afterSeq").asLong()).isLessThan(2 * FLOOD);
    }

    @Test
    void anotherRoleHoldsForTheNextCommandOnTheOtherNode() {
        try (Person alice = person(0, "alice");
                Person bob = person(1, "bob");
                Person mallory = person(1, "mallory")) {
            String room = room(alice, bob, mallory);
            String place = "/v1/conversations/" + room + "/members/";
            bob.register("user." + bob.id());
            subscribe(bob, room);
            alice.api().patch(place + bob.id(), json("role", "read_only")).ok();
            assertThat(outcome(bob.say(room, "x", UUID.randomUUID()).join())).isEqualTo("read_only");
            alice.api().patch(place + bob.id(), json("role", "moderator")).ok();
            assertThat(bob.api().delete(place + mallory.id()).status()).isEqualTo(204);
            alice.api().patch(place + bob.id(), json("role", "member")).ok();
            assertThat(bob.api().delete(place + alice.id()).code()).isEqualTo("forbidden");
            awaitTold(bob, room, "read_only moderator member");
        }
    }

    private static void awaitTold(Person person, String room, String roles) {
        Promptly.until(() -> roles(person.events("conversation." + room)).equals(roles)
                && roles(person.events("user." + person.id())).endsWith(roles));
    }

    @Test
    void everyChangeOfARoleIsToldPromptlyOnEveryNode() {
        try (Person alice = person(0, "alice");
                Person bob = person(1, "bob");
                Person elsewhere = bob.alsoAt(nodes.port(0))) {
            String room = room(alice, bob);
            for (Person socket : List.of(bob, elsewhere)) {
                socket.register("user." + bob.id());
                subscribe(socket, room);
            }
            String told = "";
            for (String role : List.of("read_only", "moderator", "member")) {
                alice.api()
                        .patch("/v1/conversations/" + room + "/members/" + bob.id(), json("role", role))
                        .ok();
                told = (told + " " + role).strip();
                awaitTold(bob, room, told);
                awaitTold(elsewhere, room, told);
            }
        }
    }

    private static String roles(List<JsonNode> events) {
        return String.join(
                " ",
                events.stream()
                        .filter(event -> event.has("role"))
                        .map(event -> event.path("role").asText())
                        .toList());
    }

    @Test
    void slowModeAndAnnouncementsHoldOnAllDevices() {
        try (Person alice = person(0, "alice");
                Person bob = person(1, "bob");
                Person elsewhere = bob.alsoAt(nodes.port(0))) {
            String room = room(alice, bob);
            String one = "/v1/conversations/" + room;
            alice.api().patch(one, json("slowModeSeconds", 60)).ok();
            var here = bob.say(room, "here", UUID.randomUUID());
            var there = elsewhere.say(room, "there", UUID.randomUUID());
            List<JsonNode> both = List.of(here.join(), there.join());
            assertThat(both.stream().map(RolesOnTwoNodesIT::outcome)).containsExactlyInAnyOrder("stored", "slow_mode");
            assertThat(both.stream().filter(frame -> frame.has("retryAfterMs")))
                    .singleElement()
                    .satisfies(frame ->
                            assertThat(frame.path("retryAfterMs").asLong()).isBetween(1L, 60_000L));
            alice.api()
                    .patch(one, json("slowModeSeconds", 0, "permissions", json("post", "moderators")))
                    .ok();
            assertThat(outcome(bob.say(room, "x", UUID.randomUUID()).join())).isEqualTo("read_only");
            assertThat(outcome(elsewhere.say(room, "x", UUID.randomUUID()).join()))
                    .isEqualTo("read_only");
            assertThat(outcome(alice.say(room, "news", UUID.randomUUID()).join()))
                    .isEqualTo("stored");
        }
    }

    @Test
    void aRoomThatIsClosedLetsInByInviteOnTheOtherNode() {
        try (Person alice = person(0, "alice");
                Person bob = person(1, "bob")) {
            String room = room(alice);
            String one = "/v1/conversations/" + room;
            alice.api().patch(one, json("joinPolicy", "invite")).ok();
            assertThat(bob.api().get(one).code()).isEqualTo("not_found");
            assertThat(bob.api().put(one + "/members/me").code()).isEqualTo("not_found");
            JsonNode invite =
                    alice.api().post(one + "/invites", json("maxUses", 1)).ok();
            JsonNode code = json("code", invite.path("code").asText());
            assertThat(bob.api()
                            .post("/v1/invites/preview", code)
                            .ok()
                            .path("title")
                            .asText())
                    .isEqualTo("Order");
            assertThat(bob.api().post("/v1/invites/use", code).ok().path("role").asText())
                    .isEqualTo("member");
            assertThat(alice.api().get(one + "/invites").ok().path("invites")).isEmpty();
        }
    }
}
