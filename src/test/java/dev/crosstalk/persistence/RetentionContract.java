package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ContactCommand;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Changes;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.HistoryPage;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.PersonalCommand;
import dev.crosstalk.bus.PositionCommand;
import dev.crosstalk.bus.RetentionCommand;
import dev.crosstalk.bus.RetentionCommand.Kept;
import dev.crosstalk.bus.StoredMessageCommand;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.SyncCommand.UserChanges;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.outbox.OutboxStore;
import dev.crosstalk.retention.RetentionSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What is kept no longer is gone, everybody learns it, and nothing else changes; whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class RetentionContract {
    private static final int STEP = 10;
    private static final int INSTALLATION_DAYS = 365;
    private static int people;

    private PersistenceSettings settings;
    private TestNode node;
    private Database database;
    private Caller alice;
    private Caller bob;
    private ConversationId room;

    abstract String freshUrl();

    @BeforeAll
    void start() {
        settings = PersistenceSettings.at(freshUrl())
                .withRetention(new RetentionSettings(INSTALLATION_DAYS, 10_080, STEP, 90));
        node = new TestNode(settings, "search");
        database = node.database(settings);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void newPeople() {
        people++;
        alice = node.guest("alice" + people);
        bob = node.guest("bob" + people);
        room = node.room(alice, "Room " + people);
        node.ask(bob, new Join(room));
    }

    private Kept keep(Caller caller, Integer days) {
        return node.ask(caller, new RetentionCommand.Set(room, days));
    }

    @Test
    void who_is_blocked_does_not_erase_what_both_have_said() {
        ConversationId direct = node.ask(alice, new Create(ConversationKind.DIRECT, null, TestNode.ids(bob), null))
                .id();
        node.ask(bob, new RetentionCommand.Set(direct, 300));
        node.ask(alice, new ContactCommand.Block(bob.account()));
        assertThat(node.refusal(bob, new RetentionCommand.Set(direct, 1))).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(node.refusal(alice, new RetentionCommand.Set(direct, 1))).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(node.ask(bob, new RetentionCommand.Get(direct)).days()).isEqualTo(300);
        node.ask(alice, new ContactCommand.Unblock(bob.account()));
        assertThat(node.ask(bob, new RetentionCommand.Set(direct, 1)).days()).isEqualTo(1);
    }

    private List<Posted> post(int count) {
        List<Future<Posted>> posts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            posts.add(node.bus().request(alice, new Post(room, "m" + i, UUID.randomUUID())));
        }
        return posts.stream().map(TestNode::await).toList();
    }

    /** Moves what was said and what happened up to that message into the past. */
    private void backdate(long upToSeq, int days) {
        long by = TimeUnit.DAYS.toMillis(days);
        TestNode.await(database.transaction(statements -> statements
                .update(
                        "UPDATE message SET created_at = created_at - ? WHERE conversation_id = ? AND seq <= ?",
                        by,
                        room.value(),
                        upToSeq)
                .compose(done -> statements.update(
                        "UPDATE entry SET created_at = created_at - ? WHERE conversation_id = ? AND after_seq < ?",
                        by,
                        room.value(),
                        upToSeq))));
    }

    private long rows(String table) {
        return TestNode.await(database.reading()
                .number("SELECT COUNT(*) FROM " + table + " WHERE conversation_id = ?", room.value()));
    }

    private HistoryPage history() {
        return node.ask(bob, new History(room, null, null, 500));
    }

    private Changes changes(long since) {
        return node.ask(bob, new ListChanges(room, since, null, 1000));
    }

    @Test
    void what_is_older_is_gone_for_good_and_the_numbers_go_on() {
        post(35);
        keep(alice, 30);
        backdate(33, 31);

        assertThat(node.sweep()).as("33 messages, created and joined").isEqualTo(35);

        assertThat(history().messages())
                .extracting(ConversationEvent.MessageEvent::seq)
                .containsExactly(34L, 35L);
        assertThat(history().firstSeq()).isEqualTo(34);
        assertThat(rows("message")).isEqualTo(2);
        assertThat(rows("entry")).as("who set the retention").isEqualTo(1);
        assertThat(post(1).get(0).seq()).isEqualTo(36);
        ConversationView view = node.ask(bob, new Get(room));
        assertThat(view.firstSeq()).isEqualTo(34);
        assertThat(view.lastSeq()).isEqualTo(36);
        assertThat(node.sweep()).as("nothing is left to be removed").isZero();
    }

    @Test
    void a_conversation_of_which_everything_is_gone_goes_on() {
        post(3);
        keep(alice, 1);
        backdate(3, 2);
        node.sweep();

        assertThat(history().messages()).isEmpty();
        assertThat(history().firstSeq()).isEqualTo(4);
        assertThat(node.ask(bob, new Get(room)).preview()).isNull();
        assertThat(post(1).get(0).seq()).isEqualTo(4);
        assertThat(history().messages()).hasSize(1);
    }

    @Test
    void a_live_member_is_told_in_order_what_to_drop() {
        List<ConversationEvent> heard = node.listen(room);
        post(25);
        keep(alice, 30);
        backdate(24, 31);
        node.sweep();
        Posted last = post(1).get(0);

        await().untilAsserted(() -> assertThat(heard).anyMatch(event -> event.rev() == last.rev()));
        long first = heard.get(0).rev();
        assertThat(heard)
                .extracting(ConversationEvent::rev)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(first, last.rev()).boxed().toList());
        List<Long> firstSeqs = heard.stream()
                .filter(ConversationEvent.Trimmed.class::isInstance)
                .map(event -> ((ConversationEvent.Trimmed) event).firstSeq())
                .toList();
        assertThat(firstSeqs).as("a step is bounded").containsExactly(11L, 21L, 25L);
    }

    @Test
    void who_had_seen_all_that_is_gone_gets_the_changes_whole() {
        long seen = post(5).get(4).rev();
        keep(alice, 30);
        backdate(5, 31);
        node.sweep();

        Changes changes = changes(seen);
        assertThat(changes.complete()).isTrue();
        assertThat(changes.changes()).hasSize(2);
        assertThat(changes.changes().get(0)).isInstanceOf(ConversationEvent.Retention.class);
        ConversationEvent.Trimmed trimmed =
                (ConversationEvent.Trimmed) changes.changes().get(1);
        assertThat(trimmed.firstSeq()).isEqualTo(6);
        assertThat(trimmed.rev()).isEqualTo(changes.upTo());
        assertThat(trimmed.before()).isLessThan(trimmed.time() - TimeUnit.DAYS.toMillis(29));
    }

    @Test
    void who_is_behind_what_is_gone_loads_anew() {
        List<Posted> posted = post(5);
        keep(alice, 30);
        backdate(5, 31);
        node.sweep();

        assertThat(changes(posted.get(3).rev()).complete()).isFalse();
        assertThat(changes(0).complete()).isFalse();
        assertThat(changes(posted.get(4).rev()).complete()).as("the premise").isTrue();
    }

    @Test
    void the_shorter_of_the_two_holds_and_for_ever_is_what_the_installation_says() {
        assertThat(node.ask(bob, new RetentionCommand.Get(room))).isEqualTo(new Kept(room, null, INSTALLATION_DAYS));
        assertThat(keep(alice, 30)).isEqualTo(new Kept(room, 30, 30));
        assertThat(keep(alice, 1000)).isEqualTo(new Kept(room, 1000, INSTALLATION_DAYS));
        post(2);
        backdate(1, 366);
        assertThat(node.sweep()).as("a message and four entries before it").isEqualTo(5);
        assertThat(keep(alice, null)).isEqualTo(new Kept(room, null, INSTALLATION_DAYS));
        assertThat(node.ask(bob, new RetentionCommand.Get(room)).days()).isNull();
    }

    @Test
    void what_is_young_enough_stays() {
        post(3);
        keep(alice, 30);
        backdate(3, 29);
        assertThat(node.sweep()).isZero();
        assertThat(history().messages()).hasSize(3);
    }

    @Test
    void owners_set_it_and_nobody_else() {
        assertThat(node.refusal(bob, new RetentionCommand.Set(room, 1))).isEqualTo(FailureCode.FORBIDDEN);
        Caller mallory = node.guest("mallory" + people);
        assertThat(node.refusal(mallory, new RetentionCommand.Set(room, 1))).isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(node.refusal(mallory, new RetentionCommand.Get(room))).isEqualTo(FailureCode.NOT_A_MEMBER);
        ConversationId direct = node.ask(
                        alice,
                        new dev.crosstalk.bus.ConversationCommand.Create(
                                ConversationKind.DIRECT, null, TestNode.ids(bob), null))
                .id();
        assertThat(node.refusal(mallory, new RetentionCommand.Set(direct, 1))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.ask(bob, new RetentionCommand.Set(direct, 7)).effectiveDays())
                .as("both of two")
                .isEqualTo(7);
    }

    @Test
    void setting_it_is_an_entry_and_repeating_it_changes_nothing() {
        keep(alice, 30);
        long rev = node.ask(alice, new Get(room)).rev();
        keep(alice, 30);
        assertThat(node.ask(alice, new Get(room)).rev()).isEqualTo(rev);
        assertThat(changes(rev - 1).changes().get(0)).satisfies(event -> {
            ConversationEvent.Retention set = (ConversationEvent.Retention) event;
            assertThat(set.days()).isEqualTo(30);
            assertThat(set.actor()).isEqualTo(alice.account());
        });
    }

    @Test
    void consumers_of_the_outbox_are_told_what_is_gone() {
        post(3);
        keep(alice, 30);
        backdate(2, 31);
        node.sweep();
        Promise<OutboxStore> opened = Promise.promise();
        node.vertx()
                .runOnContext(
                        ignored -> Stores.open(node.vertx(), settings, TestNode.SHARDS, event -> {}, List.of("search"))
                                .map(Stores::outbox)
                                .onComplete(opened));
        List<OutboxStore.Row> rows = TestNode.await(opened.future()
                        .compose(outbox -> outbox.claim("search", "c" + people, 10_000, Duration.ofMillis(1))))
                .stream()
                .filter(row -> row.conversation().equals(room))
                .toList();
        assertThat(rows)
                .filteredOn(row -> row.about() == OutboxStore.About.TRIMMED)
                .extracting(OutboxStore.Row::seq)
                .containsExactly(3L);
        assertThat(rows)
                .filteredOn(row -> row.about() == OutboxStore.About.MESSAGE)
                .hasSize(3);
    }

    @Test
    void people_go_on_posting_while_the_beginning_is_removed() {
        post(60);
        keep(alice, 30);
        backdate(60, 31);
        List<ConversationEvent> heard = node.listen(room);
        List<Future<Posted>> posts = new ArrayList<>();
        Promise<Long> swept = Promise.promise();
        new Thread(() -> swept.complete(node.sweep()), "sweep").start();
        for (int i = 0; i < 200; i++) {
            posts.add(node.bus().request(bob, new Post(room, "new " + i, UUID.randomUUID())));
        }
        List<Posted> posted = posts.stream().map(TestNode::await).toList();
        assertThat(TestNode.await(swept.future())).isEqualTo(62);

        assertThat(posted)
                .extracting(Posted::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(61, 260).boxed().toList());
        assertThat(history().firstSeq()).isEqualTo(61);
        assertThat(rows("message")).isEqualTo(200);
        await().untilAsserted(() -> assertThat(heard).hasSize(206));
        assertThat(heard).extracting(ConversationEvent::rev).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void what_was_saved_of_it_is_taken_back_by_a_revision_of_its_own_also_from_who_has_left() {
        post(4);
        for (long seq = 1; seq <= 3; seq++) {
            node.ask(bob, new PersonalCommand.Save(room, seq));
        }
        node.ask(alice, new PersonalCommand.Save(room, 2L));
        node.ask(bob, new Leave(room));
        long bobs = line(bob, 0).upTo();
        long alices = line(alice, 0).upTo();
        List<UserEvent> heard = Collections.synchronizedList(new ArrayList<>());
        TestNode.await(node.bus()
                .subscribe(Addresses.user(bob.account()), delivery -> heard.add(delivery.event(UserEvent.class)))
                .completion());
        keep(alice, 30);
        backdate(2, 31);
        node.sweep();

        assertThat(line(bob, bobs).changes())
                .extracting(event -> ((UserEvent.Saved) event).seq())
                .containsExactly(1L, 2L);
        assertThat(line(bob, bobs).changes()).allMatch(event -> !((UserEvent.Saved) event).saved());
        assertThat(line(bob, bobs).changes()).extracting(UserEvent::userRev).containsExactly(bobs + 1, bobs + 2);
        assertThat(line(alice, alices).changes()).hasSize(1);
        await().untilAsserted(() -> assertThat(heard).isEqualTo(line(bob, bobs).changes()));
        assertThat(node.ask(bob, new PersonalCommand.ListSaved(null, null)).saved())
                .extracting(PersonalCommand.SavedMessage::seq)
                .containsExactly(3L);
        node.sweep();
        assertThat(line(bob, bobs).upTo()).as("once").isEqualTo(bobs + 2);
    }

    private UserChanges line(Caller who, long since) {
        return node.ask(null, new ListUserChanges(who.account(), since, null, null));
    }

    @Test
    void what_belongs_to_a_message_goes_with_it_and_unread_stays_right() {
        post(4);
        node.ask(alice, new StoredMessageCommand.Edit(room, 1, "better", null, null));
        node.ask(bob, new StoredMessageCommand.React(room, 2, "👍", true));
        node.ask(alice, new StoredMessageCommand.Pin(room, 2));
        node.ask(bob, new PersonalCommand.Save(room, 2L));
        long reply = node.ask(bob, new Post(room, "indeed", UUID.randomUUID(), 2L, List.of(alice.account()), null))
                .seq();
        node.ask(alice, new PositionCommand.MarkUnread(room, 1L));
        keep(alice, 30);
        backdate(3, 31);
        long seen = node.ask(alice, new Get(room)).rev();
        node.sweep();

        assertThat(node.ask(alice, new Get(room)).position().unread())
                .as("the reply; the own fourth does not count")
                .isEqualTo(1);
        for (String table : List.of("message_edit", "reaction", "reaction_kind", "pin")) {
            assertThat(rows(table)).as(table).isZero();
        }
        assertThat(rows("mention")).as("that of the reply").isEqualTo(1);
        assertThat(history().messages()).last().satisfies(message -> {
            assertThat(message.seq()).isEqualTo(reply);
            assertThat(((ConversationEvent.Message) message).replyTo().excerpt())
                    .isNull();
        });
        assertThat(changes(seen).complete()).isTrue();
        assertThat(changes(seen - 3).complete()).as("who has seen the reaction").isTrue();
        assertThat(changes(seen - 4).complete())
                .as("the reaction was younger than its message")
                .isFalse();
    }

    @Test
    void a_removal_that_broke_off_is_ended_by_the_next_one() {
        post(25);
        keep(alice, 30);
        backdate(25, 31);
        Promise<dev.crosstalk.retention.RetentionStore> opened = Promise.promise();
        node.vertx()
                .runOnContext(ignored -> Stores.open(node.vertx(), settings, TestNode.SHARDS, event -> {}, List.of())
                        .map(Stores::retention)
                        .onComplete(opened));
        int removed = TestNode.await(opened.future().compose(store -> store.trim(room)));
        assertThat(removed).as("one step, then its node dies").isBetween(STEP, STEP + 2);
        assertThat(history().firstSeq()).isEqualTo(STEP + 1);
        assertThat(history().messages()).hasSize(15);
        node.sweep();
        assertThat(history().messages()).isEmpty();
        assertThat(rows("message")).isZero();
    }
}
