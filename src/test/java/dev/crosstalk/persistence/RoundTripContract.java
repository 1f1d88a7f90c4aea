package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.RetentionCommand;
import dev.crosstalk.config.Secret;
import dev.crosstalk.http.ArchiveNode;
import dev.crosstalk.retention.RetentionSettings;
import dev.crosstalk.testing.ArchiveText;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is exported of a whole community and imported elsewhere is the same there, line by line and row by row; on both databases. */
@Timeout(300)
abstract class RoundTripContract {
    private static final int OPERATIONS = 1_500;

    private PersistenceSettings settings;
    private TestNode node;
    private Database database;

    abstract String freshUrl();

    /** An empty database of the other kind. */
    abstract String otherUrl();

    @BeforeEach
    void start() {
        settings = PersistenceSettings.at(freshUrl())
                .withRetention(new RetentionSettings(null, 10_080, 100, RetentionSettings.DEFAULTS.forgetDays()));
        node = new TestNode(settings);
        database = node.database(settings);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_community_is_the_same_elsewhere() {
        Community community = new Community(node, new Random().nextLong());
        community.live(OPERATIONS);
        community.settle();
        trim(community);
        freeAName();
        awaitDeparture(community);

        List<String> here = export(settings.url());
        assertHasEverything(here);
        Map<String, List<String>> rows = Census.of(database);
        for (String url : List.of(freshUrl(), otherUrl())) {
            assertThat(imported(url, here)).isEqualTo(ArchiveText.comparable(here));
            assertThat(Census.differences(rows, census(url))).isEmpty();
        }
    }

    /** The beginning of the room is removed. */
    private void trim(Community community) {
        ConversationId room = community.conversations().get(0);
        TestNode.await(database.transaction(statements -> statements
                .update(
                        "UPDATE message SET created_at = created_at - ? WHERE conversation_id = ? AND seq <= 5",
                        TimeUnit.DAYS.toMillis(40),
                        room.value())
                .compose(done -> statements.update(
                        "UPDATE entry SET created_at = created_at - ? WHERE conversation_id = ? AND after_seq < 5",
                        TimeUnit.DAYS.toMillis(40),
                        room.value()))));
        Caller owner = community.people().get(0);
        node.ask(owner, new RetentionCommand.Set(room, 30));
        node.sweep();
        assertThat(node.ask(owner, new Get(room)).firstSeq()).as("the premise").isEqualTo(6);
    }

    /** A guest who was away for long: another one has the name now. */
    private void freeAName() {
        node.guest("idle");
        TestNode.await(database.transaction(
                statements -> statements.update("UPDATE account SET name_key = NULL WHERE name = ?", "idle")));
        node.guest("idle");
    }

    private void awaitDeparture(Community community) {
        await().untilAsserted(() -> assertThat(TestNode.await(
                        database.reading().number("SELECT COUNT(*) FROM account WHERE kind = 'leaving'")))
                .isZero());
        assertThat(community.done())
                .as("what was done")
                .containsKeys("Post", "Edit", "Delete", "React", "Pin", "Unpin", "SetRole", "Ban", "Unban", "Leave");
    }

    private static List<String> export(String url) {
        try (ArchiveNode archives = new ArchiveNode(url, new Secret(ArchiveNode.SECRET))) {
            return archives.admin().get("/v1/export").response().body().lines().toList();
        }
    }

    private static List<String> imported(String url, List<String> archive) {
        try (ArchiveNode archives = new ArchiveNode(url, new Secret(ArchiveNode.SECRET))) {
            archives.admin()
                    .send("POST", "/v1/import", String.join("\n", archive))
                    .ok();
        }
        return ArchiveText.comparable(export(url));
    }

    private Map<String, List<String>> census(String url) {
        return Census.of(node.database(PersistenceSettings.at(url)));
    }

    private static void assertHasEverything(List<String> archive) {
        has("account", archive, line -> line.path("deleted").asBoolean());
        has("account", archive, line -> line.path("free").asBoolean());
        has("conversation", archive, line -> line.path("kind").asText().equals("direct"));
        has("conversation", archive, line -> line.path("closed").asBoolean());
        has("conversation", archive, line -> line.path("firstSeq").asLong() > 1);
        has("conversation", archive, line -> line.path("kind").asText().equals("group") && !line.has("title"));
        has("member", archive, line -> line.path("state").asText().equals("left"));
        has("member", archive, line -> line.path("bannedUntil").asLong() > 0);
        has("message", archive, line -> line.has("deletedAt"));
        has("message", archive, line -> line.has("replyTo"));
        has("message", archive, line -> line.has("mentions"));
        has("message", archive, line -> line.path("everyone").asBoolean());
        has("edit", archive, line -> line.path("edit").asInt() > 1);
        has("reaction", archive, line -> line.has("firstRev"));
        has("pin", archive, line -> true);
        hasWhatPeopleKeep(archive);
        for (String kind : List.of("left", "added", "banned", "role", "pinned", "unpinned", "retention")) {
            has("entry", archive, line -> line.path("kind").asText().equals(kind));
        }
    }

    private static void hasWhatPeopleKeep(List<String> archive) {
        has(
                "account",
                archive,
                line -> line.path("settings").has("receipts")
                        && !line.path("settings").path("receipts").asBoolean());
        has(
                "account",
                archive,
                line -> line.path("settings").path("receipts").asBoolean()
                        && line.path("receiptsAt").asLong() > 0);
        has("contact", archive, line -> line.path("state").asText().equals("accepted"));
        has(
                "contact",
                archive,
                line -> text(line).contains("blocked") && text(line).contains("requested"));
        has(
                "contact",
                archive,
                line -> text(line).contains("requested") && text(line).contains("incoming"));
        for (String what : List.of("draft", "other_draft", "saved", "hidden")) {
            has("own", archive, line -> line.path("what").asText().equals(what));
        }
        for (String field : List.of("mutedUntil", "pinned", "archivedSeq", "markedUnread", "seenAt")) {
            has("member", archive, line -> line.path("place").has(field));
        }
        has(
                "member",
                archive,
                line -> line.path("place").path("readSeq").asLong()
                        < line.path("place").path("seenSeq").asLong());
    }

    private static String text(JsonNode contact) {
        return contact.path("state").asText() + " " + contact.path("otherState").asText();
    }

    private static void has(String type, List<String> archive, Predicate<JsonNode> such) {
        assertThat(ArchiveText.of(type, archive)).as("the premise").anyMatch(such);
    }
}
