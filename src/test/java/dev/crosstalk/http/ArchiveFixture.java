package dev.crosstalk.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.config.Secret;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.Api.Answer;
import dev.crosstalk.testing.ArchiveText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A node, and a small archive. */
@Timeout(120)
abstract class ArchiveFixture {
    private static final Path SMALL = Path.of("src/test/resources/archive/small.jsonl");

    private ArchiveNode node;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        node = freshNode();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    ArchiveNode node() {
        return node;
    }

    /** Another installation, without anybody in it. */
    final ArchiveNode freshNode() {
        return new ArchiveNode(freshUrl(), new Secret(ArchiveNode.SECRET));
    }

    static List<String> small() {
        try {
            return Files.readAllLines(SMALL);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    Answer read(List<String> archive) {
        return node.admin().send("POST", "/v1/import", text(archive));
    }

    void assertNothingIsThere() {
        List<String> left = export(node.admin(), "/v1/export");
        assertThat(ArchiveText.of("conversation", left)).isEmpty();
        assertThat(ArchiveText.of("account", left)).isEmpty();
    }

    static List<String> export(Api api, String path) {
        Answer answer = api.get(path);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.response().body().lines().toList();
    }

    /** The small archive with another line in place of that one. */
    static List<String> with(int line, String text) {
        List<String> lines = new ArrayList<>(small());
        lines.set(line - 1, text);
        return lines;
    }

    static List<String> replaced(int line, String from, String to) {
        String before = small().get(line - 1);
        assertThat(before).as("the premise").contains(from);
        return with(line, before.replace(from, to));
    }

    /** The small archive with one more line behind that one. */
    static List<String> added(int behind, String line) {
        List<String> lines = new ArrayList<>(small());
        lines.add(behind, line);
        int last = lines.size() - 1;
        lines.set(last, "{\"type\":\"end\",\"lines\":" + last + "}");
        return lines;
    }

    static String id(Api person) {
        return person.get("/v1/session").ok().path("account").path("id").asText();
    }

    static String open(Api owner, String kind, String title, Api... others) {
        List<String> members = new ArrayList<>();
        for (Api other : others) {
            members.add(id(other));
        }
        return owner.post("/v1/conversations", Api.json("kind", kind, "title", title, "members", members))
                .ok()
                .path("id")
                .asText();
    }

    static String at(String conversation, String path) {
        return "/v1/conversations/" + conversation + path;
    }

    static void post(Api sender, String conversation, String text) {
        sender.post(at(conversation, "/messages"), Api.json("text", text, "clientId", UUID.randomUUID()))
                .ok();
    }
}
