package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountCommand.SetSettings;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.PersonalCommand.KeepDraft;
import dev.crosstalk.bus.PositionCommand.ListReceipts;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.MarkUnread;
import dev.crosstalk.bus.PositionCommand.Receipts;
import dev.crosstalk.bus.Setting;
import dev.crosstalk.bus.SyncCommand.Held;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.bus.SyncCommand.SyncReceipt;
import dev.crosstalk.bus.SyncCommand.SyncReceipts;
import dev.crosstalk.bus.SyncCommand.Synced;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.sync.SyncService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What is promised of a sync, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class SyncContract {
    private static int people;

    private String url;
    private TestNode node;
    private Caller alice;
    private Caller bob;
    private Caller mallory;

    abstract String freshUrl();

    @BeforeAll
    void start() {
        url = freshUrl();
        node = new TestNode(PersistenceSettings.at(url));
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
        mallory = node.guest("mallory" + people);
    }

    private Synced sync(Caller who, Long userRev, List<Held> held) {
        return node.ask(who, new Sync(userRev, held, null, null));
    }

    /** What a device holds after an answer that it got with empty hands. */
    private static List<Held> held(Synced synced) {
        return synced.conversations().stream()
                .map(view -> new Held(view.id(), view.rev(), view.receiptRev()))
                .toList();
    }

    private static List<ConversationId> ids(Synced synced) {
        return synced.conversations().stream().map(ConversationView::id).toList();
    }

    @Test
    void empty_hands_get_everything() {
        ConversationId group = node.group(alice, "Group", bob);
        node.post(alice, group, "hello");
        ConversationId room = node.room(alice, "Room");
        node.ask(bob, new Join(room));
        node.room(alice, "Not his");
        UserEvent.Draft draft = node.ask(bob, new KeepDraft(group, "draft", null, 0L, null));

        Synced all = sync(bob, null, List.of());

        assertThat(all.complete()).isTrue();
        assertThat(ids(all)).containsExactly(group, room);
        assertThat(all.conversations().get(0)).isEqualTo(node.ask(bob, new Get(group)));
        assertThat(all.conversations().get(0).members()).hasSize(2);
        assertThat(all.conversations().get(0).preview().text()).isEqualTo("hello");
        assertThat(all.conversations().get(0).position().unread()).isEqualTo(1);
        assertThat(all.user()).containsExactly(draft);
        assertThat(all.userRev()).isEqualTo(draft.userRev());
        assertThat(all.removed()).isEmpty();
        assertThat(all.next()).isNull();
        assertThat(all.more()).isFalse();
        assertThat(all.time()).isPositive();
    }

    @Test
    void who_holds_everything_gets_nothing() {
        node.group(alice, "Group", bob);
        Synced before = sync(bob, null, List.of());

        Synced after = sync(bob, before.userRev(), held(before));

        assertThat(after.complete()).isTrue();
        assertThat(after.conversations()).isEmpty();
        assertThat(after.user()).isEmpty();
        assertThat(after.removed()).isEmpty();
        assertThat(after.userRev()).isEqualTo(before.userRev());
    }

    @Test
    void each_way_to_differ_is_told_and_nothing_else() {
        ConversationId still = node.group(alice, "Still", bob);
        ConversationId posted = node.group(alice, "Posted", bob);
        ConversationId seen = node.group(alice, "Seen", bob);
        ConversationId read = node.group(alice, "Read", bob);
        ConversationId left = node.group(alice, "Left", bob);
        List.of(still, seen, read).forEach(group -> node.post(bob, group, "one"));
        node.post(alice, read, "two");
        Synced before = sync(bob, null, List.of());
        node.post(alice, posted, "new");
        node.ask(alice, new Mark(seen, 1L, 1L));
        node.ask(bob, new Mark(read, 2L, 2L));
        node.ask(bob, new Leave(left));
        ConversationId fresh = node.group(alice, "New", bob);

        Synced after = sync(bob, before.userRev(), held(before));

        assertThat(ids(after)).containsExactly(posted, seen, read, fresh).doesNotContain(still);
        assertThat(after.removed()).containsExactly(left);
        assertThat(after.conversations().get(0).position().unread()).isEqualTo(1);
        assertThat(after.conversations().get(0).members()).as("known already").isEmpty();
        assertThat(after.conversations().get(1).receiptRev()).isEqualTo(1);
        assertThat(after.conversations().get(2).position().unread()).isZero();
        assertThat(after.conversations().get(3).members()).hasSize(2);
        assertThat(after.user()).as("places are told with their conversations").isEmpty();
    }

    @Test
    void a_conversation_that_was_never_mine_is_told_as_removed() {
        ConversationId others = node.group(alice, "Others");
        assertThat(sync(bob, null, List.of(new Held(others, 1, 0L))).removed()).containsExactly(others);
        assertThat(sync(bob, null, List.of(new Held(new ConversationId(5), 1, null)))
                        .removed())
                .containsExactly(new ConversationId(5));
    }

    @Test
    void an_own_revision_that_was_never_given_is_refused() {
        node.group(alice, "Group", bob);

        Synced refused = sync(bob, 99L, List.of());

        assertThat(refused.complete()).isFalse();
        assertThat(refused.conversations()).isEmpty();
        assertThat(sync(bob, null, List.of()).complete()).isTrue();
    }

    @Test
    void a_conversation_that_is_older_than_what_is_held_is_told() {
        ConversationId group = node.group(alice, "Group", bob);
        Synced before = sync(bob, null, List.of());
        assertThat(ids(sync(bob, before.userRev(), List.of(new Held(group, 99, 0L)))))
                .containsExactly(group);
    }

    @Test
    void pages_are_whole_together() {
        List<ConversationId> groups = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            groups.add(node.group(alice, "Group " + i, bob));
        }
        List<ConversationId> got = new ArrayList<>();
        ConversationId next = null;
        int pages = 0;
        do {
            Synced page = node.ask(bob, new Sync(null, List.of(), next, 2));
            got.addAll(ids(page));
            next = page.next();
            pages++;
        } while (next != null);

        assertThat(got).containsExactlyElementsOf(groups);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void with_each_conversation_comes_how_far_oneself_and_the_others_are() {
        ConversationId group = node.group(alice, "Group", bob, mallory);
        List.of("one", "two", "three").forEach(text -> node.post(alice, group, text));
        node.ask(mallory, new Mark(group, 3L, 1L));
        node.ask(bob, new Mark(group, 2L, 2L));
        Synced all = sync(bob, null, List.of());
        node.ask(mallory, new Mark(group, 3L, 3L));
        node.ask(bob, new Mark(group, 3L, null));
        long known = all.userRev();
        node.ask(bob, new MarkUnread(group, 1L));

        Synced after = sync(bob, known, held(all));

        assertThat(all.receipts())
                .containsExactly(
                        new SyncReceipts(group, 2, 2, List.of(receipt(alice, 3, 3L), receipt(mallory, 3, 1L)), null));
        assertThat(after.receipts())
                .as("only whose moved, and what oneself has read does not go back")
                .containsExactly(new SyncReceipts(group, 3, 2, List.of(receipt(mallory, 3, 3L)), null));
        assertThat(after.conversations().get(0).position().readSeq()).isZero();
        assertThat(after.conversations().get(0).receiptRev()).isEqualTo(4);
    }

    private static SyncReceipt receipt(Caller who, long delivered, Long read) {
        return new SyncReceipt(who.account(), delivered, read);
    }

    @Test
    void what_sync_tells_of_receipts_is_what_receipts_tells() {
        ConversationId group = node.group(alice, "Group", bob, mallory);
        ConversationId room = node.room(alice, "Room");
        node.ask(bob, new Join(room));
        for (ConversationId each : List.of(group, room)) {
            node.post(alice, each, "one");
            node.ask(bob, new Mark(each, 1L, 1L));
        }
        node.ask(mallory, new Mark(group, 1L, null));

        for (SyncReceipts told : sync(alice, null, List.of()).receipts()) {
            Receipts asked = node.ask(alice, new ListReceipts(told.conversation(), null));
            assertThat(told.others())
                    .containsExactlyInAnyOrderElementsOf(asked.receipts().stream()
                            .filter(one -> !one.account().equals(alice.account()))
                            .map(one -> new SyncReceipt(one.account(), one.delivered(), one.read()))
                            .toList());
        }
    }

    @Test
    void who_does_not_tell_what_was_read_is_not_told_and_tells_nobody() {
        ConversationId group = node.group(alice, "Group", bob, mallory);
        node.ask(bob, new SetSettings(Map.of(Setting.RECEIPTS, false)));
        node.post(alice, group, "one");
        node.ask(bob, new Mark(group, 1L, 1L));
        node.ask(mallory, new Mark(group, 1L, 1L));

        assertThat(sync(bob, null, List.of()).receipts())
                .containsExactly(new SyncReceipts(
                        group, 1, 1, List.of(receipt(alice, 1, null), receipt(mallory, 1, null)), null));
        assertThat(sync(alice, null, List.of()).receipts())
                .containsExactly(
                        new SyncReceipts(group, 1, 1, List.of(receipt(bob, 1, null), receipt(mallory, 1, 1L)), null));
    }

    @Test
    void above_the_limit_of_groups_only_oneself_is_told() {
        ConversationId room = node.room(alice, "Large");
        node.ask(bob, new Join(room));
        node.ask(mallory, new Join(room));
        node.post(alice, room, "one");
        node.ask(mallory, new Mark(room, 1L, 1L));
        node.ask(bob, new Mark(room, 1L, 1L));

        Stores stores = node.stores(PersistenceSettings.at(url));
        Synced small =
                TestNode.await(new SyncService(stores.sync(), 3).sync(bob, new Sync(null, List.of(), null, null)));
        Synced large =
                TestNode.await(new SyncService(stores.sync(), 2).sync(bob, new Sync(null, List.of(), null, null)));
        TestNode.await(stores.close(node.vertx()));

        assertThat(small.receipts().get(0).others()).hasSize(2);
        assertThat(large.receipts()).containsExactly(new SyncReceipts(room, 1, 1, List.of(), true));
    }
}
