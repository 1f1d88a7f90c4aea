package dev.crosstalk.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.application.ApplicationSettings;
import dev.crosstalk.http.ApplicationNode.Tenant;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Applications, their chats and messages over {@code /api}, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
abstract class ApplicationsContract {
    private static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z";

    private ApplicationNode node;

    abstract String freshUrl();

    @BeforeAll
    void start() {
        node = new ApplicationNode(freshUrl(), ApplicationSettings.DEFAULTS);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private static List<Long> numbers(JsonNode list) {
        List<Long> numbers = new ArrayList<>();
        list.forEach(one -> numbers.add(one.path("number").asLong()));
        return numbers;
    }

    private static List<String> fields(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String put(Object... fields) {
        return Api.json(fields).toString();
    }

    @Test
    void an_application_is_made_by_administrators_and_shown_with_its_secret_once() {
        String token = UUID.randomUUID().toString();
        Api.Answer made =
                node.admin().post("/api/applications/" + token.toUpperCase(Locale.ROOT), Api.json("name", "Shop"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(fields(made.body()))
                .containsExactly("token", "name", "chats_count", "created_at", "updated_at", "secret");
        assertThat(made.body().path("token").asText()).isEqualTo(token);
        assertThat(made.body().path("chats_count").asLong()).isZero();
        assertThat(made.body().path("created_at").asText()).matches(TIME);
        assertThat(made.body().path("secret").asText()).hasSize(43);
        Api own = node.nobody().as(made.body().path("secret").asText());
        assertThat(fields(own.get("/api/applications/" + token).ok()))
                .containsExactly("token", "name", "chats_count", "created_at", "updated_at");
        assertThat(node.admin()
                        .post("/api/applications/" + token, Api.json("name", "Again"))
                        .code())
                .isEqualTo("token_taken");
        assertThat(own.get("/api/applications/" + token).ok().path("name").asText())
                .isEqualTo("Shop");
    }

    @Test
    void only_administrators_list_and_make_applications() {
        Tenant tenant = node.tenant("Shop");
        String another = "/api/applications/" + UUID.randomUUID();
        for (Api other : List.of(tenant.api(), node.nobody(), node.nobody().as("wrong"))) {
            assertThat(other.get("/api/applications").code()).isEqualTo("not_signed_in");
            assertThat(other.post(another, Api.json("name", "Mine")).code()).isEqualTo("not_signed_in");
        }
        assertThat(node.admin().get(another).code()).isEqualTo("not_found");
        assertThat(node.admin().get("/api/applications?limit=100").ok().findValuesAsText("token"))
                .contains(tenant.token());
    }

    @Test
    void pages_begin_with_1_and_hold_10_and_at_most_100() {
        Tenant tenant = node.tenant("Paged");
        for (int i = 0; i < 12; i++) {
            tenant.chat();
        }
        String chats = tenant.path() + "/chats";
        Api.Answer first = tenant.api().get(chats);
        assertThat(numbers(first.ok())).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(first.header("x-total-count")).isEqualTo("12");
        assertThat(first.header("link")).isEqualTo("<" + chats + "?page=2&limit=10>; rel=\"next\"");
        Api.Answer second = tenant.api().get(chats + "?page=2");
        assertThat(numbers(second.ok())).containsExactly(11L, 12L);
        assertThat(second.header("link")).isEqualTo("<" + chats + "?page=1&limit=10>; rel=\"prev\"");
        assertThat(numbers(tenant.api().get(chats + "?page=3&limit=5").ok())).containsExactly(11L, 12L);
        assertThat(tenant.api().get(chats + "?page=99&limit=100").ok()).isEmpty();
        for (String wrong : List.of(
                "page=0",
                "page=-1",
                "page=x",
                "page=1.5",
                "page=99999999999",
                "page=",
                "limit=0",
                "limit=101",
                "limit=all")) {
            assertThat(tenant.api().get(chats + "?" + wrong).code()).as(wrong).isEqualTo("bad_request");
            assertThat(tenant.api().get(tenant.messages(1) + "?" + wrong).code())
                    .as(wrong)
                    .isEqualTo("bad_request");
            assertThat(node.admin().get("/api/applications?" + wrong).code())
                    .as(wrong)
                    .isEqualTo("bad_request");
        }
        assertThat(tenant.api().get(tenant.path()).ok().path("chats_count").asLong())
                .isEqualTo(12);
    }

    @Test
    void messages_are_posted_read_changed_and_deleted_and_counted() {
        Tenant tenant = node.tenant("Talk");
        long chat = tenant.chat();
        Api.Answer posted = tenant.api().post(tenant.messages(chat), Api.json("body", "Grüße, 😀"));
        assertThat(posted.status()).isEqualTo(201);
        assertThat(fields(posted.body())).containsExactly("number", "body", "sender", "created_at", "updated_at");
        assertThat(posted.body().path("number").asLong()).isEqualTo(1);
        for (int i = 2; i <= 25; i++) {
            assertThat(tenant.say(chat, "message " + i)).isEqualTo(i);
        }
        String one = tenant.messages(chat) + "/3";
        assertThat(tenant.api()
                        .send("PUT", one, put("body", "changed"))
                        .ok()
                        .path("body")
                        .asText())
                .isEqualTo("changed");
        assertThat(tenant.api().get(one).ok().path("body").asText()).isEqualTo("changed");
        for (long gone : List.of(1L, 4L, 5L, 12L, 25L)) {
            assertThat(tenant.api().delete(tenant.messages(chat) + "/" + gone).status())
                    .isEqualTo(204);
            assertThat(tenant.api().get(tenant.messages(chat) + "/" + gone).code())
                    .isEqualTo("not_found");
            assertThat(tenant.api().delete(tenant.messages(chat) + "/" + gone).code())
                    .isEqualTo("not_found");
            assertThat(tenant.api()
                            .send("PUT", tenant.messages(chat) + "/" + gone, put("body", "back"))
                            .code())
                    .isEqualTo("not_found");
        }
        assertThat(tenant.api()
                        .get(tenant.path() + "/chats/" + chat)
                        .ok()
                        .path("messages_count")
                        .asLong())
                .isEqualTo(20);
        List<Long> all = new ArrayList<>();
        for (int page = 1; page <= 8; page++) {
            all.addAll(numbers(tenant.api()
                    .get(tenant.messages(chat) + "?limit=3&page=" + page)
                    .ok()));
        }
        assertThat(all)
                .containsExactly(
                        2L, 3L, 6L, 7L, 8L, 9L, 10L, 11L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L, 21L, 22L, 23L, 24L);
        assertThat(tenant.say(chat, "next")).as("a number is not given again").isEqualTo(26);
    }

    @Test
    void a_query_finds_messages_by_a_part_of_their_present_text_whatever_its_case() {
        Tenant tenant = node.tenant("Search");
        long chat = tenant.chat();
        for (int i = 1; i <= 30; i++) {
            tenant.say(chat, i % 3 == 0 ? "Äpfel und 100% BIRNEN " + i : "nothing of it " + i);
        }
        tenant.api()
                .send("PUT", tenant.messages(chat) + "/3", put("body", "plums"))
                .ok();
        tenant.api().delete(tenant.messages(chat) + "/6");
        String found = tenant.messages(chat) + "?query=";
        assertThat(numbers(tenant.api().get(found + "%C3%A4PFEL").ok()))
                .containsExactly(9L, 12L, 15L, 18L, 21L, 24L, 27L, 30L);
        assertThat(numbers(tenant.api()
                        .get(found + "100%25%20birnen&limit=3&page=2")
                        .ok()))
                .containsExactly(18L, 21L, 24L);
        assertThat(numbers(tenant.api().get(found + "Plums").ok())).containsExactly(3L);
        assertThat(tenant.api().get(found + "_").ok()).isEmpty();
        assertThat(tenant.api().get(found + "%25%25").ok()).isEmpty();
        assertThat(numbers(tenant.api().get(found).ok())).as("no query").hasSize(10);
        assertThat(tenant.api().get(found + "x".repeat(201)).code()).isEqualTo("bad_request");
    }

    @Test
    void a_repetition_with_the_same_key_is_answered_with_what_is_stored() {
        Tenant tenant = node.tenant("Repeat");
        String[] key = {"idempotency-key", "order 17"};
        Api.Answer chat = tenant.api().send("POST", tenant.path() + "/chats", "{}", key);
        assertThat(chat.status()).isEqualTo(201);
        Api.Answer again = tenant.api().send("POST", tenant.path() + "/chats", "{}", key);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("number")).isEqualTo(chat.body().path("number"));
        long number = chat.body().path("number").asLong();
        Api.Answer first = tenant.api().send("POST", tenant.messages(number), put("body", "once"), key);
        Api.Answer second = tenant.api().send("POST", tenant.messages(number), put("body", "twice"), key);
        assertThat(List.of(first.status(), second.status())).containsExactly(201, 200);
        assertThat(second.body()).isEqualTo(first.body());
        long other = tenant.chat();
        assertThat(tenant.api()
                        .send("POST", tenant.messages(other), put("body", "here"), key)
                        .status())
                .as("in another chat it is another")
                .isEqualTo(201);
        tenant.api().delete(tenant.messages(number) + "/1");
        assertThat(tenant.api()
                        .send("POST", tenant.messages(number), put("body", "once"), key)
                        .code())
                .isEqualTo("message_deleted");
        assertThat(tenant.api().get(tenant.path()).ok().path("chats_count").asLong())
                .isEqualTo(2);
    }

    @Test
    void a_token_that_was_replaced_means_nothing_any_more_and_a_secret_neither() {
        Tenant tenant = node.tenant("Old");
        long chat = tenant.chat();
        tenant.say(chat, "before");
        String token = UUID.randomUUID().toString();
        JsonNode changed = tenant.api()
                .send("PUT", tenant.path(), put("token", token, "name", "New"))
                .ok();
        assertThat(changed.path("token").asText()).isEqualTo(token);
        assertThat(changed.has("secret")).isFalse();
        assertThat(tenant.api().get(tenant.path()).code()).isEqualTo("not_found");
        assertThat(tenant.api().get(tenant.messages(chat)).code()).isEqualTo("not_found");
        Tenant moved = new Tenant(token, tenant.api());
        assertThat(moved.api().get(moved.path()).ok().path("name").asText()).isEqualTo("New");
        assertThat(moved.api().get(moved.messages(chat)).ok()).hasSize(1);
        String secret = moved.api()
                .send("PUT", moved.path(), put("rotate_secret", true))
                .ok()
                .path("secret")
                .asText();
        assertThat(moved.api().get(moved.path()).code()).isEqualTo("not_found");
        assertThat(node.nobody().as(secret).get(moved.path()).ok().path("name").asText())
                .isEqualTo("New");
        Tenant other = node.tenant("Other");
        assertThat(node.nobody()
                        .as(secret)
                        .send("PUT", moved.path(), put("token", other.token()))
                        .code())
                .isEqualTo("token_taken");
    }

    @Test
    void the_secret_of_one_application_opens_nothing_of_another_nor_does_any_session() {
        Tenant alice = node.tenant("Alice's");
        Tenant mallory = node.tenant("Mallory's");
        long chat = alice.chat();
        alice.say(chat, "for us alone");
        mallory.chat();
        Api guest = node.nobody();
        Api session = guest.as(guest.post("/v1/session", Api.json("name", "guest-of-1", "token", true))
                .ok()
                .path("token")
                .asText());
        String unknown = "/api/applications/" + UUID.randomUUID();
        for (String[] route : routes(alice, chat)) {
            String body = route[0].equals("GET") || route[0].equals("DELETE") ? null : put("body", "x", "name", "x");
            String nowhere = route[1].replace(alice.path(), unknown);
            for (Api other : List.of(mallory.api(), session, guest.as("wrong"), guest.as(""))) {
                Api.Answer refused = other.send(route[0], route[1], body);
                assertThat(refused.status()).as("%s %s", route[0], route[1]).isIn(401, 404);
                assertThat(Refusals.told(refused))
                        .as("as if there was none")
                        .isEqualTo(Refusals.told(other.send(route[0], nowhere, body)));
            }
            Api.Answer cookie = guest.send(route[0], route[1], body, "cookie", "crosstalk_session=" + session.token());
            assertThat(cookie.code()).as("a cookie").isEqualTo("not_signed_in");
        }
        assertThat(alice.api().get(alice.messages(chat)).ok().findValuesAsText("body"))
                .containsExactly("for us alone");
        assertThat(alice.api().get(alice.path()).ok().path("name").asText()).isEqualTo("Alice's");
        assertThat(mallory.api().get(mallory.messages(1)).ok()).isEmpty();
    }

    private static List<String[]> routes(Tenant tenant, long chat) {
        String message = tenant.messages(chat) + "/1";
        String one = tenant.path() + "/chats/" + chat;
        return List.of(
                new String[] {"GET", tenant.path()},
                new String[] {"PUT", tenant.path()},
                new String[] {"GET", tenant.path() + "/chats"},
                new String[] {"POST", tenant.path() + "/chats"},
                new String[] {"GET", one},
                new String[] {"GET", tenant.messages(chat)},
                new String[] {"POST", tenant.messages(chat)},
                new String[] {"GET", message},
                new String[] {"PUT", message},
                new String[] {"DELETE", message},
                new String[] {"DELETE", one},
                new String[] {"DELETE", tenant.path()});
    }

    @Test
    void what_is_posted_appears_live_and_what_people_say_is_read_here() {
        Tenant installation = installation();
        try (Person alice = Person.signIn(node.port(), "alice-live")) {
            long chat = installation.chat();
            String conversation = installation
                    .api()
                    .get(installation.path() + "/chats/" + chat)
                    .ok()
                    .path("conversation")
                    .asText();
            assertThat(alice.api().get("/v1/rooms?query=chat%20" + chat).ok().findValuesAsText("id"))
                    .contains(conversation);
            alice.api().put("/v1/conversations/" + conversation + "/members/me").ok();
            subscribe(alice, conversation);
            installation.say(chat, "from the shop");
            await().until(() -> alice.messages(conversation).size() == 1);
            assertThat(alice.messages(conversation).get(0).path("text").asText())
                    .isEqualTo("from the shop");
            alice.say(conversation, "from alice", UUID.randomUUID()).join();
            JsonNode read = installation.api().get(installation.messages(chat)).ok();
            assertThat(read.findValuesAsText("body")).containsExactly("from the shop", "from alice");
            assertThat(read.get(1).path("sender").path("name").asText()).isEqualTo("alice-live");
            assertThat(installation
                            .api()
                            .send("PUT", installation.messages(chat) + "/2", put("body", "not said"))
                            .code())
                    .as("nobody's words are changed by another")
                    .isEqualTo("forbidden");
            assertThat(installation
                            .api()
                            .delete(installation.messages(chat) + "/2")
                            .status())
                    .isEqualTo(204);
            await().until(() -> alice.events("conversation." + conversation).stream()
                    .anyMatch(event -> event.path("type").asText().equals("deleted")));
        }
    }

    @Test
    void in_a_room_of_somebody_else_the_application_moderates_and_closed_rooms_are_none_of_its_chats() {
        Tenant installation = installation();
        try (Person bob = Person.signIn(node.port(), "bob-owner")) {
            JsonNode open = bob.api()
                    .post("/v1/conversations", Api.json("kind", "room", "title", "Open"))
                    .ok();
            JsonNode closed = bob.api()
                    .post("/v1/conversations", Api.json("kind", "room", "title", "Closed", "joinPolicy", "invite"))
                    .ok();
            long number = open.path("number").asLong();
            bob.say(open.path("id").asText(), "mine", UUID.randomUUID()).join();
            assertThat(installation.say(number, "welcome")).isEqualTo(2);
            assertThat(installation
                            .api()
                            .delete(installation.messages(number) + "/1")
                            .status())
                    .isEqualTo(204);
            String hidden =
                    installation.path() + "/chats/" + closed.path("number").asLong();
            assertThat(installation.api().get(hidden).code()).isEqualTo("not_found");
            assertThat(installation.api().delete(hidden).code()).isEqualTo("not_found");
        }
    }

    /** The application of the installation, by the secret of administrators. */
    private Tenant installation() {
        JsonNode first = node.admin().get("/api/applications?limit=1").ok().get(0);
        return new Tenant(first.path("token").asText(), node.admin());
    }

    private static void subscribe(Person person, String conversation) {
        Subscribing.to(person, "conversation." + conversation);
    }

    @Test
    void a_chat_that_is_deleted_is_gone_and_who_listens_is_told() {
        Tenant installation = installation();
        try (Person alice = Person.signIn(node.port(), "alice-gone")) {
            long chat = installation.chat();
            long stays = installation.chat();
            installation.say(stays, "stays");
            String conversation = installation
                    .api()
                    .get(installation.path() + "/chats/" + chat)
                    .ok()
                    .path("conversation")
                    .asText();
            alice.api().put("/v1/conversations/" + conversation + "/members/me").ok();
            Subscribing.to(alice, "user." + alice.id());
            subscribe(alice, conversation);
            installation.say(chat, "soon gone");
            long before = installation
                    .api()
                    .get(installation.path())
                    .ok()
                    .path("chats_count")
                    .asLong();
            assertThat(installation
                            .api()
                            .delete(installation.path() + "/chats/" + chat)
                            .status())
                    .isEqualTo(204);
            assertThat(installation
                            .api()
                            .get(installation.path())
                            .ok()
                            .path("chats_count")
                            .asLong())
                    .isEqualTo(before - 1);
            assertThat(installation.api().get(installation.messages(chat)).code())
                    .isEqualTo("not_found");
            assertThat(alice.api().get("/v1/conversations/" + conversation).code())
                    .isEqualTo("not_found");
            await().untilAsserted(() -> {
                assertThat(alice.events("conversation." + conversation))
                        .last()
                        .satisfies(
                                event -> assertThat(event.path("type").asText()).isEqualTo("gone"));
                assertThat(alice.events("user." + alice.id())).anySatisfy(event -> {
                    assertThat(event.path("type").asText()).isEqualTo("membership");
                    assertThat(event.path("conversation").asText()).isEqualTo(conversation);
                    assertThat(event.path("member").asBoolean(true)).isFalse();
                });
                assertThat(alice.frames()).anySatisfy(frame -> {
                    assertThat(frame.path("type").asText()).isEqualTo("err");
                    assertThat(frame.path("address").asText()).isEqualTo("conversation." + conversation);
                });
            });
            assertThat(alice.api().get("/v1/rooms").ok().path("conversations").findValuesAsText("id"))
                    .doesNotContain(conversation);
            assertThat(installation.chat()).as("a number is not given again").isGreaterThan(stays);
            assertThat(installation.api().get(installation.messages(stays)).ok())
                    .hasSize(1);
        }
    }

    @Test
    void an_application_that_is_deleted_is_gone_and_the_others_stay() {
        Tenant gone = node.tenant("Gone");
        Tenant stays = node.tenant("Stays");
        for (Tenant tenant : List.of(gone, stays)) {
            tenant.say(tenant.chat(), "hello");
        }
        assertThat(gone.api().delete(gone.path()).status()).isEqualTo(204);
        assertThat(gone.api().get(gone.path()).code()).isEqualTo("not_found");
        assertThat(gone.api().get(gone.messages(1)).code()).isEqualTo("not_found");
        assertThat(node.admin().get(gone.path()).code()).isEqualTo("not_found");
        assertThat(stays.api().get(stays.messages(1)).ok()).hasSize(1);
        JsonNode again =
                node.admin().post(gone.path(), Api.json("name", "Again")).ok();
        assertThat(again.path("chats_count").asLong()).as("the token is free").isZero();
        assertThat(gone.api().get(gone.path()).code())
                .as("the secret is another")
                .isEqualTo("not_found");
        Tenant installation = installation();
        assertThat(installation.api().delete(installation.path()).code()).isEqualTo("forbidden");
    }

    @Test
    void limits_of_an_application_are_said_by_administrators_and_hold() {
        Tenant tenant = node.tenant("Small");
        assertThat(tenant.api()
                        .send("PUT", tenant.own("limits"), put("maxChats", 1000))
                        .code())
                .isEqualTo("not_signed_in");
        node.admin()
                .send("PUT", tenant.own("limits"), put("maxChats", 2, "maxMessagesPerDay", 3))
                .ok();
        assertThat(tenant.api().get(tenant.own("limits")).ok())
                .isEqualTo(Api.json("maxChats", 2, "maxMessagesPerDay", 3));
        long chat = tenant.chat();
        tenant.chat();
        Api.Answer third = tenant.api().send("POST", tenant.path() + "/chats", null);
        assertThat(third.status()).isEqualTo(403);
        assertThat(third.code()).isEqualTo("limit_reached");
        String[] key = {"idempotency-key", "first"};
        tenant.api()
                .send("POST", tenant.messages(chat), put("body", "one"), key)
                .ok();
        await().until(() -> tenant.api()
                .post(tenant.messages(chat), Api.json("body", "more"))
                .code()
                .equals("daily_limit"));
        Api.Answer refused = tenant.api().post(tenant.messages(chat), Api.json("body", "more"));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Long.parseLong(refused.header("retry-after"))).isBetween(1L, 86_400L);
        assertThat(tenant.api()
                        .send("POST", tenant.messages(chat), put("body", "one"), key)
                        .status())
                .as("what is stored is answered")
                .isEqualTo(200);
        long count = tenant.api()
                .get(tenant.path() + "/chats/" + chat)
                .ok()
                .path("messages_count")
                .asLong();
        assertThat(count).isBetween(3L, 120L);
        node.admin().send("PUT", tenant.own("limits"), "{}").ok();
        tenant.chat();
        await().until(() -> tenant.api()
                        .post(tenant.messages(chat), Api.json("body", "more"))
                        .status()
                == 201);
        assertThat(node.admin()
                        .send("PUT", tenant.own("limits"), put("maxChats", -1))
                        .code())
                .isEqualTo("bad_request");
    }

    @Test
    void nothing_that_is_sent_is_answered_by_500() {
        Tenant tenant = node.tenant("Fuzzed");
        Tenant other = node.tenant("Neighbour");
        long chat = tenant.chat();
        tenant.say(chat, "hello");
        other.say(other.chat(), "other");
        List<String> bodies = List.of(
                "",
                "null",
                "[]",
                "1",
                "\"x\"",
                "{",
                "{\"body\":1}",
                "{\"body\":null}",
                "{\"body\":{}}",
                "{\"body\":\"\"}",
                "{\"body\":\"\\u0000\"}",
                "{\"body\":\"\\ud800\"}",
                "{\"body\":\"   \"}",
                "{\"name\":17}",
                "{\"name\":\"\"}",
                "{\"name\":\"" + "n".repeat(256) + "\"}",
                "{\"token\":\"1-1-1-1-1\"}",
                "{\"token\":5}",
                "{\"title\":\"" + "t".repeat(101) + "\"}",
                "{\"title\":[]}",
                "{\"rotate_secret\":\"yes\"}",
                "{\"body\":\"" + "x".repeat(100_001) + "\"}",
                "{\"name\":\"\\u202e evil \\ud83d\\ude00\"}");
        List<String> places = List.of(
                "",
                "/",
                "/chats",
                "/chats/0",
                "/chats/-1",
                "/chats/1.0",
                "/chats/9223372036854775807",
                "/chats/99999999999999999999",
                "/chats/%00",
                "/chats/%F0%9F%98%80",
                "/chats/1'%20OR%201=1",
                "/chats/" + chat,
                "/chats/" + chat + "/messages",
                "/chats/" + chat + "/messages/1",
                "/chats/" + chat + "/messages/0",
                "/chats/" + chat + "/messages/99999999999999999999",
                "/chats/" + chat + "/messages/x",
                "/chats/2/messages/1",
                "/chats/" + chat + "/messages?query=%00",
                "/chats/" + chat + "/messages?query=%ED%A0%80",
                "/chats/" + chat + "/messages?page=2147483647&limit=100");
        List<String> applications =
                List.of(tenant.path(), other.path(), "/api/applications/1-1-1-1-1", "/api/applications/%20", "/api/x");
        for (String application : applications) {
            for (String place : places) {
                for (String method : List.of("GET", "POST", "PUT")) {
                    for (String body : method.equals("GET") ? List.of("") : bodies) {
                        int status = tenant.api()
                                .send(method, application + place, body.isEmpty() ? null : body)
                                .status();
                        assertThat(status)
                                .as("%s %s%s %s", method, application, place, body)
                                .isLessThan(500);
                    }
                }
            }
        }
        assertThat(other.api().get(other.messages(1)).ok().findValuesAsText("body"))
                .containsExactly("other");
    }
}
