package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Heads;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationCommand.ListHeads;
import dev.crosstalk.bus.ConversationCommand.UserHead;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.SyncCommand.UserChanges;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.bus.UserEvent.Membership;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What the line of a person promises, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class UserLineContract {
    private static int people;

    private TestNode node;
    private Caller alice;
    private Caller bob;

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
    }

    private UserChanges since(Caller person, long since) {
        return node.ask(null, new ListUserChanges(person.account(), since, null, null));
    }

    private static List<Long> revs(UserChanges changes) {
        return changes.changes().stream().map(UserEvent::userRev).toList();
    }

    @Test
    void what_changed_is_told_once_as_it_is_now() {
        ConversationId first = node.room(alice, "First");
        ConversationId second = node.room(alice, "Second");
        node.ask(bob, new Join(first));
        node.ask(bob, new Join(second));
        node.ask(bob, new Leave(first));

        UserChanges changes = since(bob, 0);

        assertThat(changes.complete()).isTrue();
        assertThat(changes.upTo()).isEqualTo(3);
        assertThat(revs(changes)).containsExactly(2L, 3L);
        assertThat(changes.changes())
                .extracting(event -> ((Membership) event).conversation())
                .containsExactly(second, first);
        assertThat(changes.changes())
                .extracting(event -> ((Membership) event).member())
                .containsExactly(true, false);
        assertThat(revs(since(bob, 2))).containsExactly(3L);
        assertThat(since(bob, 3).changes()).isEmpty();
    }

    @Test
    void pages_end_at_the_head_that_the_first_one_saw() {
        List<ConversationId> rooms = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rooms.add(node.room(bob, "Room " + i));
        }
        UserChanges first = node.ask(null, new ListUserChanges(bob.account(), 0L, null, 2));
        node.ask(bob, new Leave(rooms.get(4)));
        UserChanges second = node.ask(null, new ListUserChanges(bob.account(), first.next(), first.upTo(), 2));
        UserChanges third = node.ask(null, new ListUserChanges(bob.account(), second.next(), first.upTo(), 2));

        assertThat(revs(first)).containsExactly(1L, 2L);
        assertThat(first.more()).isTrue();
        assertThat(revs(second)).containsExactly(3L, 4L);
        assertThat(third.changes()).as("it has moved beyond the end").isEmpty();
        assertThat(third.more()).isFalse();
        assertThat(third.next()).isEqualTo(5);
        assertThat(revs(since(bob, third.next()))).containsExactly(6L);
    }

    @Test
    void a_revision_that_was_never_given_is_refused_with_the_present_one() {
        node.room(bob, "Mine");

        UserChanges changes = since(bob, 99);

        assertThat(changes.complete()).isFalse();
        assertThat(changes.upTo()).isEqualTo(1);
        assertThat(changes.changes()).isEmpty();
    }

    @Test
    void somebody_who_does_not_exist_has_no_line() {
        assertThat(node.refusal(null, new ListUserChanges(new dev.crosstalk.bus.AccountId(9), 0L, null, null)))
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void the_heads_tell_of_those_whose_line_grew_and_who_were_asked_for() {
        ConversationId room = node.room(alice, "Heads");
        Heads before = node.ask(null, new ListHeads(null, List.of(alice.account(), bob.account())));
        node.ask(alice, new AddMember(room, bob.account()));

        Heads both = node.ask(null, new ListHeads(before.time(), List.of(alice.account(), bob.account())));
        Heads hers = node.ask(null, new ListHeads(before.time(), List.of(alice.account())));
        Heads all = node.ask(null, new ListHeads(before.time(), null));

        assertThat(before.users()).containsExactly(new UserHead(alice.account(), 1));
        assertThat(both.users())
                .containsExactlyInAnyOrder(new UserHead(alice.account(), 1), new UserHead(bob.account(), 1));
        assertThat(hers.users()).containsExactly(new UserHead(alice.account(), 1));
        assertThat(all.users()).contains(new UserHead(bob.account(), 1));
    }
}
