package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountCommand.EndSession;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ContactCommand;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.PersonalCommand.KeepDraft;
import dev.crosstalk.bus.PersonalCommand.ListSaved;
import dev.crosstalk.bus.PersonalCommand.Save;
import dev.crosstalk.bus.PersonalCommand.Unsave;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.bus.SyncCommand.Synced;
import dev.crosstalk.bus.SyncCommand.UserChanges;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.sync.Forgetting;
import dev.crosstalk.sync.SyncService;
import dev.crosstalk.sync.SyncStore;
import dev.crosstalk.sync.UserLineService;
import dev.crosstalk.sync.UserLineStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What is promised when it is forgotten that something was there, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class ForgettingContract {
    private static final int DAYS = 90;
    private static final long MINUTE_MS = 60_000;
    private static final long AGE_MS = DAYS * 86_400_000L + MINUTE_MS;
    private static int people;

    private TestNode node;
    private Stores stores;
    private Database database;
    private Caller alice;
    private Caller bob;
    private ConversationId group;

    abstract String freshUrl();

    @BeforeAll
    void start() {
        PersistenceSettings settings = PersistenceSettings.at(freshUrl());
        node = new TestNode(settings);
        stores = node.stores(settings);
        database = node.database(settings);
    }

    @AfterAll
    void stop() {
        TestNode.await(database.close());
        TestNode.await(stores.close(node.vertx()));
        node.close();
    }

    @BeforeEach
    void newPeople() {
        people++;
        alice = node.guest("alice" + people);
        bob = node.guest("bob" + people);
        group = node.group(alice, "Family", bob);
        for (int i = 0; i < 3; i++) {
            node.post(alice, group, "message " + i);
        }
    }

    private void update(String sql, Object... values) {
        TestNode.await(database.write(statements -> statements.update(sql, values)));
    }

    /** As if it had all happened so much earlier. */
    private void age(long ms) {
        update("UPDATE saved SET saved_at = saved_at - ?", ms);
        update("UPDATE contact SET changed_at = changed_at - ?", ms);
        update("UPDATE draft SET changed_at = changed_at - ?, emptied_at = emptied_at - ?", ms, ms);
    }

    private void forget() {
        TestNode.await(new Forgetting(stores.userLine(), DAYS).run());
    }

    private long rows(String table, Caller who) {
        return TestNode.await(database.reading()
                .number(
                        "SELECT COUNT(*) FROM " + table + " WHERE account_id = ?",
                        who.account().value()));
    }

    private UserEvent.Saved unsaved(Caller who, long seq) {
        node.ask(who, new Save(group, seq));
        return node.ask(who, new Unsave(group, seq));
    }

    private UserEvent.Draft emptied(Caller who) {
        UserEvent.Draft draft = node.ask(who, new KeepDraft(group, "Dear all", null, 0L, null));
        return node.ask(who, new KeepDraft(group, "", null, draft.userRev(), null));
    }

    private void endedContact(Caller who, Caller other) {
        node.ask(who, new ContactCommand.Request(other.account()));
        node.ask(who, new ContactCommand.Remove(other.account()));
    }

    private Synced sync(Caller who, Long userRev) {
        return node.ask(who, new Sync(userRev, List.of(), null, null));
    }

    private UserChanges line(Caller who, long since) {
        return node.ask(null, new ListUserChanges(who.account(), since, null, null));
    }

    @Test
    void what_was_no_more_for_long_goes_and_who_had_not_heard_of_it_loads_anew() {
        unsaved(bob, 1);
        endedContact(bob, alice);
        long forgotten = emptied(bob).userRev();
        age(AGE_MS);
        UserEvent.Saved saved = node.ask(bob, new Save(group, 2L));

        forget();

        assertThat(rows("saved", bob)).isEqualTo(1);
        assertThat(rows("draft", bob)).isZero();
        assertThat(rows("contact", bob)).isZero();
        assertThat(rows("contact", alice)).as("hers ended with it").isZero();
        assertThat(sync(bob, forgotten - 1).complete()).isFalse();
        assertThat(line(bob, forgotten - 1).complete()).isFalse();
        assertThat(sync(bob, forgotten).complete()).isTrue();
        assertThat(sync(bob, forgotten).user()).containsExactly(saved);
        assertThat(line(bob, forgotten).changes()).containsExactly(saved);
        assertThat(sync(bob, null).complete()).isTrue();
        assertThat(sync(bob, null).user()).containsExactly(saved);
    }

    @Test
    void what_is_there_and_what_has_ended_lately_stays() {
        node.ask(bob, new Save(group, 1L));
        node.ask(bob, new KeepDraft(group, "Dear all", null, 0L, null));
        node.ask(bob, new ContactCommand.Request(alice.account()));
        age(AGE_MS);
        UserEvent.Saved late = unsaved(bob, 2);
        age(AGE_MS - 2 * MINUTE_MS);
        long before = late.userRev() - 1;

        forget();

        assertThat(rows("saved", bob)).isEqualTo(2);
        assertThat(rows("draft", bob)).isEqualTo(1);
        assertThat(rows("contact", bob)).isEqualTo(1);
        assertThat(sync(bob, before).complete()).isTrue();
        assertThat(sync(bob, before).user()).extracting(UserEvent::userRev).containsExactly(late.userRev());
        assertThat(sync(bob, 1L).complete()).isTrue();
    }

    @Test
    void what_came_back_is_not_forgotten() {
        unsaved(bob, 1);
        UserEvent.Draft empty = emptied(bob);
        age(AGE_MS);
        node.ask(bob, new Save(group, 1L));
        UserEvent.Draft again = node.ask(bob, new KeepDraft(group, "Dear all, again", null, empty.userRev(), null));

        forget();

        assertThat(node.ask(bob, new ListSaved(null, null)).saved()).hasSize(1);
        assertThat(sync(bob, again.userRev() - 1).user()).containsExactly(again);
        assertThat(sync(bob, 1L).complete()).isTrue();
    }

    @Test
    void what_is_forgotten_can_be_begun_anew() {
        UserEvent.Draft empty = emptied(bob);
        unsaved(bob, 1);
        endedContact(bob, alice);
        age(AGE_MS);
        forget();

        UserEvent.Draft draft = node.ask(bob, new KeepDraft(group, "a new one", null, empty.userRev(), null));

        assertThat(draft.other()).isNull();
        assertThat(draft.userRev()).isGreaterThan(empty.userRev());
        assertThat(node.ask(bob, new Save(group, 1L)).saved()).isTrue();
        assertThat(node.ask(bob, new ContactCommand.Request(alice.account())).state())
                .isEqualTo(ContactState.REQUESTED);
    }

    @Test
    void a_step_removes_a_bounded_number_of_the_oldest_and_the_next_one_goes_on() {
        List<UserEvent.Saved> ended = List.of(unsaved(bob, 1), unsaved(bob, 2), unsaved(bob, 3));
        for (int i = 0; i < 3; i++) {
            update(
                    "UPDATE saved SET saved_at = saved_at - ? WHERE account_id = ? AND seq = ?",
                    AGE_MS + (3 - i) * MINUTE_MS,
                    bob.account().value(),
                    i + 1);
        }

        assertThat(TestNode.await(stores.userLine().forget(DAYS, 2))).isEqualTo(2);

        assertThat(rows("saved", bob)).isEqualTo(1);
        assertThat(sync(bob, ended.get(1).userRev()).user())
                .extracting(UserEvent::userRev)
                .containsExactly(ended.get(2).userRev());
        assertThat(sync(bob, ended.get(0).userRev()).complete()).isFalse();
        assertThat(TestNode.await(stores.userLine().forget(DAYS, 2))).isEqualTo(1);
        assertThat(TestNode.await(stores.userLine().forget(DAYS, 2))).isZero();
        assertThat(rows("saved", bob)).isZero();
    }

    @Test
    void what_is_forgotten_while_somebody_asks_is_not_left_out_silently() {
        long since = unsaved(bob, 1).userRev() - 1;
        age(AGE_MS);
        Synced synced = TestNode.await(new SyncService(forgettingBetween(stores.sync()), 100)
                .sync(bob, new Sync(since, List.of(), null, null)));
        assertThat(synced.complete()).isFalse();

        long sinceThen = unsaved(alice, 1).userRev() - 1;
        age(AGE_MS);
        UserChanges changes = TestNode.await(new UserLineService(forgettingBetween(stores.userLine()))
                .changes(new ListUserChanges(alice.account(), sinceThen, null, null)));
        assertThat(changes.complete()).isFalse();
    }

    /** Forgets behind the heads, before what differs is read. */
    private SyncStore forgettingBetween(SyncStore store) {
        return new SyncStore() {
            @Override
            public Future<Optional<Heads>> heads(Caller caller, long since, int limit) {
                return store.heads(caller, since, limit)
                        .compose(heads -> stores.userLine().forget(DAYS, 10).map(heads));
            }

            @Override
            public Future<Differences> differences(Caller caller, List<Wanted> conversations, Range user) {
                return store.differences(caller, conversations, user);
            }
        };
    }

    private UserLineStore forgettingBetween(UserLineStore store) {
        return new UserLineStore() {
            @Override
            public Future<Optional<Standing>> standing(dev.crosstalk.bus.AccountId account, long since, int limit) {
                return store.standing(account, since, limit)
                        .compose(standing -> forget(DAYS, 10).map(standing));
            }

            @Override
            public Future<Slice> changes(dev.crosstalk.bus.AccountId account, long since, long upTo) {
                return store.changes(account, since, upTo);
            }

            @Override
            public Future<Integer> forget(int days, int most) {
                return store.forget(days, most);
            }
        };
    }

    @Test
    void what_a_device_said_after_its_session_had_ended_does_not_stay() {
        node.ask(bob, new Mark(group, 1L, 1L));
        node.ask(alice, new Mark(group, 3L, 3L));
        node.ask(bob, new EndSession(bob.session()));
        node.ask(bob, new Mark(group, 2L, 2L));
        assertThat(rows("device_cursor", bob)).isEqualTo(1);

        TestNode.await(stores.sessions().removeExpired(0));

        assertThat(rows("device_cursor", bob)).isZero();
        assertThat(rows("device_cursor", alice)).isEqualTo(1);
    }

    @Test
    void all_sessions_are_looked_at_in_turn() {
        AbandonedCursors abandoned = new AbandonedCursors(database, 2);
        for (long session = 11; session <= 15; session++) {
            update(
                    "INSERT INTO device_cursor (application_id, session_id, conversation_id, account_id, delivered_seq,"
                            + " read_seq) VALUES (1, ?, ?, ?, 1, 1)",
                    session,
                    group.value(),
                    bob.account().value());
        }
        TestNode.await(abandoned.removeSome());
        assertThat(rows("device_cursor", bob)).isEqualTo(3);
        TestNode.await(abandoned.removeSome());
        TestNode.await(abandoned.removeSome());
        assertThat(rows("device_cursor", bob)).isZero();
    }
}
