package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.testing.Api.Answer;
import dev.crosstalk.testing.EmbeddedNode;
import dev.crosstalk.testing.Person;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Naming what is not one's own never succeeds, never breaks the server, and says as little as may be. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ForeignIdsIT {
    private static EmbeddedNode node;
    private static Person alice;
    private static Person bob;
    private static Person mallory;
    private static String group;
    private static String hiddenRoom;
    private static String openRoom;
    private static String direct;
    private static String invite;

    /** A request about a conversation; {@code ID} is its id, {@code BOB} a member, {@code INVITE} one of its invites. */
    private record Request(String method, String path, JsonNode body) {
        Answer by(Person person, String conversation) {
            String concrete = path.replace("ID", conversation)
                    .replace("BOB", bob.id())
                    .replace("ME", person.id())
                    .replace("INVITE", invite);
            return person.api().send(method, "/v1/conversations/" + concrete, body == null ? null : body.toString());
        }
    }

    private static final List<Request> REQUESTS = List.of(
            new Request("GET", "ID", null),
            new Request("PATCH", "ID", json("title", "Mine")),
            new Request("PATCH", "ID", json("joinPolicy", "invite")),
            new Request("PATCH", "ID", json("slowModeSeconds", 5, "permissions", json("post", "owners"))),
            new Request("GET", "ID/members", null),
            new Request("PUT", "ID/members/me", null),
            new Request("DELETE", "ID/members/me", null),
            new Request("PUT", "ID/members/ME", null),
            new Request("DELETE", "ID/members/BOB", null),
            new Request("PATCH", "ID/members/BOB", json("role", "read_only")),
            new Request("PATCH", "ID/members/ME", json("role", "owner")),
            new Request("GET", "ID/bans", null),
            new Request("PUT", "ID/bans/BOB", null),
            new Request("DELETE", "ID/bans/BOB", null),
            new Request("POST", "ID/invites", json("maxUses", 1)),
            new Request("GET", "ID/invites", null),
            new Request("DELETE", "ID/invites/INVITE", null),
            new Request("GET", "ID/messages", null),
            new Request("GET", "ID/changes?since=0", null),
            new Request("POST", "ID/messages", json("text", "x", "clientId", UUID.randomUUID())));

    @BeforeAll
    static void start() {
        node = EmbeddedNode.start();
        alice = Person.signIn(node.port(), "alice");
        bob = Person.signIn(node.port(), "bob");
        mallory = Person.signIn(node.port(), "mallory");
        group = open(json("kind", "group", "title", "Secret", "members", List.of(bob.id())));
        hiddenRoom =
                open(json("kind", "room", "title", "Hidden", "joinPolicy", "invite", "members", List.of(bob.id())));
        openRoom = open(json("kind", "room", "title", "Open", "members", List.of(bob.id())));
        direct = open(json("kind", "direct", "members", List.of(bob.id())));
        invite = alice.api()
                .post("/v1/conversations/" + group + "/invites", json())
                .ok()
                .path("invite")
                .path("id")
                .asText();
    }

    @AfterAll
    static void stop() {
        Stream.of(alice, bob, mallory).forEach(Person::close);
        node.close();
    }

    private static String open(JsonNode body) {
        return alice.api().post("/v1/conversations", body).ok().path("id").asText();
    }

    private static String state(String conversation) {
        return alice.api().get("/v1/conversations/" + conversation).ok().toString()
                + alice.api()
                        .get("/v1/conversations/" + conversation + "/members")
                        .ok();
    }

    @TestFactory
    Stream<DynamicTest> toAStrangerWhatIsHiddenDoesNotExistWhateverIsAsked() {
        Map<String, String> hidden =
                Map.of("group", group, "hidden room", hiddenRoom, "direct", direct, "nothing", "4711");
        return hidden.entrySet().stream()
                .flatMap(one -> REQUESTS.stream()
                        .map(request -> DynamicTest.dynamicTest(
                                one.getKey() + ": " + request.method() + " " + request.path() + " " + request.body(),
                                () -> {
                                    Answer answer = request.by(mallory, one.getValue());
                                    assertThat(answer.status()).isEqualTo(404);
                                    assertThat(answer.code()).isEqualTo("not_found");
                                })));
    }

    @TestFactory
    Stream<DynamicTest> aStrangerChangesNothingOfAnOpenRoom() {
        return REQUESTS.stream()
                .filter(request -> !List.of("ID", "ID/members", "ID/members/me").contains(request.path())
                        || request.method().equals("PATCH"))
                .map(request ->
                        DynamicTest.dynamicTest(request.method() + " " + request.path() + " " + request.body(), () -> {
                            String before = state(openRoom);
                            Answer answer = request.by(mallory, openRoom);
                            assertThat(answer.status()).isBetween(400, 499);
                            assertThat(answer.code()).isEqualTo("not_a_member");
                            assertThat(state(openRoom)).isEqualTo(before);
                        }));
    }

    @TestFactory
    Stream<DynamicTest> anOrdinaryMemberModeratesNothing() {
        List<String> permitted = List.of("ID", "ID/members", "ID/members/me", "ID/messages", "ID/changes?since=0");
        return REQUESTS.stream()
                .filter(request -> request.method().equals("PATCH") || !permitted.contains(request.path()))
                .filter(request -> !request.path().endsWith("/members/ME")
                        || request.method().equals("PATCH"))
                .filter(request -> !request.equals(new Request("GET", "ID/invites", null)))
                .map(request ->
                        DynamicTest.dynamicTest(request.method() + " " + request.path() + " " + request.body(), () -> {
                            String before = state(openRoom);
                            Answer answer = request.by(bob, openRoom);
                            assertThat(answer.status()).isBetween(400, 499);
                            assertThat(state(openRoom)).isEqualTo(before);
                        }));
    }

    @Test
    void anInviteIsNotRevokedByWayOfAnotherConversation() {
        String mine = mallory.api()
                .post("/v1/conversations", json("kind", "room", "title", "Mine"))
                .ok()
                .path("id")
                .asText();
        assertThat(mallory.api()
                        .delete("/v1/conversations/" + mine + "/invites/" + invite)
                        .code())
                .isEqualTo("not_found");
        assertThat(alice.api()
                        .get("/v1/conversations/" + group + "/invites")
                        .ok()
                        .path("invites"))
                .hasSize(1);
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoIdIsRefusedAsSuch() {
        return Stream.of("0", "-1", "x", "99999999999999999999", "1%27", "%00")
                .flatMap(id -> REQUESTS.stream()
                        .map(request -> DynamicTest.dynamicTest(
                                id + ": " + request.method() + " " + request.path(),
                                () -> assertThat(request.by(alice, id).status()).isBetween(400, 499))));
    }
}
