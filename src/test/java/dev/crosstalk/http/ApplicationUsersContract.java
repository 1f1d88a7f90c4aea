package dev.crosstalk.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.application.ApplicationSettings;
import dev.crosstalk.http.ApplicationNode.Tenant;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.FreePorts;
import dev.crosstalk.testing.Person;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Sessions that applications open for their own users, and what those see; whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
abstract class ApplicationUsersContract {
    private static final String SECRET = "a secret of at least thirty-two bytes";
    private static final long HOUR = 3_600;

    private ApplicationNode node;

    abstract String freshUrl();

    @BeforeAll
    void start() {
        node = new ApplicationNode(freshUrl(), new ApplicationSettings(false, null, null, null, "any"));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    private static ObjectNode claims(Tenant tenant, String subject) {
        return Api.json("sub", subject, "aud", tenant.token(), "exp", now() + HOUR);
    }

    private static Api.Answer key(Tenant tenant, String name, String algorithm, String key) {
        return tenant.api()
                .send(
                        "PUT",
                        tenant.own("keys/" + name),
                        Api.json("algorithm", algorithm, "key", key).toString());
    }

    private Tenant tenant(String name) {
        Tenant tenant = node.tenant(name);
        key(tenant, "main", "HS256", SECRET).ok();
        return tenant;
    }

    private Api.Answer open(Tenant tenant, String jwt) {
        return node.nobody().post(tenant.own("sessions"), Api.json("jwt", jwt, "token", true));
    }

    private JsonNode session(Tenant tenant, String subject) {
        return open(tenant, Signer.hs256(SECRET).sign(claims(tenant, subject).put("name", subject)))
                .ok();
    }

    private static String account(JsonNode session) {
        return session.path("account").path("id").asText();
    }

    @Test
    void a_signed_token_opens_a_session_and_the_same_subject_is_always_the_same_account() {
        Tenant tenant = tenant("Shop");
        Api.Answer first =
                open(tenant, Signer.hs256(SECRET).sign(claims(tenant, "17").put("name", "Alice  Smith!")));
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.body().path("account").path("name").asText()).isEqualTo("Alice__Smith");
        Api.Answer again =
                open(tenant, Signer.hs256(SECRET).sign(claims(tenant, "17").put("name", "Another")));
        assertThat(again.status()).isEqualTo(200);
        assertThat(account(again.body())).isEqualTo(account(first.body()));
        JsonNode namesake = open(
                        tenant, Signer.hs256(SECRET).sign(claims(tenant, "18").put("name", "Alice  Smith!")))
                .ok();
        assertThat(account(namesake)).isNotEqualTo(account(first.body()));
        assertThat(namesake.path("account").path("name").asText()).isEqualTo("Alice__Smith-2");
        for (String subject : List.of("17 ", "17\t", "１７", "\ud83d\ude00", "x".repeat(255))) {
            JsonNode other = open(tenant, Signer.hs256(SECRET).sign(claims(tenant, subject)))
                    .ok();
            assertThat(account(other)).as("not 17: '%s'", subject).isNotEqualTo(account(first.body()));
        }
        Api alice = node.nobody().as(first.body().path("token").asText());
        assertThat(alice.get("/v1/session").ok().path("application").asText())
                .isEqualTo(first.body().path("application").asText())
                .isNotEqualTo("1");
    }

