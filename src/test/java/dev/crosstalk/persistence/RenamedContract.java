package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.bus.AccountCommand.Delete;
import dev.crosstalk.bus.AccountCommand.ListRenamed;
import dev.crosstalk.bus.AccountCommand.Rename;
import dev.crosstalk.bus.AccountCommand.Renamed;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveCommand.Begin;
import dev.crosstalk.bus.ArchiveCommand.Commit;
import dev.crosstalk.bus.ArchiveCommand.Stage;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.testing.ArchiveText;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device that was away learns who has another name, or none any more, whichever database is below. */
@Timeout(60)
abstract class RenamedContract {
    private static final long MINUTE_MS = 60_000;
    private static final List<String> IMPORTED = List.of("""
            {"type":"account","id":"1","name":"Zoe","createdAt":1700000000000}""", """
            {"type":"account","id":"2","name":"Yan","createdAt":1700000000001,"free":true}""", """
            {"type":"account","id":"3","deleted":true,"createdAt":1700000000002}""", """
            {"type":"conversation","id":"7","kind":"room","title":"Dinner","createdBy":"1","createdAt":1700000000010,\
            "rev":1,"firstRev":1,"firstSeq":1,"settings":{"joinPolicy":"open","permissions":{"post":"everyone",\
            "addMembers":"everyone","rename":"owners","pin":"moderators","mentionEveryone":"everyone",\
            "invite":"moderators"},"slowModeSeconds":0}}""", """
            {"type":"member","account":"1","role":"owner","state":"active","joinedSeq":0,"rev":1}""", """
            {"type":"entry","rev":1,"afterSeq":0,"kind":"created","actor":"1","data":"Dinner","time":1700000000010}""");

