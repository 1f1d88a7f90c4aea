package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveCommand;
import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.OwnKind;
import dev.crosstalk.config.Secret;
import dev.crosstalk.http.ArchiveNode;
import dev.crosstalk.testing.ArchiveText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** However much there is of anything in a conversation, no page of its archive is long, and nothing is missing; on both databases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class ArchivePagesContract {
    private static final ApplicationId APPLICATION = TestNode.APPLICATION;
    private static final int MOST_LINES = 1_500;
    private static final int MOST_BYTES = 1 << 20;
    private static final int CROWD = 1_200;
    private static final int EDITS = 900;
    private static final int ENTRIES = 2_300;
    private static final int INVITES = 700;
    private static final int MESSAGES = 700;
    /** Ids of the crowd begin here, below all that are made. */
    private static final long FIRST = 1_000;

    private String url;
    private TestNode node;
    private Database database;
    private Caller alice;
    private ConversationId room;

    abstract String freshUrl();

    @BeforeAll
    void crowd() {
        url = freshUrl();
        node = new TestNode(PersistenceSettings.at(url));
        database = node.database(PersistenceSettings.at(url));
        alice = node.guest("alice");
        room = node.room(alice, "Stadium");
        node.post(alice, room, "the first");
        for (int i = 2; i <= MESSAGES; i++) {
            node.post(alice, room, i % 100 == 0 ? "z".repeat(90_000) : "message " + i);
        }
        long id = room.value();
        insert(
                "account (id, application_id, name, name_key, kind, created_at, seen_at, user_rev)",
                CROWD,
                i -> List.of(FIRST + i, 1L, "fan" + i, "fan" + i, "guest", 1L, 1L, 0L));
        insert(
                "member (application_id, conversation_id, account_id, role, active, joined_seq, rev, user_rev)",
                CROWD,
                i -> List.of(1L, id, FIRST + i, "member", 1, 0L, 1L, 1L));
        reactions(":a:", 10_000);
        reactions(":b:", 20_000);
        insert(
                "message_edit (application_id, conversation_id, seq, edit, text, created_at)",
                EDITS,
                i -> List.of(1L, id, 1L, i, "e".repeat(1_500), 1L));
        insert(
                "entry (application_id, conversation_id, rev, after_seq, kind, actor_id, data, created_at)",
                ENTRIES,
                i -> List.of(1L, id, 30_000 + i, 3L, "renamed", alice.account().value(), "Title " + i, 1L));
        insert(
                "entry (application_id, conversation_id, rev, after_seq, kind, actor_id, subject_id, created_at)",
                1,
                i -> List.of(1L, id, 40_000L, 3L, "added", alice.account().value(), FIRST + 1, 1L));
        insert(
                "invite (id, application_id, conversation_id, code_hash, created_by, created_at, uses)",
                INVITES,
                i -> List.of(i, 1L, id, hash(i), alice.account().value(), 1L, 0));
        keepings(id, alice.account().value());
        run("UPDATE message SET edits = " + EDITS + ", edited_at = 1 WHERE seq = 1");
        run("UPDATE conversation SET rev = 50000, member_count = " + (CROWD + 1));
    }

    /** What everybody in the crowd has for oneself. */
    private void keepings(long id, long host) {
        insert(
                "setting (application_id, account_id, name, value, user_rev)",
                CROWD,
                i -> List.of(1L, FIRST + i, "theme", "dark", 1L));
        for (long seq : new long[] {1, 2}) {
            insert(
                    "hidden (application_id, account_id, conversation_id, seq, user_rev)",
                    CROWD,
                    i -> List.of(1L, FIRST + i, id, seq, 1 + seq));
        }
        insert(
                "draft (application_id, account_id, conversation_id, text, other_text, bytes, changed_at, user_rev)",
                CROWD,
                i -> List.of(1L, FIRST + i, id, "d".repeat(1_500), "o".repeat(500), 2_000L, 1L, 4L));
        String contact = "contact (application_id, account_id, other_id, state, user_rev, changed_at)";
        insert(contact, CROWD, i -> List.of(1L, FIRST + i, host, "accepted", 5L, 1L));
        insert(contact, CROWD, i -> List.of(1L, host, FIRST + i, "accepted", 100_000 + i, 1L));
        String saved = "saved (application_id, account_id, conversation_id, seq, active, saved_at, user_rev)";
        insert(saved, MESSAGES, i -> List.of(1L, FIRST + 1, id, i, 1, i, 10 + i));
        insert(saved, MESSAGES, i -> List.of(1L, host, id, i, 1, i, 200_000 - i));
        run("UPDATE account SET user_rev = 300000");
    }

    private static void assertKept(List<ArchiveLine> lines, String what, int count) {
        assertThat(of(ArchiveLine.Own.class, lines))
                .filteredOn(line -> line.what().equals(what))
                .as(what)
                .hasSize(count)
                .doesNotHaveDuplicates();
    }

    private static byte[] hash(long number) {
        return ByteBuffer.allocate(32).putLong(number).array();
    }

    private void reactions(String kind, long rev) {
        insert(
                "reaction (application_id, conversation_id, seq, account_id, kind, active, count_after, first_rev, rev, created_at)",
                CROWD,
                i -> List.of(1L, room.value(), 1L, FIRST + i, kind, 1, i, rev + 1, rev + i, 1L));
        run("INSERT INTO reaction_kind (application_id, conversation_id, seq, kind, count, first_rev) VALUES (1, "
                + room.value() + ", 1, '" + kind + "', " + CROWD + ", " + (rev + 1) + ")");
    }

    private void insert(String into, int count, LongFunction<List<Object>> row) {
        int most = 300;
        for (long from = 1; from <= count; from += most) {
            List<List<Object>> rows = LongStream.rangeClosed(from, Math.min(count, from + most - 1))
                    .mapToObj(row)
                    .toList();
            List<Object> values = rows.stream().flatMap(List::stream).toList();
            String marks = String.join(
                    ",",
                    Collections.nCopies(
                            rows.size(), "(" + Marks.list(rows.get(0).size()) + ")"));
            TestNode.await(database.transaction(
                    statements -> statements.run("INSERT INTO " + into + " VALUES " + marks, values)));
        }
    }

    private void run(String sql) {
        TestNode.await(database.transaction(statements -> statements.run(sql, List.of())));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private List<ArchiveLine> all(Caller caller, Function<String, ArchiveCommand<Page>> command) {
        List<ArchiveLine> lines = new ArrayList<>();
        String after = null;
        do {
            Page page = node.ask(caller, command.apply(after));
            assertThat(page.lines()).as("after %s", after).hasSizeLessThanOrEqualTo(MOST_LINES);
            assertThat(Json.write(page).getBytes(StandardCharsets.UTF_8).length)
                    .as("after %s", after)
                    .isLessThan(MOST_BYTES);
            lines.addAll(page.lines());
            after = page.next();
        } while (after != null);
        return lines;
    }

    private static <L extends ArchiveLine> List<L> of(Class<L> type, List<ArchiveLine> lines) {
        return lines.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void assertWhole(List<ArchiveLine> lines, int people) {
        assertThat(of(ArchiveLine.Account.class, lines).stream().distinct()).hasSize(people);
        assertThat(of(ArchiveLine.Member.class, lines)).hasSize(CROWD + 1).doesNotHaveDuplicates();
        assertThat(of(ArchiveLine.Message.class, lines))
                .extracting(ArchiveLine.Message::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, MESSAGES).boxed().toList());
        assertThat(of(ArchiveLine.Reaction.class, lines)).hasSize(2 * CROWD).doesNotHaveDuplicates();
        assertThat(of(ArchiveLine.Edit.class, lines))
                .extracting(ArchiveLine.Edit::edit)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, EDITS).boxed().toList());
        assertThat(of(ArchiveLine.Entry.class, lines))
                .hasSize(ENTRIES + 2)
                .extracting(ArchiveLine.Entry::rev)
                .isSorted();
        ArchiveText.comparable(lines.stream().map(Json::write).toList());
    }

    @Test
    void no_page_of_everything_is_long() {
        List<ArchiveLine> lines = all(null, after -> new ArchiveCommand.ReadApplication(APPLICATION, after));
        assertWhole(lines, CROWD + 1);
        assertThat(of(ArchiveLine.Contact.class, lines)).hasSize(CROWD).doesNotHaveDuplicates();
        assertKept(lines, OwnKind.HIDDEN, 2 * CROWD);
        assertKept(lines, OwnKind.DRAFT, CROWD);
        assertKept(lines, OwnKind.OTHER_DRAFT, CROWD);
        assertKept(lines, OwnKind.SAVED, 2 * MESSAGES);
    }

    @Test
    void no_page_of_a_conversation_is_long() {
        assertWhole(all(null, after -> new ArchiveCommand.ReadWhole(APPLICATION, room, after)), CROWD + 1);
        assertWhole(all(alice, after -> new ArchiveCommand.Read(room, after)), CROWD + 1);
    }

    @Test
    void no_page_of_ones_own_data_is_long() {
        List<ArchiveLine> lines = all(alice, ArchiveCommand.ReadOwn::new);
        assertThat(of(ArchiveLine.Message.class, lines)).hasSize(MESSAGES).doesNotHaveDuplicates();
        assertThat(of(ArchiveLine.Edit.class, lines)).hasSize(EDITS).doesNotHaveDuplicates();
        assertThat(of(ArchiveLine.Invite.class, lines)).hasSize(INVITES).doesNotHaveDuplicates();
        assertThat(of(ArchiveLine.Entry.class, lines)).hasSize(ENTRIES + 2).doesNotHaveDuplicates();
        Caller fan = new Caller(APPLICATION, new AccountId(FIRST + 1), alice.session());
        assertThat(of(ArchiveLine.Reaction.class, all(fan, ArchiveCommand.ReadOwn::new)))
                .hasSize(2);
        assertThat(of(ArchiveLine.Entry.class, all(fan, ArchiveCommand.ReadOwn::new)))
                .as("behind more than one look's worth of others'")
                .extracting(ArchiveLine.Entry::rev)
                .containsExactly(40_000L);
        assertThat(of(ArchiveLine.Invite.class, all(fan, ArchiveCommand.ReadOwn::new)))
                .isEmpty();
        assertThat(of(ArchiveLine.Edit.class, all(fan, after -> new ArchiveCommand.Read(room, after))))
                .as("earlier texts of others")
                .isEmpty();
    }

    @Test
    void what_does_not_fit_one_page_is_imported_whole() {
        List<String> here = export(url);
        String there = freshUrl();
        try (ArchiveNode archives = new ArchiveNode(there, new Secret(ArchiveNode.SECRET))) {
            archives.admin().send("POST", "/v1/import", String.join("\n", here)).ok();
        }
        assertThat(ArchiveText.comparable(export(there))).isEqualTo(ArchiveText.comparable(here));
        Database other = node.database(PersistenceSettings.at(there));
        assertThat(Census.differences(Census.of(database), Census.of(other))).isEmpty();
    }

    private static List<String> export(String url) {
        try (ArchiveNode archives = new ArchiveNode(url, new Secret(ArchiveNode.SECRET))) {
            return archives.admin().get("/v1/export").response().body().lines().toList();
        }
    }
}
