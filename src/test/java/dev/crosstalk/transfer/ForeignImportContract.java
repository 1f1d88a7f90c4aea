package dev.crosstalk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.config.Secret;
import dev.crosstalk.http.ArchiveNode;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.ArchiveText;
import dev.crosstalk.testing.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the commands bring into a database is there as people read it; whichever database is below. */
@Timeout(120)
abstract class ForeignImportContract {
    private static final Path SMALL = Path.of("src/test/resources/archive/small.jsonl");

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private ArchiveNode node;
    private Path secret;

    abstract String freshUrl();

    @BeforeEach
    void start() throws IOException {
        node = new ArchiveNode(freshUrl(), new Secret(ArchiveNode.SECRET));
        secret = Files.writeString(directory.resolve("secret"), ArchiveNode.SECRET + "\n");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private List<String> at(ArchiveNode one, Path token, Object... words) {
        List<String> all =
                new ArrayList<>(List.of("--node", "http://127.0.0.1:" + one.port(), "--token-file", token.toString()));
        for (Object word : words) {
            all.add(word.toString());
        }
        return all;
    }

    private int imports(List<String> words) {
        out.reset();
        err.reset();
        return new ImportCommand(print(out), print(err), InstantSource.system()).run(words);
    }

    private int exports(List<String> words) {
        out.reset();
        err.reset();
        return new ExportCommand(print(out), print(err)).run(words);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Path slack() throws IOException {
        return SlackZip.write(directory.resolve("slack.zip"), SlackZip.small());
    }

    private JsonNode report(Object... words) throws IOException {
        Path file = directory.resolve("report.json");
        List<Object> all = new ArrayList<>(List.of("--report", file));
        all.addAll(List.of(words));
        assertThat(imports(at(node, secret, all.toArray()))).as(text(err)).isZero();
        return Json.parse(Files.readString(file));
    }

    private static String become(JsonNode report, String original) {
        for (JsonNode one : report.path("conversations")) {
            if (one.path("original").asText().equals(original)) {
                return one.path("conversation").asText();
            }
        }
        throw new AssertionError(original + " is not in " + report);
    }

    private static String account(JsonNode report, String original) {
        for (JsonNode one : report.path("accounts")) {
            if (one.path("original").asText().equals(original)) {
                return one.path("account").path("id").asText();
            }
        }
        throw new AssertionError(original + " is not in " + report);
    }

    /** The lines that the command writes of a whole conversation. */
    private List<String> whole(String conversation) throws IOException {
        Path file = directory.resolve("whole.jsonl");
        assertThat(exports(at(node, secret, "--conversation", conversation, "--whole", file)))
                .as(text(err))
                .isZero();
        return Files.readAllLines(file);
    }

    private List<String> everything(ArchiveNode one) throws IOException {
        Path file = directory.resolve("everything.jsonl");
        assertThat(exports(at(one, secret, file))).as(text(err)).isZero();
        return Files.readAllLines(file);
    }

    private static List<String> of(String field, JsonNode list) {
        List<String> all = new ArrayList<>();
        list.forEach(one -> all.add(one.path(field).asText()));
        return all;
    }

    /** Somebody who joins the room reads it. */
    private Api reader(String room) {
        Api alice = node.guest("alice");
        alice.put("/v1/conversations/" + room + "/members/me").ok();
        return alice;
    }

    @Test
    void a_room_of_slack_is_read_with_its_threads_reactions_members_and_joins() throws IOException {
        JsonNode report = report("--slack", slack());
        String room = become(report, "C1");
        Api alice = reader(room);
        JsonNode messages =
                alice.get("/v1/conversations/" + room + "/messages").ok().path("messages");
        assertThat(of("text", messages))
                .containsExactly(
                        "Hello @Bo_B and #random, see docs (https://example.org/a?b&c)",
                        "a < b && c > d",
                        "in the thread",
                        "/me waves",
                        "deployed",
                        "look\n[file: plan.pdf]",
                        "");
        assertThat(messages.get(0).path("time").asLong()).isEqualTo(1_400_000_000_000L);
        assertThat(messages.get(0).path("sender").asText()).isEqualTo(account(report, "U1"));
        assertThat(messages.get(1).path("editedAt").asLong()).isEqualTo(1_400_000_050_000L);
        assertThat(messages.get(2).path("replyTo").path("seq").asInt()).isEqualTo(1);
        assertThat(messages.get(6).path("deletedAt").asLong()).isEqualTo(1_400_086_405_000L);
        JsonNode reacted =
                alice.get("/v1/conversations/" + room + "/messages/1/reactions").ok();
        assertThat(reacted.toString()).contains(":thumbsup:", account(report, "U1"), account(report, "U2"));
        assertThat(of(
                        "id",
                        accounts(alice.get("/v1/conversations/" + room + "/members")
                                .ok()
                                .path("members"))))
                .contains(account(report, "U1"))
                .doesNotContain(account(report, "U2"));
        JsonNode changes =
                alice.get("/v1/conversations/" + room + "/changes?since=0").ok().path("changes");
        assertThat(of("type", changes)).contains("created", "renamed");
        assertThat(comings(changes))
                .containsSubsequence("joined " + account(report, "U2"), "left " + account(report, "U2"));
    }

    private static List<String> comings(JsonNode changes) {
        List<String> all = new ArrayList<>();
        changes.forEach(change -> {
            if (change.path("type").asText().equals("member")) {
                all.add(change.path("change").asText() + " "
                        + change.path("account").asText());
            }
        });
        return all;
    }

    private static JsonNode accounts(JsonNode members) {
        List<JsonNode> all = new ArrayList<>();
        members.forEach(member -> all.add(member.path("account")));
        return Json.tree(all);
    }

    @Test
    void private_conversations_of_slack_are_those_of_their_people() throws IOException {
        JsonNode report = report("--slack", slack());
        List<String> direct = whole(become(report, "D1"));
        assertThat(ArchiveText.of("conversation", direct).get(0).path("kind").asText())
                .isEqualTo("direct");
        assertThat(of("account", Json.tree(ArchiveText.of("member", direct))))
                .containsExactlyInAnyOrder(account(report, "U1"), account(report, "U2"));
        List<JsonNode> said = ArchiveText.of("message", direct);
        assertThat(of("text", Json.tree(said))).containsExactly("psst", "reminder", "ok");
        assertThat(said.get(2).path("replyTo").asInt()).isEqualTo(1);
        assertThat(ArchiveText.of("reaction", direct).get(0).path("kind").asText())
                .isEqualTo(":eyes:");

        List<String> group = whole(become(report, "G2"));
        assertThat(ArchiveText.of("conversation", group).get(0).path("kind").asText())
                .isEqualTo("group");
        assertThat(ArchiveText.of("member", group)).hasSize(3);
        Api alice = node.guest("alice");
        for (String original : List.of("D1", "G1", "G2")) {
            assertThat(alice.get("/v1/conversations/" + become(report, original) + "/messages")
                            .status())
                    .as(original)
                    .isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void logs_of_irc_are_read_as_one_room_with_its_joins() throws IOException {
        Path logs = Files.createDirectory(directory.resolve("logs"));
        Files.writeString(
                logs.resolve("2015-01-05.log"),
                "[23:58] <ann> first\n=== bob [~bob@host] has joined #room\n[23:59] <bob> second\n");
        Files.writeString(logs.resolve("2015-01-06.log"), "[00:01] * ann waves\n[00:02] <rob> third\n");
        Files.writeString(logs.resolve("notes.txt"), "[00:03] <eve> not a log\n");
        JsonNode report = report("--irc", "--room", "#room", "--zone", "Europe/Berlin", logs);
        assertThat(report.path("conversations")).hasSize(1);
        String room = report.path("conversations").get(0).path("conversation").asText();
        Api alice = reader(room);
        JsonNode page = alice.get("/v1/conversations/" + room + "/messages").ok();
        assertThat(of("text", page.path("messages"))).containsExactly("first", "second", "/me waves", "third");
        assertThat(Instant.ofEpochMilli(
                        page.path("messages").get(2).path("time").asLong()))
                .isEqualTo("2015-01-05T23:01:00Z");
        assertThat(alice.get("/v1/conversations/" + room).ok().path("title").asText())
                .isEqualTo("#room");
        assertThat(comings(alice.get("/v1/conversations/" + room + "/changes?since=0")
                        .ok()
                        .path("changes")))
                .contains(
                        "joined " + page.path("messages").get(1).path("sender").asText());
        assertThat(alice.get("/v1/conversations/" + room + "/members").ok().toString())
                .contains("\"ann\"", "\"bob\"", "\"rob\"")
                .doesNotContain("\"eve\"");
    }

    @Test
    void each_log_is_a_room_if_none_is_named() throws IOException {
        Path one = Files.writeString(directory.resolve("kitchen.log"), "[10:00] <ann> in the kitchen\n");
        Path other = Files.writeString(directory.resolve("cellar.log"), "[10:00] <ann> in the cellar\n");
        assertThat(imports(at(node, secret, "--irc", "--date", "2015-01-05", one, other)))
                .as(text(err))
                .isZero();
        assertThat(ArchiveText.of("conversation", everything(node)))
                .extracting(room -> room.path("title").asText())
                .containsExactlyInAnyOrder("kitchen", "cellar");
    }

    @Test
    void a_dry_run_says_what_would_come_and_brings_nothing() throws IOException {
        assertThat(imports(at(node, secret, "--slack", "--dry-run", slack()))).isZero();
        assertThat(text(out)).contains("10 messages", "1 direct conversations", "left out: ");
        assertThat(imports(at(node, secret, "--dry-run", SMALL))).isZero();
        assertThat(text(out)).contains("4 message");
        Path broken = broken(19, "\"seq\":3", "\"seq\":4");
        assertThat(imports(at(node, secret, "--dry-run", broken))).isEqualTo(1);
        assertThat(text(err)).contains("line 19: ");
        assertThat(ArchiveText.of("account", everything(node))).isEmpty();
    }

    private Path broken(int line, String from, String to) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(SMALL));
        assertThat(lines.get(line - 1)).as("the premise").contains(from);
        lines.set(line - 1, lines.get(line - 1).replace(from, to));
        return Files.write(directory.resolve("broken.jsonl"), lines);
    }

    @Test
    void the_archive_that_is_kept_brings_the_same_elsewhere() throws IOException {
        Path kept = directory.resolve("kept.jsonl");
        assertThat(imports(at(node, secret, "--slack", "--keep", kept, slack())))
                .isZero();
        try (ArchiveNode other = new ArchiveNode(freshUrl(), new Secret(ArchiveNode.SECRET))) {
            assertThat(imports(at(other, secret, kept))).as(text(err)).isZero();
            assertThat(timeless(everything(other))).isEqualTo(timeless(everything(node)));
        }
    }

    /** Of people and messages of another system nobody knows when they came, and by which key they were sent. */
    private static List<String> timeless(List<String> lines) {
        return ArchiveText.comparable(lines).stream()
                .map(line -> line.contains("\"type\":\"account\"") ? line.replaceAll("\"createdAt\":\\d+", "") : line)
                .map(line -> line.replaceAll("\"clientId\":\"[-0-9a-f]+\"", ""))
                .toList();
    }

    @Test
    void an_import_that_is_repeated_with_its_id_adds_nothing() throws IOException {
        UUID id = UUID.randomUUID();
        Path zip = slack();
        JsonNode first = report("--id", id, "--slack", zip);
        assertThat(text(err)).contains(id.toString());
        List<String> before = everything(node);
        JsonNode again = report("--id", id, "--slack", zip);
        assertThat(again.path("conversations"))
                .hasSize(4)
                .allMatch(one -> one.path("duplicate").asBoolean());
        assertThat(become(again, "D1")).isEqualTo(become(first, "D1"));
        assertThat(timeless(everything(node))).isEqualTo(timeless(before));
    }

    @Test
    void what_the_node_refuses_is_told_with_its_line() throws IOException {
        assertThat(imports(at(node, secret, broken(18, "\"deletedBy\":\"102\"", "\"deletedBy\":\"999\""))))
                .isEqualTo(1);
        assertThat(text(err)).contains("the node refused: line 18: there is no account 999 before it");
        assertThat(ArchiveText.of("account", everything(node))).isEmpty();
    }

    @Test
    void who_shows_no_secret_or_a_wrong_one_gets_nothing_in_or_out() throws IOException {
        Path wrong = Files.writeString(directory.resolve("wrong"), "a-guess-of-somebody");
        assertThat(imports(at(node, wrong, SMALL))).isEqualTo(1);
        assertThat(text(err)).contains("the node refused");
        Path file = directory.resolve("nothing.jsonl");
        assertThat(exports(at(node, wrong, file))).isEqualTo(1);
        assertThat(file).doesNotExist();
        assertThat(imports(at(node, directory.resolve("no-such-file"), SMALL))).isEqualTo(1);
        assertThat(imports(List.of(SMALL.toString()))).isEqualTo(2);
        assertThat(text(err)).contains("--token-file is missing");
        assertThat(ArchiveText.of("account", everything(node))).isEmpty();
    }

    @Test
    void ones_own_data_goes_out_and_comes_back_by_the_commands() throws IOException {
        Api alice = node.guest("alice");
        Path token = Files.writeString(directory.resolve("token"), alice.token());
        alice.patch("/v1/account/settings", Api.json("settings", Api.json("locale", "de")))
                .ok();
        Path file = directory.resolve("own.jsonl");
        assertThat(exports(at(node, token, "--account", file))).isZero();
        alice.patch("/v1/account/settings", Api.json("settings", Api.json("locale", "fr")))
                .ok();

        assertThat(imports(at(node, token, "--account", file))).as(text(err)).isZero();
        assertThat(text(out)).contains("1 setting", "1 left out: session");
        assertThat(alice.get("/v1/account/settings")
                        .ok()
                        .path("settings")
                        .path("locale")
                        .asText())
                .isEqualTo("de");
        Path bobs =
                Files.writeString(directory.resolve("bobs"), node.guest("bob").token());
        assertThat(imports(at(node, bobs, "--account", file))).isEqualTo(1);
        assertThat(text(err)).contains("line 2: it is the archive of another account");
        assertThat(imports(at(node, token, "--account", "--slack", file))).isEqualTo(2);
    }

    @Test
    void the_jar_does_it_too() throws IOException {
        List<String> words = new ArrayList<>(List.of("import"));
        words.addAll(at(node, secret, "--slack", slack()));
        jar(0, words);
        Path file = directory.resolve("jar.jsonl");
        words = new ArrayList<>(List.of("export"));
        words.addAll(at(node, secret, file));
        assertThat(jar(0, words)).contains("whole");
        assertThat(ArchiveText.of("conversation", Files.readAllLines(file))).hasSize(4);
        words.set(words.indexOf(secret.toString()), slack().toString());
        jar(1, words);
    }

    private String jar(int exitCode, List<String> words) {
        try (ServerProcess process = ServerProcess.start(directory, Map.of(), words.toArray(new String[0]))) {
            assertThat(process.process().awaitExit()).as(words.toString()).isEqualTo(exitCode);
            return String.join("\n", process.process().output());
        }
    }
}
