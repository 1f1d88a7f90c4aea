package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.EmbeddedNode;
import dev.crosstalk.testing.Person;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Passwords as a client meets them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PasswordsIT {
    private static EmbeddedNode node;

    private final String name = "p-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void start() {
        node = EmbeddedNode.start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private Api.Answer signIn(String password) {
        return Api.at(node.port()).post("/v1/session", json("name", name, "password", password, "token", true));
    }

    private static Api.Answer setPassword(Api api, Object password, Object current) {
        return api.send(
                "PUT",
                "/v1/account/password",
                json("password", password, "current", current).toString());
    }

    @Test
    void aPasswordKeepsANameOverRestOfSignOut() {
        try (Person alice = Person.signIn(node.port(), name)) {
            assertThat(setPassword(alice.api(), "a long secret", null).status()).isEqualTo(204);
            assertThat(alice.api().delete("/v1/session").status()).isEqualTo(204);
            assertThat(alice.closed().join()).isEqualTo(4001);
            Api.Answer back = signIn("a long secret");
            assertThat(back.status()).isEqualTo(200);
            assertThat(back.ok().path("account").path("id").asText()).isEqualTo(alice.id());
            assertThat(back.response().body()).doesNotContain("secret");
            Api again = Api.at(node.port()).as(back.ok().path("token").asText());
            assertThat(again.get("/v1/session")
                            .ok()
                            .path("account")
                            .path("name")
                            .asText())
                    .isEqualTo(name);
        }
    }

    /** But for the number of the request. */
    private static JsonNode told(Api.Answer refusal) {
        return ((ObjectNode) refusal.body()).without("requestId");
    }

    @Test
    void whoDoesNotKnowThePasswordIsToldTheSameOfEveryName() {
        try (Person alice = Person.signIn(node.port(), name)) {
            Api.Answer ofGuest = signIn("a wrong secret");
            assertThat(setPassword(alice.api(), "a long secret", null).status()).isEqualTo(204);
            Api.Answer ofRegistered = signIn("a wrong secret");
            Api.Answer ofNobody = Api.at(node.port())
                    .post("/v1/session", json("name", "nobody-" + name, "password", "a wrong secret"));
            assertThat(ofGuest.status()).isEqualTo(401);
            assertThat(ofGuest.code()).isEqualTo("wrong_password");
            assertThat(told(ofRegistered)).isEqualTo(told(ofGuest)).isEqualTo(told(ofNobody));
            assertThat(ofNobody.header("set-cookie")).isNull();
        }
    }

    @Test
    void aChangeOfThePasswordClosesTheSocketsOfOtherDevices() {
        try (Person alice = Person.signIn(node.port(), name)) {
            assertThat(setPassword(alice.api(), "a long secret", null).status()).isEqualTo(204);
            Api elsewhere = Api.at(node.port())
                    .as(signIn("a long secret").ok().path("token").asText());
            assertThat(setPassword(elsewhere, "another secret", "a wrong secret")
                            .code())
                    .isEqualTo("wrong_password");
            assertThat(setPassword(elsewhere, "another secret", "a long secret").status())
                    .isEqualTo(204);
            assertThat(alice.closed().join()).isEqualTo(4001);
            await().until(() -> alice.api().get("/v1/session").status() == 401);
            assertThat(elsewhere
                            .post("/v1/account/remove-password", json("current", "another secret"))
                            .status())
                    .isEqualTo(204);
            assertThat(signIn("another secret").code()).isEqualTo("wrong_password");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|bad_request",
                "{\"password\":12345678}|bad_request",
                "{\"password\":[\"a long secret\"]}|bad_request",
                "{\"password\":{\"$ne\":\"\"}}|bad_request",
                "{\"password\":true}|bad_request",
                "{\"password\":null}|bad_request",
                "{\"password\":\"a long \\ud800 secret\"}|bad_request",
                "{\"password\":\"a long \\u0000 secret\"}|bad_request",
                "{\"password\":\"\"}|password_invalid",
                "{\"password\":\"short\"}|password_invalid",
                "{\"password\":\"HUGE\"}|password_invalid",
                "{\"password\":\"NAME\"}|password_invalid",
                "{\"password\":\"iloveyou\"}|password_common",
                "{\"password\":\"a long secret\",\"current\":7}|bad_request",
                "[]|bad_request",
                "{\"password\":|bad_json",
            })
    void aPasswordOfAWrongShapeIsRefusedAndNeverShown(String template, String code) {
        try (Person alice = Person.signIn(node.port(), name)) {
            String body = template.replace("HUGE", "x".repeat(100_000))
                    .replace("NAME", name.toUpperCase(java.util.Locale.ROOT));
            Api.Answer answer = alice.api().send("PUT", "/v1/account/password", body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.response().body()).doesNotContain("secret").doesNotContain("iloveyou");
            assertThat(signIn("a long secret").code()).isEqualTo("wrong_password");
        }
        assertThat(node.process().process().output()).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void signingInWithAPasswordOfAWrongShapeIsRefused() {
        Api nobody = Api.at(node.port());
        for (String password : java.util.List.of("7", "[]", "{}", "\"\\ud800\"")) {
            Api.Answer answer = nobody.post("/v1/session", "{\"name\":\"" + name + "\",\"password\":" + password + "}");
            assertThat(answer.code()).isEqualTo("bad_request");
        }
        assertThat(nobody.get("/v1/accounts").code()).isEqualTo("not_signed_in");
    }
}
