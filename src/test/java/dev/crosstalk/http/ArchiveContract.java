package dev.crosstalk.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.config.Secret;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.Api.Answer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is exported is imported as it was, or not at all; whichever database is below. */
@Timeout(120)
abstract class ArchiveContract {
    private static final Path SMALL = Path.of("src/test/resources/archive/small.jsonl");

    private ArchiveNode node;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        node = new ArchiveNode(freshUrl(), new Secret(ArchiveNode.SECRET));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static List<String> small() {
        try {
            return Files.readAllLines(SMALL);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private Answer read(String archive) {
        return node.admin().send("POST", "/v1/import", archive);
    }

    private static List<String> export(Api api, String path) {
        Answer answer = api.get(path);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.response().body().lines().toList();
    }

    /** Without what is another's in every installation: ids become their order, and the time of the export nothing. */
    private static List<String> comparable(List<String> lines) {
        String text = text(lines).replaceAll("\"exportedAt\":\\d+", "");
        int accounts = 0;
        int conversations = 0;
        for (String line : lines) {
            JsonNode node = Json.parse(line);
            String type = node.path("type").asText();
            if (type.equals("account")) {
                text = text.replace("\"" + node.path("id").asText() + "\"", "\"A" + ++accounts + "\"");
            } else if (type.equals("conversation")) {
                text = text.replace("\"" + node.path("id").asText() + "\"", "\"C" + ++conversations + "\"");
            }
        }
        return text.lines()
                .map(line -> line.startsWith("{") ? Json.write(sorted(line)) : line)
                .toList();
    }

    private static Object sorted(String line) {
        JsonNode node = Json.parse(line.replace(",}", "}"));
        java.util.TreeMap<String, JsonNode> fields = new java.util.TreeMap<>();
        node.fields().forEachRemaining(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    @Test
    void an_archive_that_was_imported_is_exported_as_it_was() {
        JsonNode report = read(text(small())).ok();
        assertThat(report.path("conversations")).hasSize(2);
        assertThat(report.path("accounts")).hasSize(3);
        assertThat(report.path("lines").path("message").asInt()).isEqualTo(4);

        assertThat(comparable(export(node.admin(), "/v1/export"))).isEqualTo(comparable(small()));
    }

    @Test
    void what_people_said_here_is_the_same_there() {
        Api alice = node.guest("alice");
        Api bob = node.guest("bob");
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
        Api carol = node.guest("carol");
        carol.put("/v1/conversations/" + room + "/members/me").ok();
        carol.post("/v1/conversations/" + room + "/messages", Api.json("text", "bye", "clientId", UUID.randomUUID()))
                .ok();
        carol.post("/v1/account/delete", Api.json("name", "carol")).ok();
        await().untilAsserted(() -> assertThat(export(node.admin(), "/v1/export"))
                .as("she has left")
                .filteredOn(line -> line.contains("\"kind\":\"left\""))
                .hasSize(2));
        List<String> here = export(node.admin(), "/v1/export");
        assertThat(here).anyMatch(line -> line.contains("\"deleted\":true"));
        assertThat(here).as("more than one page").hasSizeGreaterThan(1100);
        try (ArchiveNode other = new ArchiveNode(freshUrl(), new Secret(ArchiveNode.SECRET))) {
            other.admin().send("POST", "/v1/import", text(here)).ok();
            assertThat(comparable(export(other.admin(), "/v1/export"))).isEqualTo(comparable(here));
        }
    }

    @Test
    void an_imported_room_is_one_like_others() {
        String room = read(text(small()))
                .ok()
                .path("conversations")
                .get(0)
                .path("conversation")
                .asText();
        Api carol = node.guest("carol");
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
        Api ann = node.guest("ANN");
        JsonNode report = read(text(small())).ok();
        List<String> names = new ArrayList<>();
        report.path("accounts")
                .forEach(one -> names.add(one.path("account").path("name").asText()));
        assertThat(names).containsExactly("Ann_2", "Bob", "Eve");
        assertThat(ann.get("/v1/conversations").ok().path("conversations")).isEmpty();
        assertThat(Api.at(node.port())
                        .post("/v1/session", Api.json("name", "bob"))
                        .code())
                .isEqualTo("name_taken");
    }

    @Test
    void an_import_that_is_repeated_with_its_id_adds_nothing() {
        String path = "/v1/import?id=" + UUID.randomUUID();
        node.admin().send("POST", path, text(small())).ok();
        JsonNode again = node.admin().send("POST", path, text(small())).ok();
        assertThat(again.path("conversations").get(0).path("duplicate").asBoolean())
                .isTrue();
        assertThat(comparable(export(node.admin(), "/v1/export"))).isEqualTo(comparable(small()));
    }

    private void assertRefused(List<String> lines, String... why) {
        Answer answer = read(text(lines));
        assertThat(answer.code()).as(answer.response().body()).isEqualTo("bad_archive");
        assertThat(answer.body().path("text").asText()).contains(why);
        assertNothingIsThere();
    }

    private void assertNothingIsThere() {
        List<String> left = export(node.admin(), "/v1/export");
        assertThat(left).noneMatch(line -> line.contains("\"type\":\"conversation\""));
        assertThat(left).noneMatch(line -> line.contains("\"type\":\"account\""));
    }

    private static List<String> with(int line, String text) {
        List<String> lines = new ArrayList<>(small());
        lines.set(line - 1, text);
        return lines;
    }

    private static List<String> replaced(int line, String from, String to) {
        String before = small().get(line - 1);
        assertThat(before).as("the premise").contains(from);
        return with(line, before.replace(from, to));
    }

    @Test
    void what_cannot_be_stored_whole_is_refused_with_its_line_and_leaves_nothing() {
        assertRefused(with(11, "{\"type\":\"message\","), "line 11:");
        assertRefused(replaced(1, "\"version\":1", "\"version\":2"), "line 1:", "version 2");
        assertRefused(replaced(1, "application", "account"), "line 1:");
        assertRefused(small().subList(1, 5), "line 1:", "header");
        assertRefused(replaced(19, "\"seq\":3", "\"seq\":4"), "line 19:", "seq 4 does not follow 2");
        assertRefused(replaced(11, "\"sender\":\"101\"", "\"sender\":\"999\""), "line 11:", "999");
        assertRefused(replaced(14, "\"seq\":1", "\"seq\":2"), "line 14:");
        assertRefused(replaced(19, "000000000003", "000000000004").subList(0, 19), "line 20:", "cut off");
        assertRefused(small().subList(0, 12), "line 13:", "cut off");
        assertRefused(replaced(19, "and to you", "x".repeat(100_000)), "line 19:");
        assertRefused(with(19, "x".repeat(3 << 20)), "line 19:", "bytes");
        assertRefused(replaced(2, "\"Ann\"", "\"a b\""), "line 2:");
    }

    @Test
    void an_import_whose_sender_goes_away_leaves_nothing() throws IOException {
        byte[] half = text(small().subList(0, 18)).getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("127.0.0.1", node.port())) {
            socket.getOutputStream()
                    .write(("POST /v1/import HTTP/1.1\r\nHost: 127.0.0.1:" + node.port() + "\r\nAuthorization: Bearer "
                                    + ArchiveNode.SECRET + "\r\nContent-Length: 100000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(half);
            socket.getOutputStream().flush();
        }
        assertNothingIsThere();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(this::assertNothingIsThere);
        read(text(small())).ok();
        assertThat(comparable(export(node.admin(), "/v1/export"))).isEqualTo(comparable(small()));
    }

    @Test
    void administrators_alone_export_and_import_everything() {
        Api alice = node.guest("alice");
        for (Api other : List.of(alice, Api.at(node.port()), alice.as("another-secret-of-somebody"))) {
            assertThat(other.get("/v1/export").code()).isEqualTo("not_signed_in");
            assertThat(other.send("POST", "/v1/import", text(small())).code()).isEqualTo("not_signed_in");
        }
        try (ArchiveNode without = new ArchiveNode(freshUrl(), null)) {
            assertThat(without.admin().get("/v1/export").code()).isEqualTo("forbidden");
        }
    }

    @Test
    void members_export_what_they_may_see_and_others_nothing() {
        Api alice = node.guest("alice");
        Api bob = node.guest("bob");
        Api carol = node.guest("carol");
        String bobsId = bob.get("/v1/session").ok().path("account").path("id").asText();
        String group = alice.post("/v1/conversations", Api.json("kind", "group", "title", "Two", "members", List.of()))
                .ok()
                .path("id")
                .asText();
        String messages = "/v1/conversations/" + group + "/messages";
        alice.post(messages, Api.json("text", "before", "clientId", UUID.randomUUID()))
                .ok();
        alice.put("/v1/conversations/" + group + "/members/" + bobsId).ok();
        alice.post(messages, Api.json("text", "after", "clientId", UUID.randomUUID()))
                .ok();

        List<String> hers = export(alice, "/v1/conversations/" + group + "/export");
        List<String> his = export(bob, "/v1/conversations/" + group + "/export");
        assertThat(hers).anyMatch(line -> line.contains("\"before\""));
        assertThat(his).noneMatch(line -> line.contains("\"before\"")).anyMatch(line -> line.contains("\"after\""));
        assertThat(his).noneMatch(line -> line.contains("\"created\""));
        assertThat(carol.get("/v1/conversations/" + group + "/export").code()).isEqualTo("not_found");
        assertThat(his.get(his.size() - 1)).isEqualTo("{\"type\":\"end\",\"lines\":" + (his.size() - 1) + "}");
        read(text(his)).ok();
    }

    @Test
    void ones_own_data_is_ones_own() {
        Api alice = node.guest("alice");
        Api bob = node.guest("bob");
        String room = alice.post("/v1/conversations", Api.json("kind", "room", "title", "Kitchen"))
                .ok()
                .path("id")
                .asText();
        bob.put("/v1/conversations/" + room + "/members/me").ok();
        Stream.of(alice, bob)
                .forEach(one -> one.post(
                                "/v1/conversations/" + room + "/messages",
                                Api.json("text", "said by " + one.token(), "clientId", UUID.randomUUID()))
                        .ok());
        List<String> his = export(bob, "/v1/account/export");
        assertThat(his)
                .filteredOn(line -> line.contains("\"type\":\"message\""))
                .hasSize(1);
        assertThat(his).anyMatch(line -> line.contains("said by " + bob.token()));
        assertThat(his).noneMatch(line -> line.contains("said by " + alice.token()));
        assertThat(his)
                .filteredOn(line -> line.contains("\"type\":\"session\""))
                .hasSize(1);
        assertThat(his).filteredOn(line -> line.contains("\"type\":\"member\"")).hasSize(1);
        assertThat(Api.at(node.port()).get("/v1/account/export").code()).isEqualTo("not_signed_in");
    }
}
