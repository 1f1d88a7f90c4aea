package dev.crosstalk.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveCommand.Abort;
import dev.crosstalk.bus.ArchiveCommand.Begin;
import dev.crosstalk.bus.ArchiveCommand.Stage;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.ArchiveText;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is exported is imported as it was; whichever database is below. */
abstract class ArchiveContract extends ArchiveFixture {

    @Test
    void an_archive_that_was_imported_is_exported_as_it_was() {
        JsonNode report = read(small()).ok();
        assertThat(report.path("conversations")).hasSize(2);
        assertThat(report.path("accounts")).hasSize(3);
        assertThat(report.path("lines").path("message").asInt()).isEqualTo(4);

        assertThat(ArchiveText.comparable(export(node().admin(), "/v1/export")))
                .isEqualTo(ArchiveText.comparable(small()));
    }

    /** Imports into an empty installation what this one exports, and compares what that one exports. */
    private List<String> assertSameThere() {
        List<String> here = export(node().admin(), "/v1/export");
        try (ArchiveNode other = freshNode()) {
            other.admin().send("POST", "/v1/import", text(here)).ok();
            assertThat(ArchiveText.comparable(export(other.admin(), "/v1/export")))
                    .isEqualTo(ArchiveText.comparable(here));
        }
        return here;
    }

    @Test
    void a_group_that_somebody_has_left_does_not_stand_in_the_way_of_the_direct_conversation_of_the_others() {
        Api alice = node().guest("alice");
        Api bob = node().guest("bob");
        Api mallory = node().guest("mallory");
        String group = open(alice, "group", null, bob, mallory);
        post(alice, group, "the three of us");
        mallory.delete(at(group, "/members/me")).ok();
        String direct = open(alice, "direct", null, bob);
        post(bob, direct, "the two of us");
        String notes = open(alice, "direct", null, alice);
        post(alice, notes, "note to self");

        assertThat(ArchiveText.of("message", assertSameThere())).hasSize(3);
    }

    @Test
    void a_ban_ends_there_when_it_would_have_ended_here() {
        Api alice = node().guest("alice");
        String room = open(alice, "room", "Kitchen");
        long until = System.currentTimeMillis() + 3_600_000;
        alice.send("PUT", at(room, "/bans/" + id(node().guest("mallory"))), "{\"until\":" + until + "}")
                .ok();
        alice.put(at(room, "/bans/" + id(node().guest("bob")))).ok();

        assertThat(ArchiveText.of("member", assertSameThere()))
                .filteredOn(member -> member.path("state").asText().equals("banned"))
                .extracting(member -> member.path("bannedUntil").asLong())
                .containsExactlyInAnyOrder(until, 0L);
    }

    @Test
    void what_people_said_here_is_the_same_there() {
        Api alice = node().guest("alice");
        Api bob = node().guest("bob");
        String room = alice.post("/v1/conversations", Api.json("kind", "room", "title", "Kitchen"))
                .ok()
                .path("id")
                .asText();
        bob.put("/v1/conversations/" + room + "/members/me").ok();
        for (int i = 1; i <= 1100; i++) {
            (i % 2 == 0 ? alice : bob)
                    .post(
                            "/v1/conversations/" + room + "/messages",
                            Api.json("text", "m" + i, "clientId", UUID.randomUUID()))
                    .ok();
        }
        bob.delete("/v1/conversations/" + room + "/members/me").ok();
        Api carol = node().guest("carol");
        carol.put("/v1/conversations/" + room + "/members/me").ok();
        carol.post("/v1/conversations/" + room + "/messages", Api.json("text", "bye", "clientId", UUID.randomUUID()))
                .ok();
        carol.post("/v1/account/delete", Api.json("name", "carol")).ok();
        await().untilAsserted(() -> assertThat(export(node().admin(), "/v1/export"))
                .as("she has left")
                .filteredOn(line -> line.contains("\"kind\":\"left\""))
                .hasSize(2));
        List<String> here = assertSameThere();
        assertThat(here).anyMatch(line -> line.contains("\"deleted\":true"));
        assertThat(here).as("more than one page").hasSizeGreaterThan(1100);
    }

    /** The small archive as the first version would have written it. */
    private static List<String> first() {
        return small().stream()
                .map(line -> line.replace("\"version\":2", "\"version\":1")
                        .replaceAll(",\"place\":\\{[^}]*}", "")
                        .replaceAll(",\"settings\":\\{\"receipts\"[^}]*},\"receiptsAt\":\\d+", ""))
                .toList();
    }

