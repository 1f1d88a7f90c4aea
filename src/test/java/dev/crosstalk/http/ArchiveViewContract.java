package dev.crosstalk.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Position;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.ArchiveText;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is shown what by an archive of a conversation, and of one's own data; whichever database is below. */
abstract class ArchiveViewContract extends ArchiveFixture {
    private Api alice;
    private Api bob;
    private Api mallory;
    private Api carol;

    @BeforeEach
    void people() {
        alice = node().guest("alice");
        bob = node().guest("bob");
        mallory = node().guest("mallory");
        carol = node().guest("carol");
    }

    private static List<String> of(Api reader, String conversation) {
        return export(reader, at(conversation, "/export"));
    }

    private static Set<String> values(String type, String field, List<String> lines) {
        return ArchiveText.of(type, lines).stream()
                .map(line -> line.path(field).asText())
                .collect(Collectors.toSet());
    }

    @Test
    void members_export_what_they_may_see_and_others_nothing() {
        String group = open(alice, "group", "Two");
        post(alice, group, "before");
        alice.put(at(group, "/members/" + id(bob))).ok();
        post(alice, group, "after");

        assertThat(values("message", "text", of(alice, group))).containsExactlyInAnyOrder("before", "after");
        List<String> his = of(bob, group);
        assertThat(values("message", "text", his)).containsExactly("after");
        assertThat(ArchiveText.of("conversation", his).get(0).path("firstSeq").asInt())
                .isEqualTo(2);
        assertThat(carol.get(at(group, "/export")).code()).isEqualTo("not_found");
        assertThat(his.get(his.size() - 1)).isEqualTo("{\"type\":\"end\",\"lines\":" + (his.size() - 1) + "}");
        read(his).ok();
    }

    @Test
    void who_was_there_before_and_what_happened_then_is_not_a_newcomers_to_learn() {
        String group = open(alice, "group", "Old", bob, mallory);
        post(bob, group, "hello");
        alice.patch(at(group, "/members/" + id(bob)), Api.json("role", "owner")).ok();
        alice.delete(at(group, "/members/me")).ok();
        bob.delete(at(group, "/members/" + id(mallory))).ok();
        bob.patch(at(group, ""), Api.json("title", "New")).ok();
        bob.put(at(group, "/members/" + id(carol))).ok();
        post(carol, group, "hello, too");

        List<String> hers = of(carol, group);
        assertThat(values("account", "name", hers)).containsExactlyInAnyOrder("bob", "carol");
        assertThat(values("member", "account", hers)).containsExactlyInAnyOrder(id(bob), id(carol));
        assertThat(values("entry", "kind", hers)).containsExactly("added");
        assertThat(ArchiveText.of("conversation", hers).get(0).has("createdBy"))
                .as("who made it had left")
                .isFalse();
        assertThat(values("entry", "kind", of(bob, group)))
                .as("who was there")
                .containsExactlyInAnyOrder("created", "role", "left", "removed", "renamed", "added");
        read(hers).ok();
    }

    @Test
    void who_is_no_member_any_more_is_named_where_lines_name_them_and_has_no_place() {
        String group = open(alice, "group", "Kitchen", bob, mallory);
        post(bob, group, "bye");
        bob.delete(at(group, "/members/me")).ok();
        alice.put(at(group, "/bans/" + id(mallory))).ok();

        List<String> hers = of(alice, group);
        assertThat(values("member", "account", hers)).containsExactly(id(alice));
        assertThat(values("account", "name", hers)).containsExactlyInAnyOrder("alice", "bob", "mallory");
        List<String> whole = export(node().admin(), "/v1/export?conversation=" + group);
        assertThat(values("member", "state", whole)).containsExactlyInAnyOrder("active", "left", "banned");
        read(hers).ok();
    }

    @Test
    void of_a_conversation_that_one_is_in_no_more_the_own_words_are_left_and_that_one_was_there() {
        String group = open(alice, "group", "Secret plans", bob, mallory);
        post(mallory, group, "my words");
        alice.delete(at(group, "/members/" + id(mallory))).ok();
        alice.patch(at(group, ""), Api.json("title", "More secret plans")).ok();
        JsonNode hidden = Api.json("kind", "room", "title", "Hidden place", "joinPolicy", "invite");
        String room = alice.post("/v1/conversations", hidden).ok().path("id").asText();
        alice.put(at(room, "/bans/" + id(mallory))).ok();

        List<String> hers = export(mallory, "/v1/account/export");
        assertThat(ArchiveText.of("place", hers))
                .containsExactly(
                        Api.json("type", "place", "conversation", group, "state", "left"),
                        Api.json("type", "place", "conversation", room, "state", "banned"));
        assertThat(values("message", "text", hers)).containsExactly("my words");
        assertThat(ArchiveText.of("conversation", hers)).isEmpty();
        assertThat(ArchiveText.of("member", hers)).isEmpty();
        assertThat(text(hers)).doesNotContain("ecret plans").doesNotContain("Hidden place");
        assertThat(values("place", "state", export(bob, "/v1/account/export"))).containsExactly("active");
    }

