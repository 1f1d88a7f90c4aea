package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.testing.EmbeddedNode;
import dev.crosstalk.testing.Person;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contacts, blocks and settings as a client meets them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ContactsIT {
    private static EmbeddedNode node;

    private Person alice;
    private Person bob;

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
    }

    @AfterEach
    void signOut() {
        alice.close();
        bob.close();
    }

    private static boolean refused(Person person, String address) {
        return person.frames().stream()
                .anyMatch(frame -> frame.path("type").asText().equals("err")
                        && frame.path("address").asText().equals(address));
    }

    private static boolean registered(Person person, String address) {
        return person.frames().stream()
                .anyMatch(frame -> frame.path("event").asText().equals("registered")
                        && frame.path("message").path("address").asText().equals(address));
    }

    private static void subscribe(Person person, String address) {
        person.write("{\"type\":\"register\",\"address\":\"" + address + "\",\"headers\":{\"ack\":\"true\"}}");
    }

    @Test
    void aRequestAndAYesMakeAContactOnBothSides() {
        assertThat(alice.api()
                        .put("/v1/contacts/" + bob.id())
                        .ok()
                        .path("state")
                        .asText())
                .isEqualTo("requested");
        JsonNode incoming = bob.api().get("/v1/contacts?state=incoming").ok().path("contacts");
        assertThat(incoming).hasSize(1);
        assertThat(incoming.get(0).path("account").path("name").asText()).isEqualTo(alice.name());
        assertThat(bob.api()
                        .post("/v1/contacts/" + alice.id() + "/accept", json())
                        .ok()
                        .path("state")
                        .asText())
                .isEqualTo("accepted");
        assertThat(alice.api()
                        .get("/v1/accounts?query=" + bob.name().substring(4))
                        .ok()
                        .path("accounts")
                        .get(0)
                        .path("contact")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void whoIsBlockedStopsHearingWhetherTheOtherIsHere() {
        alice.api().put("/v1/contacts/" + bob.id()).ok();
        bob.api().put("/v1/contacts/" + alice.id()).ok();
        String presence = "presence." + alice.id();
        subscribe(bob, presence);
        await().until(() -> registered(bob, presence));
        alice.api().put("/v1/blocks/" + bob.id()).ok();
        await().atMost(5, TimeUnit.SECONDS).until(() -> refused(bob, presence));
        assertThat(bob.api().get("/v1/presence?accounts=" + alice.id()).ok().path("states"))
                .isEmpty();
        assertThat(bob.api()
                        .post("/v1/conversations", json("kind", "direct", "members", java.util.List.of(alice.id())))
                        .code())
                .isEqualTo("forbidden");
    }

    @Test
    void whoHidesIsNotSeenAnyMore() {
        alice.api().put("/v1/contacts/" + bob.id()).ok();
        bob.api().put("/v1/contacts/" + alice.id()).ok();
        String presence = "presence." + alice.id();
        subscribe(bob, presence);
        await().until(() -> registered(bob, presence));
        alice.api()
                .patch("/v1/account/settings", json("settings", json("presence", "nobody")))
                .ok();
        await().atMost(5, TimeUnit.SECONDS).until(() -> refused(bob, presence));
        assertThat(alice.api()
                        .get("/v1/account/settings")
                        .ok()
                        .path("settings")
                        .path("presence")
                        .asText())
                .isEqualTo("nobody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"settings\":null}",
                "{\"settings\":[]}",
                "{\"settings\":{\"unknown\":true}}",
                "{\"settings\":{\"__proto__\":{}}}",
                "{\"settings\":{\"receipts\":\"false\"}}",
                "{\"settings\":{\"receipts\":null}}",
                "{\"settings\":{\"receipts\":0}}",
                "{\"settings\":{\"presence\":\"Everyone\"}}",
                "{\"settings\":{\"presence\":[\"nobody\"]}}",
                "{\"settings\":{\"theme\":\"pink\"}}",
                "{\"settings\":{\"locale\":\"de_CH; DROP\"}}",
                "{\"settings\":{\"theme\":\"dark\",\"receipts\":7}}",
            })
    void aSettingThatThereIsNotIsRefusedAndNothingIsSet(String body) {
        assertThat(alice.api().send("PATCH", "/v1/account/settings", body).code())
                .isEqualTo("bad_request");
        JsonNode settings = alice.api().get("/v1/account/settings").ok();
        assertThat(settings.path("settings").path("theme").asText()).isEqualTo("system");
        assertThat(settings.path("userRev").asLong()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0", "-1", "99999999999999999999", "1.5", "%F0%9F%98%80"})
    void whatIsNoAccountIsRefused(String account) {
        assertThat(alice.api().put("/v1/contacts/" + account).code()).isEqualTo("bad_request");
        assertThat(alice.api().put("/v1/blocks/" + account).code()).isEqualTo("bad_request");
    }

    @Test
    void listsAndSearchesOfAWrongShapeAreRefused() {
        assertThat(alice.api().put("/v1/contacts/4711").code()).isEqualTo("not_found");
        assertThat(alice.api().get("/v1/contacts?state=friends").code()).isEqualTo("bad_request");
        assertThat(alice.api().get("/v1/contacts?state=none").code()).isEqualTo("bad_request");
        assertThat(alice.api().get("/v1/contacts?limit=0").code()).isEqualTo("bad_request");
        assertThat(alice.api().get("/v1/accounts?query=" + "x".repeat(256)).code())
                .isEqualTo("bad_request");
        assertThat(alice.api().get("/v1/accounts?query=%25").ok().path("accounts"))
                .isEmpty();
    }
}
