package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.PersonalCommand.KeepDraft;
import dev.crosstalk.bus.PersonalCommand.Save;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.SyncCommand.Held;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.bus.SyncCommand.Synced;
import dev.crosstalk.bus.SyncCommand.UserChanges;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.sync.SyncService;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What is promised of a sync of much: pages, bytes and statements, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class LargeSyncContract {
    private static final int GROUP_LIMIT = 100;
    private static int people;

    private PersistenceSettings settings;
    private TestNode node;
    private ManyRows rows;
    private Stores stores;
    private SyncService service;
    private Caller alice;
    private Caller bob;

    abstract String freshUrl();

    @BeforeAll
    void start() {
        settings = PersistenceSettings.at(freshUrl());
        node = new TestNode(settings);
        rows = new ManyRows(node.database(settings));
        stores = node.stores(settings);
        service = new SyncService(stores.sync(), GROUP_LIMIT);
    }

    @AfterAll
    void stop() {
        TestNode.await(stores.close(node.vertx()));
        rows.close();
        node.close();
    }

    @BeforeEach
    void newPeople() {
        people++;
        alice = node.guest("alice" + people);
        bob = node.guest("bob" + people);
    }

    private Synced sync(Caller who, Sync question) {
        return TestNode.await(service.sync(who, question));
    }

    private static List<ConversationId> ids(Synced synced) {
        return synced.conversations().stream().map(ConversationView::id).toList();
    }

    private static List<Held> held(List<Synced> answers) {
        return answers.stream()
                .flatMap(answer -> answer.conversations().stream())
                .map(view -> new Held(view.id(), view.rev(), view.receiptRev()))
                .toList();
    }

    private static int bytes(Object value) {
        return Json.write(value).getBytes(StandardCharsets.UTF_8).length;
    }

    /** All answers to a device with empty hands, asked for as long as there is more. */
    private List<Synced> all(Caller who, int limit) {
        List<Synced> answers = new ArrayList<>();
        Sync question = new Sync(null, List.of(), null, limit);
        while (question != null) {
            Synced answer = sync(who, question);
            answers.add(answer);
            ConversationId next = answer.next();
            while (next != null) {
                Synced page = sync(who, new Sync(question.userRev(), question.begun(), List.of(), next, limit));
                answers.add(page);
                next = page.next();
            }
            question = answer.more() ? new Sync(answer.userRev(), answer.begun(), List.of(), null, limit) : null;
        }
        return answers;
    }

    @Test
    void of_a_thousand_conversations_two_statements_tell_the_hundred_that_differ() {
        List<ConversationId> groups = rows.groups(1_000, TestNode.ids(alice, bob));
        List<Synced> before = all(bob, 1_000);
        List<Held> held = held(before);
        Sync question = new Sync(before.get(0).userRev(), held, null, null);
        for (ConversationId group : groups.subList(0, 100)) {
            node.post(alice, group, "A message of ordinary length, as people write them. ".repeat(4));
            node.ask(bob, new Mark(group, 1L, null));
        }
        node.ask(alice, new Mark(groups.get(0), 1L, 1L));

        long reads = stores.reads();
        Synced after = sync(bob, question);

        assertThat(held).hasSize(1_000);
        assertThat(after.conversations()).hasSize(100);
        assertThat(after.receipts()).hasSize(100).allMatch(one -> one.delivered() == 1);
        assertThat(stores.reads() - reads).isEqualTo(2);
        assertThat(bytes(question)).isLessThan(50_000);
        assertThat(bytes(after)).isLessThan(100_000);
    }

    /** The same in every build: the size depends on the texts, the numbers and the length of ids, and on nothing that takes time. */
    @Test
    void messages_receipts_own_drafts_and_marks_of_a_hundred_among_a_thousand_fit_100_000_bytes_and_two_statements() {
        Absence absence = new Absence(node, rows, "_away" + people, 1_000, 100);
        Sync question = absence.question(asked -> sync(absence.bob(), asked));
        absence.messagesAndReceipts();
        absence.ownDraftsAndMarks();

        long reads = stores.reads();
        Synced after = sync(absence.bob(), question);

        assertThat(stores.reads() - reads).isLessThanOrEqualTo(2);
        assertThat(bytes(after)).isLessThanOrEqualTo(100_000);
        assertThat(question.conversations()).hasSize(1_000);
        assertThat(after.conversations())
                .hasSize(100)
                .allMatch(view -> view.preview() != null && view.position().readSeq() == 1);
        assertThat(after.receipts())
                .hasSize(100)
                .allMatch(one -> one.others().stream()
                                .filter(cursor -> Long.valueOf(1).equals(cursor.read()))
                                .count()
                        >= 5);
        assertThat(after.user()).hasSize(20);
        assertThat(after.more()).as("this is all").isFalse();
        assertThat(after.next()).isNull();
    }

    @Test
    void whatever_of_the_person_has_changed_meanwhile_takes_no_third_statement() {
        List<ConversationId> groups = rows.groups(1_000, TestNode.ids(alice, bob));
        List<Synced> before = all(bob, 1_000);
        Sync question = new Sync(before.get(0).userRev(), held(before), null, null);
        for (ConversationId group : groups.subList(0, 20)) {
            node.post(alice, group, "hello");
            node.ask(bob, new Mark(group, 1L, 1L));
        }
        ConversationId fresh = node.group(alice, "Fresh", bob);
        node.ask(bob, new KeepDraft(groups.get(30), "Dear all", null, 0L, null));
        node.ask(bob, new Save(groups.get(0), 1L));

        long reads = stores.reads();
        Synced after = sync(bob, question);

        assertThat(stores.reads() - reads).isEqualTo(2);
        assertThat(ids(after)).hasSize(21).contains(fresh);
        assertThat(after.conversations().get(20).members()).hasSize(2);
        assertThat(after.user()).hasSize(2);
        assertThat(after.more()).isFalse();
    }

    @Test
    void a_device_that_has_everything_costs_one_statement_and_a_new_one_two_a_page() {
        rows.groups(1_000, TestNode.ids(alice, bob));
        long reads = stores.reads();

        List<Synced> pages = all(bob, 500);

        assertThat(pages).hasSize(2).extracting(page -> ids(page).size()).containsExactly(500, 500);
        assertThat(stores.reads() - reads).isEqualTo(4);
        reads = stores.reads();
        Synced nothing = sync(bob, new Sync(pages.get(0).userRev(), held(pages), null, null));
        assertThat(nothing.conversations()).isEmpty();
        assertThat(stores.reads() - reads).isEqualTo(1);
    }

    @Test
    void a_page_has_not_more_people_than_an_answer_can_hold() {
        List<ConversationId> groups = rows.groups(45, rows.crowd(99, bob.account()));
        List<Synced> answers = all(bob, 500);

        assertThat(answers).flatExtracting(LargeSyncContract::ids).isEqualTo(groups);
        assertThat(answers).extracting(answer -> ids(answer).size()).containsExactly(20, 20, 5);
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.conversations()).allMatch(view -> view.members().size() == 100);
            assertThat(answer.receipts()).allMatch(one -> one.others().size() == 99);
            assertThat(bytes(answer)).isLessThan(200_000);
        });
    }

    @Test
    void who_has_much_of_ones_own_gets_it_page_by_page_however_far_behind() {
        rows.saved(bob, 1_001);
        rows.moveLine(bob, 13_001);

        List<Synced> answers = all(bob, 500);

        assertThat(answers).hasSize(2).allMatch(Synced::complete);
        assertThat(answers).extracting(answer -> answer.user().size()).containsExactly(1_000, 1);
        assertThat(answers.get(0).more()).isTrue();
        assertThat(answers.get(0).userRev()).isEqualTo(1_000);
        assertThat(answers.get(1).userRev()).isEqualTo(13_001);
    }

    @Test
    void a_page_says_only_the_own_revision_that_the_device_has_by_it() {
        for (int i = 0; i < 3; i++) {
            node.group(alice, "Group " + i, bob);
        }
        rows.saved(bob, 1_001);

        Synced first = sync(bob, new Sync(null, List.of(), null, 2));
        Synced second = sync(bob, new Sync(null, List.of(), first.next(), 2));

        assertThat(first.more()).isTrue();
        assertThat(first.userRev()).isEqualTo(1_003);
        assertThat(second.conversations()).hasSize(1);
        assertThat(second.user()).isEmpty();
        assertThat(second.userRev()).as("nothing of the person was told").isZero();
        Synced rest = sync(bob, new Sync(first.userRev(), first.begun(), held(List.of(first)), null, null));
        assertThat(rest.user()).hasSize(1);
        assertThat(rest.more()).isFalse();
        assertThat(rest.begun()).isNull();
    }

    @Test
    void drafts_of_the_longest_texts_come_in_pages_that_are_not_too_much_for_one_answer() {
        List<UserEvent> written = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ConversationId group = node.group(alice, "Group " + i, bob);
            node.ask(bob, new KeepDraft(group, "a".repeat(99_999), null, 0L, null));
            written.add(node.ask(bob, new KeepDraft(group, "b".repeat(99_999), null, 0L, null)));
        }

        List<Synced> answers = all(bob, 500);

        assertThat(answers).allMatch(answer -> Json.write(answer).length() < 600_000);
        assertThat(answers).flatExtracting(Synced::user).containsExactlyElementsOf(written);
        List<UserEvent> line = new ArrayList<>();
        UserChanges page = null;
        do {
            page = node.ask(
                    null,
                    new ListUserChanges(
                            bob.account(), page == null ? 0L : page.next(), page == null ? null : page.upTo(), null));
            assertThat(Json.write(page).length()).isLessThan(600_000);
            line.addAll(page.changes());
        } while (page.more());
        assertThat(line).hasSize(10).containsAll(written);
    }

    @Test
    void who_began_with_empty_hands_goes_on_though_much_has_been_forgotten() {
        rows.saved(bob, 1_001);
        rows.forgetLine(bob, 1_001);

        List<Synced> answers = all(bob, 500);

        assertThat(answers).hasSize(2).allMatch(Synced::complete);
        assertThat(answers).flatExtracting(Synced::user).hasSize(1_001);
        assertThat(sync(bob, new Sync(1_000L, List.of(), null, null)).complete())
                .as("a device that was away has missed what is forgotten")
                .isFalse();
        assertThat(sync(bob, new Sync(1_001L, List.of(), null, null)).complete())
                .isTrue();
    }
}