    @Test
    void one_subject_that_signs_in_on_many_devices_at_once_is_one_account() {
        Tenant tenant = tenant("Crowd");
        String jwt = Signer.hs256(SECRET).sign(claims(tenant, "everywhere").put("name", "same"));
        List<CompletableFuture<Api.Answer>> all = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> open(tenant, jwt)))
                .toList();
        assertThat(all.stream().map(answer -> account(answer.join().ok())).distinct())
                .hasSize(1);
    }

    @Test
    void each_algorithm_verifies_by_its_own_keys() {
        Tenant tenant = node.tenant("Keys");
        Signer rsa = Signer.rs256(2048);
        Signer ed = Signer.edDsa();
        key(tenant, "rsa", "RS256", rsa.pem()).ok();
        key(tenant, "ed", "EdDSA", ed.jwk("ed").toString()).ok();
        open(tenant, rsa.sign(claims(tenant, "r"))).ok();
        open(tenant, rsa.sign("rsa", claims(tenant, "r"))).ok();
        open(tenant, ed.sign("ed", claims(tenant, "e"))).ok();
        assertThat(open(tenant, ed.sign("rsa", claims(tenant, "e"))).code()).isEqualTo("token_refused");
        key(tenant, "ed", "EdDSA", ed.pem()).ok();
        open(tenant, ed.sign(claims(tenant, "e"))).ok();
        assertThat(tenant.api().get(tenant.own("keys")).response().body())
                .contains("\"rsa\"", "\"ed\"")
                .doesNotContain("BEGIN");
        assertThat(tenant.api().delete(tenant.own("keys/rsa")).status()).isEqualTo(204);
        assertThat(tenant.api().delete(tenant.own("keys/rsa")).code()).isEqualTo("not_found");
        assertThat(open(tenant, rsa.sign(claims(tenant, "r"))).code()).isEqualTo("token_refused");
    }

    @Test
    void whatever_is_wrong_with_a_token_it_is_refused_alike() {
        Tenant tenant = tenant("Strict");
        Tenant other = tenant("Other");
        Signer rsa = Signer.rs256(2048);
        key(tenant, "rsa", "RS256", rsa.pem()).ok();
        Signer good = Signer.hs256(SECRET);
        String valid = good.sign(claims(tenant, "17"));
        String[] parts = valid.split("[.]");
        ObjectNode none = Api.json("alg", "none");
        List<String> wrong = List.of(
                "",
                "x",
                "..",
                "a.b.c",
                valid + "x",
                valid + ".x",
                parts[0] + "." + parts[1] + ".",
                Signer.part(none) + "." + parts[1] + ".",
                Signer.part(none) + "." + parts[1] + "." + parts[2],
                good.sign(Api.json("alg", "hs256"), claims(tenant, "17")),
                good.sign(Api.json("alg", "RS256"), claims(tenant, "17")),
                good.sign(Api.json("alg", "HS256", "crit", List.of("b64")), claims(tenant, "17")),
                good.sign(Api.json("alg", "HS256", "kid", "unknown"), claims(tenant, "17")),
                Signer.hs256(rsa.pem()).sign(claims(tenant, "17")),
                Signer.hs256(rsa.pem().strip()).sign("rsa", claims(tenant, "17")),
                Signer.hs256("another secret of thirty-two bytes and more").sign(claims(tenant, "17")),
                Signer.rs256(2048).sign(claims(tenant, "17")),
                good.sign(claims(tenant, "17").put("exp", now() - 120)),
                good.sign(claims(tenant, "17").put("exp", "tomorrow")),
                good.sign(Api.json("sub", "17", "aud", tenant.token())),
                good.sign(claims(tenant, "17").put("nbf", now() + 120)),
                good.sign(claims(tenant, "17").put("iat", now() + 120)),
                good.sign(claims(other, "17")),
                good.sign(Api.json("sub", "17", "exp", now() + HOUR)),
                good.sign(claims(tenant, "17").put("aud", 17)),
                good.sign(claims(tenant, "")),
                good.sign(claims(tenant, "x".repeat(256))),
                good.sign(claims(tenant, "17").put("sub", 17)),
                good.sign(claims(tenant, "\u0000")),
                "x".repeat(8_193));
        Object refusal = Refusals.told(open(tenant, "a.b.c"));
        for (String jwt : wrong) {
            Api.Answer answer = open(tenant, jwt);
            assertThat(answer.status()).as(jwt).isEqualTo(401);
            assertThat(Refusals.told(answer)).as(jwt).isEqualTo(refusal);
        }
        Tenant nowhere = new Tenant("0b4f8c1e-6f0a-4d0f-9a53-0d2a3d6f7c11", tenant.api());
        assertThat(Refusals.told(open(nowhere, valid))).isEqualTo(refusal);
        assertThat(Refusals.told(open(new Tenant("x", tenant.api()), valid))).isEqualTo(refusal);
        open(tenant, good.sign(claims(tenant, "17").put("exp", now() - 30))).ok();
        open(tenant, good.sign(claims(tenant, "17").put("nbf", now() + 30))).ok();
        open(
                        tenant,
                        good.sign(claims(tenant, "17")
                                .set(
                                        "aud",
                                        Api.json("l", List.of("x", tenant.token()))
                                                .get("l"))))
                .ok();
    }

    @Test
    void keys_that_verify_nothing_or_too_little_are_refused_and_an_issuer_is_held_to() {
        Tenant tenant = node.tenant("Careful");
        assertThat(key(tenant, "a", "HS256", "too short").code()).isEqualTo("bad_request");
        assertThat(key(tenant, "a", "none", SECRET).code()).isEqualTo("bad_request");
        assertThat(key(tenant, "a", "RS256", Signer.rs256(1024).pem()).code()).isEqualTo("bad_request");
        assertThat(key(tenant, "a", "RS256", Signer.edDsa().pem()).code()).isEqualTo("bad_request");
        assertThat(key(tenant, "a", "EdDSA", Signer.rs256(2048).jwk("a").toString())
                        .code())
                .isEqualTo("bad_request");
        assertThat(key(tenant, "a", "RS256", "-----BEGIN PUBLIC KEY-----").code())
                .isEqualTo("bad_request");
        assertThat(key(tenant, "a", "JWKS", "file:///etc/passwd").code()).isEqualTo("bad_request");
        assertThat(key(tenant, "a", "JWKS", "https://user:pass@example.org/").code())
                .isEqualTo("bad_request");
        assertThat(key(tenant, "a%2Fb", "HS256", SECRET).code()).isEqualTo("bad_request");
        assertThat(tenant.api().get(tenant.own("keys")).ok().path("keys")).isEmpty();
        for (int i = 0; i < 10; i++) {
            key(tenant, "k" + i, "HS256", SECRET + i).ok();
        }
        assertThat(key(tenant, "k10", "HS256", SECRET).code()).isEqualTo("limit_reached");
        tenant.api()
                .send(
                        "PUT",
                        tenant.own("keys/k0"),
                        Api.json("algorithm", "HS256", "key", SECRET, "issuer", "https://shop")
                                .toString())
                .ok();
        Signer signer = Signer.hs256(SECRET);
        assertThat(open(tenant, signer.sign(claims(tenant, "1"))).code()).isEqualTo("token_refused");
        open(tenant, signer.sign(claims(tenant, "1").put("iss", "https://shop")))
                .ok();
        for (Api stranger : List.of(
                node.nobody(),
                node.nobody().as("wrong"),
                node.tenant("Mallory's").api())) {
            Tenant theirs = new Tenant(tenant.token(), stranger);
            assertThat(key(theirs, "mine", "HS256", SECRET).status()).isIn(401, 404);
            assertThat(theirs.api().get(theirs.own("keys")).status()).isIn(401, 404);
            assertThat(theirs.api().delete(theirs.own("keys/k0")).status()).isIn(401, 404);
        }
    }

    @Test
    void published_keys_are_read_once_for_all_and_again_when_they_were_replaced() {
        AtomicReference<Signer> current = new AtomicReference<>(Signer.edDsa());
        AtomicReference<String> kid = new AtomicReference<>("2026");
        AtomicInteger asked = new AtomicInteger();
        int port = FreePorts.one();
        HttpServer server = node.vertx().createHttpServer().requestHandler(request -> {
            asked.incrementAndGet();
            node.vertx()
                    .setTimer(
                            200,
                            timer -> request.response()
                                    .end(Api.json(
                                                    "keys",
                                                    List.of(
                                                            Api.json("kty", "EC"),
                                                            current.get().jwk(kid.get())))
                                            .toString()));
        });
        ArchiveNode.await(server.listen(port, "127.0.0.1"));
        Tenant tenant = node.tenant("Published");
        key(tenant, "set", "JWKS", "http://127.0.0.1:" + port + "/keys.json").ok();
        String jwt = current.get().sign(kid.get(), claims(tenant, "p"));
        List<CompletableFuture<Api.Answer>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> open(tenant, jwt)))
                .toList();
        all.forEach(answer -> answer.join().ok());
        assertThat(asked.get()).isEqualTo(1);
        assertThat(open(tenant, Signer.edDsa().sign("2026", claims(tenant, "p")))
                        .code())
                .isEqualTo("token_refused");
        assertThat(open(tenant, Signer.hs256(SECRET).sign("2026", claims(tenant, "p")))
                        .code())
                .isEqualTo("token_refused");
        assertThat(asked.get()).isEqualTo(1);
        assertThat(tenant.api()
                        .get(tenant.own("keys"))
                        .ok()
                        .path("keys")
                        .get(0)
                        .path("url")
                        .asText())
                .isEqualTo("http://127.0.0.1:" + port + "/keys.json");
        ArchiveNode.await(server.close());
        open(tenant, jwt).ok();
    }

    @Test
    void two_applications_see_nothing_of_each_other() {
        Tenant ours = tenant("Ours");
        Tenant theirs = tenant("Theirs");
        JsonNode aliceSession = session(ours, "alice");
        try (Person alice = Person.of(node.port(), aliceSession);
                Person bob = Person.of(node.port(), session(ours, "bob"));
                Person mallory = Person.of(node.port(), session(theirs, "mallory"))) {
            long chat = ours.chat();
            String room = ours.api()
                    .get(ours.path() + "/chats/" + chat)
                    .ok()
                    .path("conversation")
                    .asText();
            String group = alice.api()
                    .post("/v1/conversations", Api.json("kind", "group", "title", "Two", "members", List.of(bob.id())))
                    .ok()
                    .path("id")
                    .asText();
            alice.api().put("/v1/conversations/" + room + "/members/me").ok();
            assertThat(alice.say(room, "in our house", java.util.UUID.randomUUID())
                            .join()
                            .path("type")
                            .asText())
                    .isEqualTo("rec");
            assertThat(ours.api().get(ours.messages(chat)).ok().findValuesAsText("body"))
                    .containsExactly("in our house");
            assertThat(bob.api().get("/v1/rooms").ok().path("conversations").findValuesAsText("id"))
                    .contains(room);
            assertThat(mallory.api().get("/v1/rooms").ok().path("conversations"))
                    .isEmpty();
            assertThat(bob.api()
                            .get("/v1/accounts?query=alice")
                            .ok()
                            .path("accounts")
                            .findValuesAsText("id"))
                    .containsExactly(alice.id());
            assertThat(mallory.api().get("/v1/accounts?query=alice").ok().path("accounts"))
                    .isEmpty();
            assertThat(mallory.api().get("/v1/accounts?ids=" + alice.id()).ok().path("accounts"))
                    .isEmpty();
            for (String conversation : List.of(room, group)) {
                String one = "/v1/conversations/" + conversation;
                for (String what : List.of(
                        "",
                        "/messages",
                        "/messages/1",
                        "/messages/1/edits",
                        "/messages/1/reactions",
                        "/members",
                        "/changes?since=0",
                        "/pins",
                        "/retention",
                        "/bans",
                        "/invites",
                        "/receipts",
                        "/export")) {
                    assertThat(mallory.api().get(one + what).code()).as(what).isEqualTo("not_found");
                }
                for (String what : List.of("/cursor", "/unread", "/draft", "/retention", "/messages/1/saved")) {
                    Api.Answer answer = mallory.api()
                            .send(
                                    "PUT",
                                    one + what,
                                    Api.json("read", 1, "seq", 1, "text", "x").toString());
                    assertThat(answer.code()).as(what).isEqualTo("not_found");
                }
                for (String what :
                        List.of("/messages/1", "/messages/1/pin", "/members/" + alice.id(), "/bans/" + bob.id())) {
                    assertThat(mallory.api().delete(one + what).code()).as(what).isEqualTo("not_found");
                }
                assertThat(mallory.api().patch(one, Api.json("title", "Mine")).code())
                        .isEqualTo("not_found");
                assertThat(mallory.api().put(one + "/members/me").code()).isEqualTo("not_found");
                assertThat(mallory.send(
                                        "cmd.message.post",
                                        Api.json(
                                                "conversation",
                                                conversation,
                                                "text",
                                                "hello",
                                                "clientId",
                                                java.util.UUID.randomUUID()))
                                .join()
                                .toString())
                        .contains("not_found");
                assertThat(mallory.send("cmd.message.history", Api.json("conversation", conversation))
                                .join()
                                .toString())
                        .contains("not_found");
                assertThat(Subscribing.refused(mallory, "conversation." + conversation))
                        .contains("not_a_member");
            }
            String ourDirectory =
                    "directory." + aliceSession.path("application").asText();
            Subscribing.to(bob, ourDirectory);
            assertThat(Subscribing.refused(mallory, ourDirectory)).contains("access_denied");
            assertThat(Subscribing.refused(mallory, "directory.1")).contains("access_denied");
            assertThat(Subscribing.refused(mallory, "user." + alice.id())).contains("access_denied");
            assertThat(mallory.api()
                            .post("/v1/conversations", Api.json("kind", "direct", "members", List.of(alice.id())))
                            .code())
                    .isEqualTo("not_found");
            assertThat(mallory.api().put("/v1/contacts/" + alice.id()).code()).isEqualTo("not_found");
            session(ours, "carol");
            await().until(() -> bob.events(ourDirectory).stream()
                    .anyMatch(
                            event -> event.path("account").path("name").asText().equals("carol")));
        }
    }

    @Test
    void an_application_signs_its_user_out_everywhere_and_a_deleted_account_comes_back_as_another() {
        Tenant tenant = tenant("Leaving");
        JsonNode session = session(tenant, "leaver");
        try (Person leaver = Person.of(node.port(), session)) {
            Subscribing.to(leaver, "user." + leaver.id());
            assertThat(tenant.api().delete(tenant.own("users/leaver/sessions")).status())
                    .isEqualTo(204);
            assertThat(leaver.closed().join()).isGreaterThan(3_000);
            assertThat(leaver.api().get("/v1/session").code()).isEqualTo("not_signed_in");
            assertThat(tenant.api().delete(tenant.own("users/nobody/sessions")).code())
                    .isEqualTo("not_found");
        }
        JsonNode back = session(tenant, "leaver");
        assertThat(account(back)).isEqualTo(account(session));
        node.nobody()
                .as(back.path("token").asText())
                .post("/v1/account/delete", Api.json("name", "leaver"))
                .ok();
        assertThat(account(session(tenant, "leaver"))).isNotEqualTo(account(session));
    }

    @Test
    void when_the_application_is_removed_its_users_are_signed_out_and_none_comes_back() {
        Tenant tenant = tenant("Ending");
        try (Person user = Person.of(node.port(), session(tenant, "user"))) {
            Subscribing.to(user, "user." + user.id());
            tenant.api().delete(tenant.path());
            assertThat(open(tenant, Signer.hs256(SECRET).sign(claims(tenant, "user")))
                            .code())
                    .isEqualTo("token_refused");
            assertThat(user.api()
                            .post("/v1/conversations", Api.json("kind", "room", "title", "Late"))
                            .status())
                    .isIn(401, 404);
            assertThat(user.closed().join()).isGreaterThan(3_000);
            assertThat(user.api().get("/v1/session").code()).isEqualTo("not_signed_in");
        }
    }

    @Test
    void an_application_with_as_many_accounts_as_it_may_have_gets_no_more_and_who_has_one_comes_in() {
        Tenant tenant = tenant("Full");
        node.admin()
                .send("PUT", tenant.own("limits"), Api.json("maxAccounts", 2).toString())
                .ok();
        session(tenant, "first");
        String second = Signer.hs256(SECRET).sign(claims(tenant, "second"));
        assertThat(open(tenant, second).code())
                .as("the application's own is one of them")
                .isEqualTo("limit_reached");
        session(tenant, "first");
    }

    @Test
    void nothing_that_is_sent_is_answered_by_500() {
        Tenant tenant = tenant("Fuzzed");
        List<String> bodies = List.of(
                "null",
                "[]",
                "{",
                "{}",
                "{\"jwt\":1}",
                "{\"jwt\":\"\\u0000.e30.e30\"}",
                "{\"jwt\":\"bnVsbA.bnVsbA.AA\"}",
                "{\"jwt\":\"W10.W10.AA\"}",
                "{\"algorithm\":\"RS256\",\"key\":\"{\\\"kty\\\":\\\"RSA\\\",\\\"n\\\":\\\"AQAB\\\",\\\"e\\\":\\\"AQAB\\\"}\"}",
                "{\"algorithm\":\"EdDSA\",\"key\":\"{\\\"kty\\\":\\\"OKP\\\",\\\"crv\\\":\\\"Ed25519\\\",\\\"x\\\":\\\"__________________________________________8\\\"}\"}",
                "{\"algorithm\":\"HS256\",\"key\":{}}",
                "{\"algorithm\":\"JWKS\",\"key\":\"https://[\"}",
                "{\"algorithm\":\"JWKS\",\"key\":\"https://127.1/\"}",
                "{\"maxChats\":1e99}",
                "{\"maxChats\":\"many\"}",
                "{\"maxAccounts\":9223372036854775807}");
        List<String> places = List.of(
                "sessions",
                "keys",
                "keys/a",
                "keys/%00",
                "keys/%F0%9F%98%80",
                "keys/" + "k".repeat(300),
                "limits",
                "users/%00/sessions",
                "users/%ED%A0%80/sessions",
                "users/" + "u".repeat(300) + "/sessions",
                "nothing");
        for (Api who : List.of(tenant.api(), node.admin(), node.nobody())) {
            for (String place : places) {
                for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
                    for (String body : method.equals("POST") || method.equals("PUT") ? bodies : List.of("")) {
                        Api.Answer answer = who.send(method, tenant.own(place), body.isEmpty() ? null : body);
                        assertThat(answer.status())
                                .as("%s %s %s", method, place, body)
                                .isLessThan(500);
                    }
                }
            }
        }
        session(tenant, "still here");
    }
}
