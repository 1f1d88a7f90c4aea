package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.PersonalCommand.KeepDraft;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.SyncCommand.Held;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.bus.SyncCommand.Synced;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
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
    void however_many_conversations_differ_two_statements_tell_it() {
        for (int i = 0; i < 30; i++) {
            node.group(alice, "Group " + i, bob);
        }
        Synced before = sync(bob, null, List.of());
        before.conversations().forEach(view -> node.post(alice, view.id(), "new"));
        Promise<Stores> opened = Promise.promise();
        node.vertx()
                .runOnContext(v -> Stores.open(
                                node.vertx(), PersistenceSettings.at(url), TestNode.SHARDS, event -> {}, List.of())
                        .onComplete(opened));
        Stores stores = TestNode.await(opened.future());
        dev.crosstalk.sync.SyncService service = new dev.crosstalk.sync.SyncService(stores.sync(), 1000);

        long reads = stores.reads();
        Synced after = TestNode.await(service.sync(bob, new Sync(before.userRev(), held(before), null, null)));

        assertThat(after.conversations()).hasSize(30);
        assertThat(stores.reads() - reads).isLessThanOrEqualTo(2);
        TestNode.await(stores.close(node.vertx()));
    }
}