    @Test
    void ones_own_data_is_ones_own() {
        String room = open(alice, "room", "Kitchen");
        bob.put(at(room, "/members/me")).ok();
        post(alice, room, "said by alice");
        post(bob, room, "said by bob");
        List<String> his = export(bob, "/v1/account/export");
        assertThat(values("message", "text", his)).containsExactly("said by bob");
        assertThat(values("account", "name", his)).containsExactly("bob");
        assertThat(ArchiveText.of("session", his)).hasSize(1);
        assertThat(values("member", "account", his)).containsExactly(id(bob));
        assertThat(Api.at(node().port()).get("/v1/account/export").code()).isEqualTo("not_signed_in");
    }

    private static JsonNode own(String what, String name, String value) {
        return Api.json("type", "own", "what", what, "name", name, "value", value);
    }

    /** Those lines, without since when they are so. */
    private static List<JsonNode> owned(List<String> lines) {
        return ArchiveText.of("own", lines).stream()
                .map(line -> ((com.fasterxml.jackson.databind.node.ObjectNode) line).without(List.of("time")))
                .map(JsonNode.class::cast)
                .toList();
    }

    @Test
    void what_one_keeps_for_oneself_is_in_ones_own_data() {
        String room = open(alice, "room", "Kitchen");
        bob.put(at(room, "/members/me")).ok();
        for (int i = 1; i <= 4; i++) {
            post(bob, room, "bobs words " + i);
        }
        alice.put("/v1/contacts/" + id(bob)).ok();
        alice.put("/v1/blocks/" + id(mallory)).ok();
        alice.patch("/v1/account/settings", Api.json("settings", Api.json("locale", "de", "receipts", false)))
                .ok();
        alice.send("PUT", at(room, "/draft"), "{\"text\":\"from my phone\"}").ok();
        alice.send("PUT", at(room, "/draft"), "{\"text\":\"from my desk\",\"replyTo\":2}")
                .ok();
        alice.put(at(room, "/messages/2/saved")).ok();
        alice.put(at(room, "/messages/3/saved")).ok();
        alice.delete(at(room, "/messages/3/saved")).ok();
        alice.delete(at(room, "/messages/4?for=me")).ok();
        alice.patch(at(room, "/position"), Api.json("mutedUntil", Position.FOREVER, "pinned", 3, "archived", true))
                .ok();
        alice.send("PUT", at(room, "/unread"), "{}").ok();

        List<String> hers = export(alice, "/v1/account/export");
        JsonNode draft = Api.json("type", "own", "what", "draft", "name", room, "value", "from my desk", "replyTo", 2);
        JsonNode other =
                Api.json("type", "own", "what", "other_draft", "name", room, "value", "from my phone", "replyTo", 2);
        assertThat(owned(hers))
                .containsExactlyInAnyOrder(
                        own("contact", id(bob), "requested"),
                        own("contact", id(mallory), "blocked"),
                        own("setting", "locale", "de"),
                        own("setting", "receipts", "false"),
                        draft,
                        other,
                        own("saved", room, "2"),
                        own("hidden", room, "4"));
        JsonNode place = ArchiveText.of("place", hers).get(0);
        assertThat(place.path("mutedUntil").asLong()).isEqualTo(Position.FOREVER);
        assertThat(place.path("pinned").asInt()).isEqualTo(3);
        assertThat(place.path("archivedSeq").asInt()).isEqualTo(4);
        assertThat(place.path("markedUnread").asBoolean()).isTrue();
        assertThat(text(hers)).doesNotContain("bobs words");
    }

