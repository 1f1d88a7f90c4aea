package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.ListMine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.Position;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.MarkUnread;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.bus.UserEvent.Membership;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What is promised of counting mentions, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class MentionContract {
    private static int people;

    private TestNode node;
    private Caller alice;
    private Caller bob;
    private Caller mallory;
    private ConversationId group;

    abstract String freshUrl();

    @BeforeAll
    void start() {
        node = new TestNode(PersistenceSettings.at(freshUrl()));
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
        group = node.group(alice, "Family", bob, mallory);
    }

    private long say(Caller who, boolean everyone, Caller... mentioned) {
        List<AccountId> accounts = TestNode.ids(mentioned);
        return node.ask(who, new Post(group, "hello", UUID.randomUUID(), null, accounts, everyone))
                .seq();
    }

    private void edit(Caller who, long seq, boolean everyone, Caller... mentioned) {
        node.ask(who, new Edit(group, seq, "hello again", TestNode.ids(mentioned), everyone));
    }

    private Position position(Caller who) {
        return node.ask(who, new Get(group)).position();
    }

    private long mentions(Caller who) {
        return position(who).mentions();
    }

    @Test
    void who_is_named_and_who_is_one_of_everyone_is_mentioned_once_a_message() {
        say(alice, false, bob);
        say(alice, true);
        say(alice, true, bob);
        say(alice, false);

        assertThat(mentions(bob)).isEqualTo(3);
        assertThat(position(bob).unread()).isEqualTo(4);
        assertThat(mentions(mallory)).isEqualTo(2);
        assertThat(mentions(alice)).isZero();
    }

    @Test
    void wherever_a_position_is_told_it_has_the_same_mentions() {
        say(alice, true);
        say(alice, false, bob);
        Position told = position(bob);

        assertThat(told.mentions()).isEqualTo(2);
        assertThat(node.ask(bob, new ListMine(false, null, null)).conversations())
                .extracting(ConversationView::position)
                .containsExactly(told);
        assertThat(node.ask(bob, new Sync(null, List.of(), null, null)).conversations())
                .extracting(ConversationView::position)
                .containsExactly(told);
        assertThat(node.ask(null, new ListUserChanges(bob.account(), 0L, null, null))
                        .changes())
                .extracting(event -> ((Membership) event).position())
                .containsExactly(told);
    }

    @Test
    void an_edit_adds_and_takes_back_mentions() {
        long first = say(alice, false);
        long second = say(alice, false, bob);
        assertThat(mentions(bob)).isEqualTo(1);

        edit(alice, first, false, bob);
        assertThat(mentions(bob)).isEqualTo(2);
        assertThat(mentions(mallory)).isZero();
        edit(alice, first, true);
        assertThat(mentions(bob)).isEqualTo(2);
        assertThat(mentions(mallory)).isEqualTo(1);
        edit(alice, first, false);
        edit(alice, second, false, mallory);

        assertThat(mentions(bob)).isZero();
        assertThat(mentions(mallory)).isEqualTo(1);
        assertThat(position(bob).unread()).isEqualTo(2);
    }

    @Test
    void what_is_deleted_mentions_nobody_and_is_unread_still() {
        long named = say(alice, false, bob);
        long all = say(alice, true);
        say(alice, true, bob);

        node.ask(alice, new Delete(group, named, null));
        assertThat(mentions(bob)).isEqualTo(2);
        node.ask(alice, new Delete(group, all, null));

        assertThat(mentions(bob)).isEqualTo(1);
        assertThat(mentions(mallory)).isEqualTo(1);
        assertThat(position(bob).unread()).isEqualTo(3);
    }

    @Test
    void reading_passes_mentions_one_by_one() {
        say(alice, false, bob);
        say(alice, true);
        say(alice, false, bob);

        node.ask(bob, new Mark(group, null, 1L));
        assertThat(mentions(bob)).isEqualTo(2);
        node.ask(bob, new Mark(group, null, 3L));

        assertThat(mentions(bob)).isZero();
        assertThat(mentions(mallory)).isEqualTo(1);
        edit(alice, 3, true);
        assertThat(mentions(bob)).as("it was read before it was edited").isZero();
    }

    @Test
    void own_messages_mention_others_only_also_after_unread_from_here() {
        say(alice, false, bob);
        say(bob, true);
        say(bob, false, bob, alice);
        say(alice, true);
        assertThat(mentions(bob)).isEqualTo(1);
        node.ask(bob, new Mark(group, null, 4L));

        Position unread = node.ask(bob, new MarkUnread(group, 1L)).position();

        assertThat(unread.mentions()).isEqualTo(2);
        assertThat(unread.unread()).isEqualTo(2);
        assertThat(mentions(bob)).isEqualTo(2);
        assertThat(mentions(alice)).as("alice posted last").isZero();
        assertThat(node.ask(alice, new MarkUnread(group, 1L)).position().mentions())
                .isEqualTo(2);
    }

    @Test
    void who_joins_later_was_not_mentioned_by_what_was_said_before() {
        say(alice, true);
        Caller late = node.guest("late" + people);
        node.ask(alice, new AddMember(group, late.account()));
        assertThat(mentions(late)).isZero();

        say(alice, true, late);

        assertThat(mentions(late)).isEqualTo(1);
        assertThat(mentions(bob)).isEqualTo(2);
    }
}
