package dev.crosstalk.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.config.Secret;
import dev.crosstalk.testing.Api;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long messages are kept is said over REST by those who may, and by nobody else; whichever database is below. */
@Timeout(120)
abstract class RetentionApiContract {
    private static final String APPLICATION = "/v1/applications/1/retention";

    private ArchiveNode node;
    private Api alice;
    private Api bob;
    private String room;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        node = new ArchiveNode(freshUrl(), new Secret(ArchiveNode.SECRET));
        alice = node.guest("alice");
        bob = node.guest("bob");
        room = open(alice, Api.json("kind", "room", "title", "Kitchen"));
        bob.put("/v1/conversations/" + room + "/members/me").ok();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static String open(Api owner, Object conversation) {
        return owner.post("/v1/conversations", conversation).ok().path("id").asText();
    }

    private static String retention(String conversation) {
        return "/v1/conversations/" + conversation + "/retention";
    }

    private static String id(Api person) {
        return person.get("/v1/session").ok().path("account").path("id").asText();
    }

    private static Api.Answer keep(Api person, String path, Object days) {
        return person.send("PUT", path, Api.json("days", days).toString());
    }

    @Test
    void owners_say_it_and_members_see_it() {
        assertThat(bob.get(retention(room)).ok()).isEqualTo(Api.json("conversation", room));
        JsonNode thirty = Api.json("conversation", room, "days", 30, "effectiveDays", 30);
        assertThat(keep(alice, retention(room), 30).ok()).isEqualTo(thirty);
        assertThat(bob.get(retention(room)).ok()).isEqualTo(thirty);
        assertThat(alice.send("PUT", retention(room), "{}").ok()).isEqualTo(Api.json("conversation", room));
        assertThat(bob.get("/v1/conversations/" + room + "/changes?since=0")
                        .ok()
                        .path("changes")
                        .findValuesAsText("type"))
                .filteredOn("retention"::equals)
                .hasSize(2);
    }

    @Test
    void in_a_direct_conversation_both_say_it() {
        String direct = open(alice, Api.json("kind", "direct", "members", List.of(id(bob))));
        assertThat(keep(bob, retention(direct), 7).ok().path("effectiveDays").asInt())
                .isEqualTo(7);
        assertThat(keep(alice, retention(direct), 8).ok().path("effectiveDays").asInt())
                .isEqualTo(8);
    }

    @Test
    void who_may_not_say_it_is_refused_and_nothing_changes() {
        Api mallory = node.guest("mallory");
        String group = open(alice, Api.json("kind", "group", "title", "Two", "members", List.of(id(bob))));
        assertThat(keep(bob, retention(room), 1).code()).isEqualTo("forbidden");
        assertThat(keep(bob, retention(group), 1).code()).isEqualTo("forbidden");
        assertThat(keep(mallory, retention(room), 1).code()).isEqualTo("not_a_member");
        assertThat(mallory.get(retention(room)).code()).isEqualTo("not_a_member");
        assertThat(keep(mallory, retention(group), 1).code()).isEqualTo("not_found");
        assertThat(mallory.get(retention(group)).code()).isEqualTo("not_found");
        Api nobody = Api.at(node.port());
        assertThat(keep(nobody, retention(room), 1).code()).isEqualTo("not_signed_in");
        assertThat(nobody.get(retention(room)).code()).isEqualTo("not_signed_in");
        assertThat(alice.get(retention(room)).ok().has("days")).isFalse();
        assertThat(alice.get(retention(group)).ok().has("days")).isFalse();
    }

    @Test
    void a_number_of_days_that_cannot_be_is_refused() {
        for (Object days : List.of(0, -1, 36_501, 1.5, "7", true)) {
            assertThat(keep(alice, retention(room), days).code()).as("%s", days).isEqualTo("bad_request");
            assertThat(keep(node.admin(), APPLICATION, days).code())
                    .as("%s", days)
                    .isEqualTo("bad_request");
        }
        assertThat(alice.get(retention(room)).ok().has("days")).isFalse();
        assertThat(node.admin().get(APPLICATION).ok()).isEqualTo(Api.json("application", "1"));
    }

    @Test
    void administrators_say_it_for_the_application_and_conversations_follow() {
        assertThat(keep(node.admin(), APPLICATION, 90).ok())
                .isEqualTo(Api.json("application", "1", "days", 90, "effectiveDays", 90));
        assertThat(node.admin().get(APPLICATION).ok().path("days").asInt()).isEqualTo(90);
        assertThat(bob.get(retention(room)).ok()).isEqualTo(Api.json("conversation", room, "effectiveDays", 90));
        assertThat(keep(alice, retention(room), 365).ok())
                .isEqualTo(Api.json("conversation", room, "days", 365, "effectiveDays", 90));
        assertThat(node.admin().send("PUT", APPLICATION, "{}").ok()).isEqualTo(Api.json("application", "1"));
        assertThat(bob.get(retention(room)).ok().path("effectiveDays").asInt()).isEqualTo(365);
    }

    @Test
    void nobody_but_administrators_asks_or_says_it_for_the_application() {
        for (Api other : List.of(alice, Api.at(node.port()), alice.as("another-secret-of-somebody"))) {
            assertThat(keep(other, APPLICATION, 1).code()).isEqualTo("not_signed_in");
            assertThat(other.get(APPLICATION).code()).isEqualTo("not_signed_in");
        }
        assertThat(keep(node.admin(), "/v1/applications/2/retention", 1).code()).isEqualTo("not_found");
        assertThat(node.admin().get("/v1/applications/2/retention").code()).isEqualTo("not_found");
        assertThat(node.admin().get("/v1/applications/x/retention").code()).isEqualTo("bad_request");
        assertThat(node.admin().get(APPLICATION).ok().has("days")).isFalse();
        try (ArchiveNode without = new ArchiveNode(freshUrl(), null)) {
            assertThat(keep(without.admin(), APPLICATION, 1).code()).isEqualTo("forbidden");
        }
    }
}