    @Test
    void an_archive_of_the_first_version_is_read_and_its_people_have_read_everything() {
        assertThat(first()).as("the premise").noneMatch(line -> line.contains("readSeq") || line.contains("receipts"));
        read(first()).ok();
        List<String> there = export(node().admin(), "/v1/export");
        assertThat(ArchiveText.of("member", there))
                .hasSize(5)
                .extracting(member -> member.path("place").path("readSeq").asInt())
                .containsExactly(3, 3, 3, 1, 1);
        assertThat(there.get(0)).contains("\"version\":2");
    }

    @Test
    void who_did_not_tell_what_was_read_does_not_tell_it_there() {
        String room = read(small())
                .ok()
                .path("conversations")
                .get(0)
                .path("conversation")
                .asText();
        Api alice = node().guest("alice");
        alice.put(at(room, "/members/me")).ok();
        List<String> told = new ArrayList<>();
        alice.get(at(room, "/receipts"))
                .ok()
                .path("receipts")
                .forEach(receipt -> told.add(
                        receipt.has("read") ? "read " + receipt.path("read").asLong() : "untold"));
        assertThat(told)
                .as("Ann, Bob, who tells again, and herself")
                .containsExactlyInAnyOrder("read 3", "untold", "read 3");
    }

    @Test
    void nobody_writes_past_a_block_whatever_the_archive_says_of_the_conversation() {
        List<String> archive = new ArrayList<>(small());
        archive.add(4, "{\"type\":\"contact\",\"account\":\"101\",\"state\":\"blocked\",\"other\":\"102\"}");
        archive.set(26, "{\"type\":\"end\",\"lines\":26}");
        read(archive).ok();
        assertThat(ArchiveText.of("conversation", export(node().admin(), "/v1/export")))
                .extracting(line ->
                        line.path("kind").asText() + " " + line.path("closed").asBoolean())
                .containsExactlyInAnyOrder("room false", "direct true");
    }

    @Test
    void what_was_saved_while_the_archive_was_made_of_a_message_that_is_not_in_it_is_left_out() {
        List<String> archive = new ArrayList<>(small());
        for (String seq : List.of("3", "4")) {
            archive.add(
                    25,
                    "{\"type\":\"own\",\"account\":\"101\",\"what\":\"saved\",\"name\":\"7001\",\"value\":\"" + seq
                            + "\",\"time\":1700000000400}");
        }
        archive.set(27, "{\"type\":\"end\",\"lines\":27}");
        read(archive).ok();
        assertThat(ArchiveText.of("own", export(node().admin(), "/v1/export")))
                .extracting(line -> line.path("value").asInt())
                .containsExactly(3);
    }

    @Test
    void an_imported_room_is_one_like_others() {
        String room = read(small())
                .ok()
                .path("conversations")
                .get(0)
                .path("conversation")
                .asText();
        Api carol = node().guest("carol");
        carol.put("/v1/conversations/" + room + "/members/me").ok();
        JsonNode page = carol.get("/v1/conversations/" + room + "/messages").ok();
        assertThat(page.path("lastSeq").asInt()).isEqualTo(3);
        assertThat(page.path("messages").get(0).path("text").asText()).isEqualTo("Grüße, 😀");
        JsonNode posted = carol.post(
                        "/v1/conversations/" + room + "/messages",
                        Api.json("text", "me too", "clientId", UUID.randomUUID()))
                .ok();
        assertThat(posted.path("seq").asInt()).isEqualTo(4);
        assertThat(posted.path("rev").asInt()).as("after 20, and her joining").isEqualTo(22);
        assertThat(carol.get("/v1/conversations/" + room + "/changes?since=20")
                        .ok()
                        .path("changes"))
                .hasSize(2);
    }

    @Test
    void names_that_are_taken_get_a_number_and_nobody_gets_words_of_others() {
        Api ann = node().guest("ANN");
        JsonNode report = read(small()).ok();
        List<String> names = new ArrayList<>();
        report.path("accounts")
                .forEach(one -> names.add(one.path("account").path("name").asText()));
        assertThat(names).containsExactly("Ann_2", "Bob", "Eve");
        assertThat(ann.get("/v1/conversations").ok().path("conversations")).isEmpty();
        assertThat(Api.at(node().port())
                        .post("/v1/session", Api.json("name", "bob"))
                        .code())
                .isEqualTo("name_taken");
    }

    @Test
    void an_import_that_is_repeated_with_its_id_adds_nothing() {
        String path = "/v1/import?id=" + UUID.randomUUID();
        node().admin().send("POST", path, text(small())).ok();
        JsonNode again = node().admin().send("POST", path, text(small())).ok();
        assertThat(again.path("conversations").get(0).path("duplicate").asBoolean())
                .isTrue();
        assertThat(ArchiveText.comparable(export(node().admin(), "/v1/export")))
                .isEqualTo(ArchiveText.comparable(small()));
    }

