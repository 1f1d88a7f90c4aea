package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveCommand;
import dev.crosstalk.bus.ArchiveCommand.Begin;
import dev.crosstalk.bus.ArchiveCommand.Commit;
import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.ArchiveCommand.Stage;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.StoredMessageCommand;
import dev.crosstalk.testing.ArchiveText;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens while an archive is made neither breaks it nor is told by halves; on both databases. */
@Timeout(60)
abstract class ArchiveRacesContract {
    /** More than one page. */
    private static final int MESSAGES = 600;

    private static final long LATER_MS = TimeUnit.MINUTES.toMillis(10);

    private static final List<String> IMPORTED = List.of("""
            {"type":"account","id":"1","name":"Zoe","createdAt":1700000000000}""", """
            {"type":"account","id":"2","name":"Yan","createdAt":1700000000001,"free":true}""", """
            {"type":"conversation","id":"7","kind":"room","title":"Dinner","createdBy":"1","createdAt":1700000000010,\
            "rev":4,"firstRev":1,"firstSeq":1,"settings":{"joinPolicy":"open","permissions":{"post":"everyone",\
            "addMembers":"everyone","rename":"owners","pin":"moderators","mentionEveryone":"everyone",\
            "invite":"moderators"},"slowModeSeconds":0}}""", """
            {"type":"member","account":"1","role":"owner","state":"active","joinedSeq":0,"rev":1}""", """
            {"type":"member","account":"2","role":"member","state":"active","joinedSeq":0,"rev":2}""", """
            {"type":"entry","rev":1,"afterSeq":0,"kind":"created","actor":"1","data":"Dinner","time":1700000000010}""", """
            {"type":"message","seq":1,"rev":4,"sender":"2","clientId":"00000000-0000-4000-8000-000000000001",\
            "text":"I was elsewhere","time":1700000000100}""");

    private TestNode node;
    private Database database;
    private Caller alice;
    private ConversationId room;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        PersistenceSettings settings = PersistenceSettings.at(freshUrl());
        node = new TestNode(settings);
        database = node.database(settings);
        alice = node.guest("alice");
        room = node.room(alice, "Garden");
        IntStream.rangeClosed(1, MESSAGES)
                .mapToObj(i -> node.bus().request(alice, new Post(room, "message " + i, UUID.randomUUID())))
                .toList()
                .forEach(TestNode::await);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private Command<Page> whole(String after) {
        return new ArchiveCommand.ReadWhole(TestNode.APPLICATION, room, after);
    }

    /** An archive, with something that happens when its first message has been read, and before its last one is. */
    private List<String> archive(Function<String, Command<Page>> pages, Runnable meanwhile) {
        List<String> lines = new ArrayList<>();
        String after = null;
        boolean happened = false;
        do {
            Page page = node.ask(null, pages.apply(after));
            page.lines().forEach(line -> lines.add(Json.write(line)));
            after = page.next();
            if (!happened && page.lines().stream().anyMatch(ArchiveLine.Message.class::isInstance)) {
                assertThat(after).as("the premise").isNotNull();
                meanwhile.run();
                happened = true;
            }
        } while (after != null);
        assertThat(happened).isTrue();
        return ArchiveText.comparable(lines);
    }

    private long rows(String table) {
        return TestNode.await(database.reading().number("SELECT COUNT(*) FROM " + table));
    }

    @Test
    void what_people_have_for_themselves_goes_with_an_import_that_is_given_up() {
        UUID id = UUID.randomUUID();
        UUID attempt = UUID.randomUUID();
        List<String> people = List.of(
                IMPORTED.get(0).replace("}", ",\"settings\":{\"theme\":\"dark\",\"receipts\":false}}"),
                IMPORTED.get(1),
                "{\"type\":\"contact\",\"account\":\"1\",\"state\":\"accepted\",\"other\":\"2\",\"otherState\":\"accepted\"}");
        List<String> begun = new ArrayList<>(IMPORTED.subList(2, 5));
        for (String what : List.of("draft", "other_draft", "hidden")) {
            begun.add(
                    "{\"type\":\"own\",\"account\":\"1\",\"what\":\"" + what + "\",\"name\":\"7\",\"value\":\"5000\"}");
        }
        node.ask(null, new Begin(id, attempt, TestNode.APPLICATION));
        node.ask(null, new Stage(id, attempt, TestNode.APPLICATION, null, 2, ArchiveText.parsed(people)));
        node.ask(null, new Stage(id, attempt, TestNode.APPLICATION, "7", 5, ArchiveText.parsed(begun)));
        assertThat(List.of(rows("setting"), rows("contact"), rows("draft"), rows("hidden"), rows("import_member")))
                .containsExactly(2L, 2L, 1L, 1L, 2L);
        node.ask(null, new ArchiveCommand.Abort(id, attempt));
        assertThat(List.of(rows("setting"), rows("contact"), rows("draft"), rows("hidden"), rows("import_member")))
                .containsOnly(0L);
        assertThat(rows("account")).as("alice").isEqualTo(1);
    }