    @Test
    void what_one_has_done_is_in_ones_own_data() {
        String room = open(alice, "room", "Kitchen");
        bob.put(at(room, "/members/me")).ok();
        post(bob, room, "bobs words");
        post(alice, room, "first");
        String mine = at(room, "/messages/2");
        alice.patch(mine, Api.json("text", "second")).ok();
        bob.put(mine + "/reactions/:bobs:").ok();
        alice.patch(mine, Api.json("text", "third")).ok();
        bob.patch(at(room, "/messages/1"), Api.json("text", "bobs other words")).ok();
        alice.put(at(room, "/messages/1/reactions/:hers:")).ok();
        alice.put(at(room, "/messages/1/reactions/:gone:")).ok();
        alice.delete(at(room, "/messages/1/reactions/:gone:")).ok();
        alice.put(at(room, "/messages/1/pin")).ok();
        post(alice, room, "oops");
        alice.delete(at(room, "/messages/3")).ok();

        List<String> hers = export(alice, "/v1/account/export");
        List<String> timeline = hers.stream()
                .filter(line -> line.matches(".*\"type\":\"(message|edit|reaction|pin)\".*"))
                .toList();
        assertThat(timeline).hasSize(6);
        assertThat(timeline.get(0)).contains("\"reaction\"", "\"seq\":1", ":hers:");
        assertThat(timeline.get(1)).contains("\"pin\"", "\"seq\":1");
        assertThat(timeline.get(2)).contains("\"message\"", "\"third\"");
        assertThat(timeline.get(3)).contains("\"edit\":1", "\"first\"");
        assertThat(timeline.get(4)).contains("\"edit\":2", "\"second\"");
        assertThat(timeline.get(5)).contains("\"deletedAt\"").doesNotContain("oops");
        assertThat(text(hers)).doesNotContain("bobs ").doesNotContain(":bobs:");
    }

    private static List<String> happened(List<String> lines) {
        return ArchiveText.of("entry", lines).stream()
                .map(line ->
                        line.path("kind").asText() + " " + line.path("data").asText() + " behind "
                                + line.path("afterSeq").asLong())
                .toList();
    }

    /** Whoever administers moves it with everything; a conversation that is handed to somebody has nothing of it. */
    @Test
    void what_people_have_for_themselves_is_in_the_archive_of_everything_alone() {
        String room = open(alice, "room", "Kitchen");
        bob.put(at(room, "/members/me")).ok();
        post(bob, room, "bobs words");
        alice.put("/v1/blocks/" + id(mallory)).ok();
        alice.patch("/v1/account/settings", Api.json("settings", Api.json("receipts", false)))
                .ok();
        alice.send("PUT", at(room, "/draft"), "{\"text\":\"not said yet\"}").ok();
        alice.put(at(room, "/messages/1/saved")).ok();
        alice.delete(at(room, "/messages/1?for=me")).ok();
        alice.patch(at(room, "/position"), Api.json("pinned", 3)).ok();

        List<String> all = export(node().admin(), "/v1/export");
        assertThat(values("own", "what", all)).containsExactlyInAnyOrder("draft", "saved", "hidden");
        assertThat(ArchiveText.of("contact", all)).hasSize(1);
        for (List<String> some : List.of(of(bob, room), export(node().admin(), "/v1/export?conversation=" + room))) {
            assertThat(ArchiveText.of("own", some)).isEmpty();
            assertThat(ArchiveText.of("contact", some)).isEmpty();
            assertThat(ArchiveText.of("member", some)).hasSize(2).noneMatch(member -> member.has("place"));
            assertThat(ArchiveText.of("account", some)).noneMatch(account -> account.has("settings"));
            assertThat(text(some)).doesNotContain("not said yet");
            read(some).ok();
        }
    }