    private TestNode node;
    private Database database;
    private Caller alice;
    private Caller bob;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        PersistenceSettings settings = PersistenceSettings.at(freshUrl());
        node = new TestNode(settings);
        database = node.database(settings);
        alice = node.guest("alice");
        bob = node.guest("bob");
    }

    @AfterEach
    void stop() {
        TestNode.await(database.close());
        node.close();
    }

    private Renamed since(Long since) {
        return node.ask(alice, new ListRenamed(since, null, null));
    }

    private long now() {
        return since(null).time();
    }

    private void update(String sql, Object... values) {
        TestNode.await(database.write(statements -> statements.update(sql, values)));
    }

    private void named(Caller who, long time) {
        update(
                "UPDATE account SET named_at = ? WHERE id = ?",
                time,
                who.account().value());
    }

    @Test
    void who_was_renamed_or_deleted_is_told_and_who_is_only_new_is_not() {
        Caller carol = node.guest("carol");
        long time = now();
        assertThat(since(time).accounts()).isEmpty();
        node.ask(bob, new Rename("robert"));
        node.ask(carol, new Delete("carol", null));
        node.guest("dave");
        Renamed missed = since(time);
        assertThat(missed.accounts())
                .containsExactlyInAnyOrder(
                        new AccountView(bob.account(), "robert"), AccountView.deleted(carol.account()));
        assertThat(missed.time()).isGreaterThanOrEqualTo(time);
        assertThat(missed.next()).isNull();
        assertThat(since(0L).accounts()).isEqualTo(missed.accounts());
    }

    @Test
    void who_was_renamed_twice_is_told_once_behind_who_was_renamed_before() {
        Caller carol = node.guest("carol");
        long time = now();
        named(carol, time - 2);
        named(bob, time - 3);
        assertThat(since(time).accounts()).extracting(AccountView::name).containsExactly("bob", "carol");
        node.ask(bob, new Rename("robert"));
        assertThat(since(time).accounts()).extracting(AccountView::name).containsExactly("carol", "robert");
    }

    @Test
    void a_name_that_was_committed_late_is_told_and_one_of_long_before_is_not() {
        long time = now();
        named(bob, time - MINUTE_MS);
        assertThat(since(time - MINUTE_MS / 2).accounts()).hasSize(1);
        assertThat(since(time).accounts()).isEmpty();
    }

    @Test
    void a_time_to_come_is_now() {
        node.ask(bob, new Rename("robert"));
        long time = now();
        for (Long later : new Long[] {null, time + MINUTE_MS * MINUTE_MS, 1L << 53}) {
            Renamed renamed = since(later);
            assertThat(renamed.accounts())
                    .as("%s", later)
                    .extracting(AccountView::name)
                    .containsExactly("robert");
            assertThat(renamed.time()).as("%s", later).isBetween(time, time + MINUTE_MS);
        }
    }

    @Test
    void another_applications_accounts_are_not_told() {
        long time = now();
        node.ask(bob, new Rename("robert"));
        update(
                "INSERT INTO account (id, application_id, name, name_key, kind, created_at, seen_at, user_rev, named_at)"
                        + " VALUES (4711, 2, 'eve', 'eve', 'guest', 1, 1, 0, ?)",
                time);
        assertThat(since(0L).accounts()).containsExactly(new AccountView(bob.account(), "robert"));
        Caller eve = new Caller(new ApplicationId(2), new AccountId(4711), alice.session());
        assertThat(node.ask(eve, new ListRenamed(0L, null, null)).accounts())
                .containsExactly(new AccountView(eve.account(), "eve"));
        assertThat(node.ask(eve, new ListRenamed(null, "1-1-1", null)).accounts())
                .containsExactly(new AccountView(eve.account(), "eve"));
    }

    @Test
    void pages_leave_nobody_out_and_name_nobody_twice_also_of_one_millisecond() {
        List<Caller> people =
                IntStream.range(0, 7).mapToObj(i -> node.guest("person" + i)).toList();
        long time = now();
        named(people.get(6), time - 1);
        people.subList(0, 6).forEach(person -> named(person, time));
        List<AccountId> told = new ArrayList<>();
        Renamed page = node.ask(alice, new ListRenamed(time, null, 2));
        long first = page.time();
        page.accounts().forEach(account -> told.add(account.id()));
        while (page.next() != null) {
            page = node.ask(alice, new ListRenamed(time, page.next(), 2));
            assertThat(page.time()).isEqualTo(first);
            assertThat(page.accounts()).hasSizeBetween(1, 2);
            page.accounts().forEach(account -> told.add(account.id()));
        }
        List<AccountId> expected = new ArrayList<>(List.of(people.get(6).account()));
        people.subList(0, 6).forEach(person -> expected.add(person.account()));
        assertThat(told).isEqualTo(expected);
    }

    @Test
    void who_is_renamed_while_pages_are_read_comes_with_a_later_one() {
        Caller carol = node.guest("carol");
        long time = now();
        named(bob, time - 2);
        named(carol, time - 1);
        Renamed first = node.ask(alice, new ListRenamed(time, null, 1));
        assertThat(first.accounts()).containsExactly(new AccountView(bob.account(), "bob"));
        node.ask(bob, new Rename("robert"));
        assertThat(node.ask(alice, new ListRenamed(time, first.next(), 5)).accounts())
                .extracting(AccountView::name)
                .containsExactly("carol", "robert");
    }

    @Test
    void who_is_imported_is_told_when_shown_and_never_before() {
        UUID id = UUID.randomUUID();
        UUID attempt = UUID.randomUUID();
        ApplicationId application = TestNode.APPLICATION;
        node.ask(null, new Begin(id, attempt, application));
        node.ask(null, new Stage(id, attempt, application, null, 2, ArchiveText.parsed(IMPORTED.subList(0, 3))));
        node.ask(
                null,
                new Stage(id, attempt, application, "7", 5, ArchiveText.parsed(IMPORTED.subList(3, IMPORTED.size()))));
        assertThat(TestNode.await(database.reading().number("SELECT COUNT(*) FROM account WHERE kind = 'imported'")))
                .as("the premise")
                .isEqualTo(2);
        assertThat(since(0L).accounts()).isEmpty();
        assertThat(node.ask(alice, new ListRenamed(null, "1-1-1", null)).accounts())
                .isEmpty();
        while (node.ask(null, new Commit(id, attempt, application, "7")).more()) {}
        assertThat(since(0L).accounts()).extracting(AccountView::name).containsExactlyInAnyOrder("Zoe", "Yan");
    }

    @Test
    void what_cannot_be_is_refused() {
        List.of("", "x", "1", "1-2", "x-1-1", "1-x-1", "1-1-x", "0-1-1", "1-0-1", "1-1-0", "-1-1-1", "1-1-1-1")
                .forEach(after -> assertThat(node.refusal(alice, new ListRenamed(0L, after, null)))
                        .as(after)
                        .isEqualTo(FailureCode.BAD_REQUEST));
        assertThatThrownBy(() -> new ListRenamed(-1L, null, null))
                .hasFieldOrPropertyWithValue("code", FailureCode.BAD_REQUEST);
        assertThatThrownBy(() -> new ListRenamed(null, "1".repeat(61), null))
                .hasFieldOrPropertyWithValue("code", FailureCode.BAD_REQUEST);
        assertThatThrownBy(() -> new ListRenamed(null, null, 501))
                .hasFieldOrPropertyWithValue("code", FailureCode.BAD_REQUEST);
        assertThat(node.refusal(null, new ListRenamed(0L, null, null))).isEqualTo(FailureCode.NOT_SIGNED_IN);
    }
}