    /** Bob comes, and reacts to what was not read yet. */
    private Runnable comes(String bob) {
        return () -> {
            Caller caller = node.guest(bob);
            node.ask(caller, new Join(room));
            node.ask(caller, new StoredMessageCommand.React(room, MESSAGES, ":late:", true));
            node.post(caller, room, "too late, says " + bob);
        };
    }

    @Test
    void who_comes_while_a_conversation_is_read_is_introduced_before_being_named() {
        assertThat(archive(this::whole, comes("bob")))
                .anyMatch(line -> line.contains(":late:"))
                .noneMatch(line -> line.contains("too late"));
    }

    @Test
    void who_comes_while_everything_is_read_is_introduced_before_being_named() {
        assertThat(archive(after -> new ArchiveCommand.ReadApplication(TestNode.APPLICATION, after), comes("bob")))
                .anyMatch(line -> line.contains(":late:"))
                .noneMatch(line -> line.contains("too late"));
    }

    /** Their accounts were made long before, and got their names meanwhile. */
    @Test
    void who_is_imported_while_everything_is_read_is_introduced_before_being_named() {
        UUID id = UUID.randomUUID();
        UUID attempt = UUID.randomUUID();
        ApplicationId application = TestNode.APPLICATION;
        node.ask(null, new Begin(id, attempt, application));
        node.ask(null, new Stage(id, attempt, application, null, 2, ArchiveText.parsed(IMPORTED.subList(0, 2))));
        node.ask(
                null,
                new Stage(id, attempt, application, "7", 4, ArchiveText.parsed(IMPORTED.subList(2, IMPORTED.size()))));

        List<String> lines = new ArrayList<>();
        Page page = node.ask(null, new ArchiveCommand.ReadApplication(application, null));
        page.lines().forEach(line -> lines.add(Json.write(line)));
        ArchiveCursor accountsRead = ArchiveCursor.parse(page.next());
        String after = new ArchiveCursor('c', accountsRead.number(0) + LATER_MS, 0).toString();
        while (node.ask(null, new Commit(id, attempt, application, "7")).more()) {}
        run("UPDATE account SET named_at = named_at + " + LATER_MS + " WHERE named_at > 0");
        while (after != null) {
            page = node.ask(null, new ArchiveCommand.ReadApplication(application, after));
            page.lines().forEach(line -> lines.add(Json.write(line)));
            after = page.next();
        }

        assertThat(ArchiveText.comparable(lines))
                .anyMatch(line -> line.contains("\"name\":\"Zoe\""))
                .anyMatch(line -> line.contains("\"free\":true") && line.contains("\"name\":\"Yan\""))
                .anyMatch(line -> line.contains("I was elsewhere"));
    }

    @Test
    void what_is_deleted_meanwhile_leaves_a_tombstone_with_nothing_behind_it() {
        node.ask(alice, new StoredMessageCommand.Edit(room, MESSAGES, "secret", null, null));
        node.ask(alice, new StoredMessageCommand.Edit(room, MESSAGES, "secret, too", null, null));
        node.ask(alice, new StoredMessageCommand.React(room, MESSAGES, "👍", true));
        List<String> lines =
                archive(this::whole, () -> node.ask(alice, new StoredMessageCommand.Delete(room, MESSAGES, null)));
        assertThat(lines)
                .anyMatch(line -> line.contains("deletedAt"))
                .noneMatch(line -> line.contains("secret"))
                .noneMatch(line -> line.contains("\"type\":\"reaction\""));
    }

    @Test
    void an_archive_breaks_off_when_what_it_has_not_read_is_removed() {
        String after = toMessages();
        run("DELETE FROM message WHERE seq <= 5");
        assertThat(node.refusal(null, whole(after))).as("before it is noted").isEqualTo(FailureCode.UNAVAILABLE);
        run("UPDATE conversation SET first_seq = 6");
        assertThat(node.refusal(null, whole(after))).isEqualTo(FailureCode.UNAVAILABLE);
    }

    private String toMessages() {
        String after = node.ask(null, whole(null)).next();
        assertThat(after).as("the premise").startsWith("t.");
        return after;
    }

    private void run(String sql) {
        TestNode.await(database.transaction(statements -> statements.run(sql, List.of())));
    }

    @Test
    void a_cursor_that_is_none_is_refused() {
        Consumer<String> refused =
                after -> assertThat(node.refusal(null, whole(after))).as(after).isEqualTo(FailureCode.BAD_REQUEST);
        List.of(
                        "",
                        "x.1",
                        "t",
                        "t.1",
                        "t.1.2.3",
                        "b.1.2.3.4",
                        "a.1",
                        "m.1.2.3",
                        "d.1.2.3.0",
                        "h.1.2.3.0.0",
                        "t.1.2.3.99999999999999999999")
                .forEach(refused);
    }
}
