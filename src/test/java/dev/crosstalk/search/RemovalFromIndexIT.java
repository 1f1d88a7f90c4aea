package dev.crosstalk.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveCommand.Begin;
import dev.crosstalk.bus.ArchiveCommand.Commit;
import dev.crosstalk.bus.ArchiveCommand.Stage;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.IndexingCommand.Grant;
import dev.crosstalk.bus.SearchCommand.Rooms;
import dev.crosstalk.persistence.PersistenceSettings;
import dev.crosstalk.retention.RetentionSettings;
import dev.crosstalk.testing.ArchiveText;
import dev.crosstalk.testing.TemporaryDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is imported is found, and what retention removes is in the index no more. */
@Timeout(180)
class RemovalFromIndexIT {
    private static final ApplicationId APPLICATION = new ApplicationId(1);
    private static final List<String> IMPORTED = List.of("""
            {"type":"account","id":"1","name":"Zoe","createdAt":1700000000000}""", """
            {"type":"conversation","id":"7","kind":"room","title":"Dinner","createdBy":"1","createdAt":1700000000010,\
            "rev":2,"firstRev":1,"firstSeq":1,"settings":{"joinPolicy":"open","permissions":{"post":"everyone",\
            "addMembers":"everyone","rename":"owners","pin":"moderators","mentionEveryone":"everyone",\
            "invite":"moderators"},"slowModeSeconds":0}}""", """
            {"type":"member","account":"1","role":"owner","state":"active","joinedSeq":0,"rev":1}""", """
            {"type":"entry","rev":1,"afterSeq":0,"kind":"created","actor":"1","data":"Dinner","time":1700000000010}""", """
            {"type":"message","seq":1,"rev":2,"sender":"1","clientId":"00000000-0000-4000-8000-000000000001",\
            "text":"bread of long ago","time":1700000000100}""");

    private final SearchNode node = SearchNode.start(PersistenceSettings.at(
                    "sqlite:" + TemporaryDirectory.create("sqlite").resolve("crosstalk.db"))
            .withRetention(new RetentionSettings(365, 1, 1_000, 90)));

    @AfterEach
    void stop() {
        node.close();
    }

    private void bringIn() {
        UUID id = UUID.randomUUID();
        UUID attempt = UUID.randomUUID();
        node.ask(null, new Begin(id, attempt, APPLICATION));
        node.ask(null, new Stage(id, attempt, APPLICATION, null, 1, ArchiveText.parsed(IMPORTED.subList(0, 1))));
        node.ask(null, new Stage(id, attempt, APPLICATION, "7", 2, ArchiveText.parsed(IMPORTED.subList(1, 5))));
        while (node.ask(null, new Commit(id, attempt, APPLICATION, "7")).more()) {}
    }

    @Test
    void what_is_imported_is_found_until_retention_removes_it_from_the_index_too() {
        Caller alice = node.guest("alice");
        bringIn();
        ConversationId dinner = node.ask(alice, new Rooms("Dinner", null, null))
                .conversations()
                .get(0)
                .id();
        node.ask(alice, new Join(dinner));
        // Who was in no conversation before was answered without the index, which may only be opening.
        await().ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(node.find(alice, "bread").hits()).hasSize(1));
        node.say(alice, dinner, "bread of today");
        await().untilAsserted(() -> assertThat(node.find(alice, "bread").hits()).hasSize(2));

        await().atMost(Duration.ofSeconds(100))
                .untilAsserted(
                        () -> assertThat(node.find(alice, "bread").hits()).hasSize(1));
        node.say(alice, dinner, "butter");
        await().untilAsserted(
                        () -> assertThat(node.find(alice, "butter").hits()).hasSize(1));
        node.stopSearching();
        SearchIndex left = new LuceneIndex(
                Path.of(node.directory()),
                node.vertx().createSharedWorkerExecutor("writing-left", 1),
                node.vertx().createSharedWorkerExecutor("searching-left", 1));
        assertThat(Finding.await(left.open())).isNotNull();
        assertThat(new Finding(left).seqs("bread", List.of(new Grant(dinner, 1))))
                .containsExactly(2L);
        Finding.await(left.close());
    }
}