    @Test
    void
            what_happened_by_or_to_oneself_is_in_ones_own_data_as_in_the_conversations_and_what_happened_to_others_is_not() {
        String room = open(alice, "room", "Kitchen");
        bob.put(at(room, "/members/me")).ok();
        post(bob, room, "bobs words");
        alice.patch(at(room, ""), Api.json("title", "Cellar")).ok();
        alice.patch(at(room, "/members/" + id(bob)), Api.json("role", "moderator"))
                .ok();
        alice.put(at(room, "/messages/1/pin")).ok();
        alice.delete(at(room, "/messages/1/pin")).ok();
        mallory.put(at(room, "/members/me")).ok();
        bob.put(at(room, "/bans/" + id(mallory))).ok();
        carol.put(at(room, "/members/me")).ok();
        carol.delete(at(room, "/members/me")).ok();

        List<String> hers = export(alice, "/v1/account/export");
        assertThat(happened(hers))
                .containsExactly(
                        "created Kitchen behind 0",
                        "renamed Cellar behind 1",
                        "role moderator behind 1",
                        "pinned 1 behind 1",
                        "unpinned 1 behind 1");
        List<String> his = export(bob, "/v1/account/export");
        assertThat(happened(his))
                .containsExactly(
                        "joined  behind 0", "role moderator behind 1", "removed  behind 1", "banned  behind 1");
        assertThat(values("entry", "actor", his)).containsExactlyInAnyOrder(id(alice), id(bob));
        assertThat(happened(export(carol, "/v1/account/export")))
                .as("who is there no more")
                .containsExactly("joined  behind 1", "left  behind 1");
        List<String> mallorys = export(mallory, "/v1/account/export");
        assertThat(happened(mallorys)).containsExactly("joined  behind 1", "removed  behind 1", "banned  behind 1");
        assertThat(text(mallorys)).doesNotContain("Kitchen").doesNotContain("Cellar");
        assertThat(export(node().admin(), "/v1/export?conversation=" + room))
                .as("the lines are those of the conversation")
                .containsAll(lines("entry", hers))
                .containsAll(lines("entry", his))
                .containsAll(lines("entry", mallorys));
    }

    private static List<String> lines(String type, List<String> all) {
        return all.stream()
                .filter(line -> line.contains("\"type\":\"" + type + "\""))
                .toList();
    }

    @Test
    void invites_that_one_has_made_are_in_ones_own_data_also_when_they_have_ended_and_their_codes_are_not() {
        String room = open(alice, "room", "Kitchen");
        String group = open(alice, "group", "Two", bob);
        JsonNode once = alice.post(at(room, "/invites"), Api.json("maxUses", 1)).ok();
        JsonNode expiring = alice.post(at(room, "/invites"), Api.json("expiresInMs", 3_600_000))
                .ok();
        JsonNode revoked = alice.post(at(group, "/invites"), Api.json()).ok();
        carol.post("/v1/invites/use", Api.json("code", once.path("code").asText()))
                .ok();
        alice.delete(at(group, "/invites/" + revoked.path("invite").path("id").asText()))
                .ok();

        List<String> hers = export(alice, "/v1/account/export");
        List<JsonNode> invites = ArchiveText.of("invite", hers);
        assertThat(invites).hasSize(3);
        assertThat(invites.get(0).path("id")).isEqualTo(once.path("invite").path("id"));
        assertThat(invites.get(0).path("conversation").asText()).isEqualTo(room);
        assertThat(invites.get(0).path("maxUses").asInt()).isEqualTo(1);
        assertThat(invites.get(0).path("uses").asInt()).isEqualTo(1);
        assertThat(invites.get(0).path("revokedAt").asLong()).as("used up").isPositive();
        assertThat(invites.get(1).path("id")).isEqualTo(expiring.path("invite").path("id"));
        assertThat(invites.get(1).path("expiresAt"))
                .isEqualTo(expiring.path("invite").path("expiresAt"));
        assertThat(invites.get(1).has("revokedAt")).isFalse();
        assertThat(invites.get(2).path("conversation").asText()).isEqualTo(group);
        assertThat(invites.get(2).path("revokedAt").asLong()).isPositive();
        assertThat(text(hers))
                .doesNotContain(once.path("code").asText())
                .doesNotContain(expiring.path("code").asText());
        assertThat(ArchiveText.of("invite", export(bob, "/v1/account/export")))
                .as("those of others")
                .isEmpty();
        assertThat(ArchiveText.of("invite", of(alice, room)))
                .as("they are of the person, not of the conversation")
                .isEmpty();
    }

    @Test
    void ones_own_data_is_not_imported_and_conversations_with_such_entries_still_are() {
        String room = open(alice, "room", "Kitchen");
        bob.put(at(room, "/members/me")).ok();
        alice.post(at(room, "/invites"), Api.json()).ok();
        alice.patch(at(room, ""), Api.json("title", "Cellar")).ok();
        post(alice, room, "hello");

        List<String> own = export(alice, "/v1/account/export");
        assertThat(ArchiveText.parsed(own)).as("every line has a shape").hasSameSizeAs(own);
        assertThat(read(own).code()).isEqualTo("bad_archive");
        List<String> everything = export(node().admin(), "/v1/export");
        try (ArchiveNode other = freshNode()) {
            other.admin().send("POST", "/v1/import", text(everything)).ok();
            assertThat(ArchiveText.comparable(export(other.admin(), "/v1/export")))
                    .isEqualTo(ArchiveText.comparable(everything));
        }
    }
}