    @Test
    void what_a_node_left_that_died_does_not_come_into_another_attempt() {
        UUID id = UUID.randomUUID();
        UUID died = UUID.randomUUID();
        ApplicationId application = new ApplicationId(1);
        Bus bus = node().bus();
        ArchiveNode.await(bus.request(null, new Begin(id, died, application)));
        ArchiveNode.await(bus.request(
                null, new Stage(id, died, application, null, 2, ArchiveText.parsed(small().subList(1, 4)))));
        ArchiveNode.await(bus.request(
                null, new Stage(id, died, application, "7001", 5, ArchiveText.parsed(small().subList(4, 17)))));

        List<String> other = replaced(11, "Grüße, 😀", "said otherwise");
        node().admin().send("POST", "/v1/import?id=" + id, text(other)).ok();
        assertThat(ArchiveText.comparable(export(node().admin(), "/v1/export")))
                .isEqualTo(ArchiveText.comparable(other));

        Stage late = new Stage(id, died, application, "7001", 18, ArchiveText.parsed(small().subList(17, 18)));
        assertThatThrownBy(() -> ArchiveNode.await(bus.request(null, late)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("another request");
        ArchiveNode.await(bus.request(null, new Abort(id, died)));
        assertThat(ArchiveText.comparable(export(node().admin(), "/v1/export")))
                .isEqualTo(ArchiveText.comparable(other));
    }

    @Test
    void what_has_become_of_many_is_told_page_by_page() {
        List<String> archive = new ArrayList<>(small());
        int many = 1_100;
        for (int i = 1; i <= many; i++) {
            archive.add(4, "{\"type\":\"account\",\"id\":\"u" + i + "\",\"name\":\"u" + i + "\"}");
        }
        archive.set(archive.size() - 1, "{\"type\":\"end\",\"lines\":" + (archive.size() - 1) + "}");
        JsonNode report = read(archive).ok();
        assertThat(report.path("more").asBoolean()).isTrue();
        assertThat(report.path("accounts")).hasSize(1_000);
        assertThat(report.path("lines").path("account").asInt()).isEqualTo(many + 3);
        String imported = "/v1/imports/" + report.path("id").asText();
        assertThat(all(imported + "/conversations?limit=1", "conversations")).containsExactlyInAnyOrder("7001", "7002");
        assertThat(all(imported + "/accounts?limit=400", "accounts"))
                .hasSize(many + 3)
                .contains("101", "u1", "u" + many);
        assertThat(node().guest("alice").get(imported + "/accounts").code()).isEqualTo("not_signed_in");
        assertThat(node().admin()
                        .get("/v1/imports/" + UUID.randomUUID() + "/accounts")
                        .ok()
                        .path("accounts"))
                .isEmpty();
    }

    private Set<String> all(String path, String what) {
        Set<String> originals = new HashSet<>();
        String after = "";
        do {
            JsonNode page = node().admin().get(path + after).ok();
            page.path(what).forEach(one -> originals.add(one.path("original").asText()));
            after = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());
        return originals;
    }

    @Test
    void an_import_whose_sender_goes_away_leaves_nothing() throws IOException {
        byte[] half = text(small().subList(0, 18)).getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("127.0.0.1", node().port())) {
            socket.getOutputStream()
                    .write(("POST /v1/import HTTP/1.1\r\nHost: 127.0.0.1:" + node().port()
                                    + "\r\nAuthorization: Bearer " + ArchiveNode.SECRET
                                    + "\r\nContent-Length: 100000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(half);
            socket.getOutputStream().flush();
        }
        assertNothingIsThere();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(this::assertNothingIsThere);
        read(small()).ok();
        assertThat(ArchiveText.comparable(export(node().admin(), "/v1/export")))
                .isEqualTo(ArchiveText.comparable(small()));
    }

    @Test
    void administrators_alone_export_and_import_everything() {
        Api alice = node().guest("alice");
        for (Api other : List.of(alice, Api.at(node().port()), alice.as("another-secret-of-somebody"))) {
            assertThat(other.get("/v1/export").code()).isEqualTo("not_signed_in");
            assertThat(other.send("POST", "/v1/import", text(small())).code()).isEqualTo("not_signed_in");
        }
        try (ArchiveNode without = new ArchiveNode(freshUrl(), null)) {
            assertThat(without.admin().get("/v1/export").code()).isEqualTo("forbidden");
        }
    }
}
