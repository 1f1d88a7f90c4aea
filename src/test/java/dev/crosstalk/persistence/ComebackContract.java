package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.Member;
import dev.crosstalk.bus.ConversationEvent.RoleChanged;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.ModerationCommand.Ban;
import dev.crosstalk.bus.Role;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What is told of those who come back, and of those who are kept from it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class ComebackContract {
    private static int people;

    private TestNode node;
    private Caller alice;
    private Caller bob;
    private ConversationId room;

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
    void newRoom() {
        people++;
        alice = node.guest("alice" + people);
        bob = node.guest("bob" + people);
        room = node.room(alice, "Room " + people);
    }

    @Test
    void who_comes_back_where_nobody_is_owns_it_and_everybody_is_told() {
        node.ask(alice, new Leave(room));
        List<ConversationEvent> heard = node.listen(room);
        assertThat(node.ask(bob, new Join(room)).role()).isEqualTo(Role.OWNER);
        node.ask(alice, new Join(room));

        await().untilAsserted(() -> assertThat(heard).hasSize(3));
        assertThat(((Member) heard.get(0)).account()).isEqualTo(bob.account());
        RoleChanged owns = (RoleChanged) heard.get(1);
        assertThat(owns.account()).isEqualTo(bob.account());
        assertThat(owns.role()).isEqualTo(Role.OWNER);
        assertThat(((Member) heard.get(2)).account()).isEqualTo(alice.account());
        assertThat(node.ask(alice, new Get(room)).role()).isEqualTo(Role.MEMBER);
        assertThat(node.ask(bob, new ListChanges(room, 2L, null, null)).changes())
                .isEqualTo(heard);
    }

    @Test
    void a_ban_that_is_repeated_is_one_and_another_end_makes_another() {
        node.ask(bob, new Join(room));
        node.ask(alice, new Ban(room, bob.account(), null));
        long rev = node.ask(alice, new Get(room)).rev();
        node.ask(alice, new Ban(room, bob.account(), null));
        assertThat(node.ask(alice, new Get(room)).rev()).isEqualTo(rev);

        long until = node.post(alice, room, "now").time() + 1_000_000;
        node.ask(alice, new Ban(room, bob.account(), until));
        node.ask(alice, new Ban(room, bob.account(), until));
        assertThat(node.ask(alice, new Get(room)).rev()).isEqualTo(rev + 2);
    }
}
