package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountCommand.Authenticate;
import dev.crosstalk.bus.AccountCommand.Delete;
import dev.crosstalk.bus.AccountCommand.Find;
import dev.crosstalk.bus.AccountCommand.OpenSession;
import dev.crosstalk.bus.AccountCommand.OpenedSession;
import dev.crosstalk.bus.AccountCommand.Rename;
import dev.crosstalk.bus.AccountCommand.SetPassword;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ContactCommand.Accept;
import dev.crosstalk.bus.ContactCommand.Block;
import dev.crosstalk.bus.ContactCommand.Contact;
import dev.crosstalk.bus.ContactCommand.ListContacts;
import dev.crosstalk.bus.ContactCommand.Request;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.ListMembers;
import dev.crosstalk.bus.ConversationCommand.Member;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.DirectoryEvent;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.Password;
import dev.crosstalk.bus.PersonalCommand.KeepDraft;
import dev.crosstalk.bus.PersonalCommand.Save;
import dev.crosstalk.bus.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What the deletion of an account promises, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class DepartureContract {
    private static final Password SECRET = Password.of("a long secret");
    private static final Duration LONG = Duration.ofSeconds(30);

    private String url;
    private TestNode node;

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

    private List<Member> members(Caller asking, ConversationId conversation) {
        return node.ask(asking, new ListMembers(conversation, null, null)).members();
    }

    @Test
    void the_name_is_free_the_sessions_end_and_the_account_is_a_tombstone() {
        List<DirectoryEvent> heard = Collections.synchronizedList(new ArrayList<>());
        TestNode.await(node.bus()
                .subscribe(
                        Addresses.directory(TestNode.APPLICATION),
                        delivery -> heard.add(delivery.event(DirectoryEvent.class)))
                .completion());
        OpenedSession gone = node.ask(null, new OpenSession(TestNode.APPLICATION, "gone", null));
        Caller caller = new Caller(
                TestNode.APPLICATION, gone.account().id(), gone.session().id());
        Caller other = node.guest("other");
        node.ask(caller, new Delete("GONE", null));
        assertThat(node.refusal(null, new Authenticate(gone.token()))).isEqualTo(FailureCode.NOT_SIGNED_IN);
        AccountView tombstone = AccountView.deleted(gone.account().id());
        assertThat(node.ask(
                                other,
                                new dev.crosstalk.bus.AccountCommand.Get(
                                        List.of(gone.account().id())))
                        .accounts())
                .containsExactly(tombstone);
        assertThat(node.ask(other, new Find("gone", null, null)).accounts()).isEmpty();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(heard)
                        .anySatisfy(event -> assertThat(event)
                                .isInstanceOfSatisfying(
                                        DirectoryEvent.AccountDeleted.class,
                                        deleted -> assertThat(deleted.account()).isEqualTo(tombstone))));
        OpenedSession successor = node.ask(null, new OpenSession(TestNode.APPLICATION, "gone", null));
        assertThat(successor.account().id()).isNotEqualTo(gone.account().id());
        assertThat(node.refusal(caller, new Rename("back"))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(caller, new SetPassword(SECRET, null))).isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void what_was_on_its_way_when_the_account_was_deleted_leaves_nothing_behind() {
        Caller alice = node.guest("staying");
        Caller bob = node.guest("leaving");
        ConversationId room = node.room(alice, "Left in a hurry");
        node.ask(bob, new Join(room));
        node.post(alice, room, "hello");
        node.ask(bob, new Delete("leaving", null));

        assertThat(node.refusal(bob, new KeepDraft(room, "late", null, null, null)))
                .isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(bob, new Save(room, 1L))).isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void it_needs_the_name_and_the_password() {
        Caller alice = node.guest("careful");
        assertThat(node.refusal(alice, new Delete("careless", null))).isEqualTo(FailureCode.BAD_REQUEST);
        node.ask(alice, new SetPassword(SECRET, null));
        assertThat(node.refusal(alice, new Delete("careful", null))).isEqualTo(FailureCode.WRONG_PASSWORD);
        assertThat(node.refusal(alice, new Delete("careful", Password.of("a wrong secret"))))
                .isEqualTo(FailureCode.WRONG_PASSWORD);
        node.ask(alice, new Delete("careful", SECRET));
        OpenSession back = new OpenSession(TestNode.APPLICATION, "careful", SECRET, null, null);
        assertThat(node.refusal(null, back)).isEqualTo(FailureCode.WRONG_PASSWORD);
    }

    @Test
    void it_leaves_groups_and_rooms_to_an_heir_and_what_it_wrote_stays() {
        Caller owner = node.guest("owner");
        Caller heir = node.guest("heir");
        List<ConversationId> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(node.group(owner, "Group " + i, heir));
        }
        node.post(owner, all.get(0), "last words");
        node.ask(owner, new Delete("owner", null));
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(all)
                        .allSatisfy(conversation -> assertThat(members(heir, conversation))
                                .singleElement()
                                .satisfies(member -> {
                                    assertThat(member.account().id()).isEqualTo(heir.account());
                                    assertThat(member.role()).isEqualTo(Role.OWNER);
                                })));
        assertThat(node.ask(heir, new History(all.get(0), null, null, null)).messages())
                .singleElement()
                .satisfies(message -> assertThat(message.sender()).isEqualTo(owner.account()));
        ConversationId room = node.room(heir, "Later");
        assertThat(node.refusal(owner, new Join(room))).isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void its_direct_conversations_are_closed_and_its_contacts_end_also_where_one_blocked_the_other() {
        Caller gone = node.guest("leaver");
        Caller friend = node.guest("friend");
        Caller foe = node.guest("foe");
        ConversationId withFriend = direct(gone, friend);
        ConversationId withFoe = direct(gone, foe);
        node.ask(gone, new Request(friend.account()));
        node.ask(friend, new Accept(gone.account()));
        node.ask(foe, new Block(gone.account()));
        node.ask(gone, new Delete("leaver", null));
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(contacts(friend, null)).isEmpty();
            assertThat(contacts(foe, ContactState.BLOCKED)).isEmpty();
            assertThat(node.refusal(friend, new Post(withFriend, "hello?", UUID.randomUUID())))
                    .isEqualTo(FailureCode.FORBIDDEN);
            assertThat(node.refusal(foe, new Post(withFoe, "hello?", UUID.randomUUID())))
                    .isEqualTo(FailureCode.FORBIDDEN);
        });
        assertThat(node.refusal(friend, new Request(gone.account()))).isEqualTo(FailureCode.NOT_FOUND);
        Create group = new Create(ConversationKind.GROUP, "Again", TestNode.ids(gone, foe), UUID.randomUUID());
        assertThat(node.refusal(friend, group)).isEqualTo(FailureCode.NOT_FOUND);
    }

    private ConversationId direct(Caller one, Caller other) {
        return node.ask(one, new Create(ConversationKind.DIRECT, null, TestNode.ids(other), null))
                .id();
    }

    private List<Contact> contacts(Caller asking, ContactState state) {
        return node.ask(asking, new ListContacts(state, null, null)).contacts();
    }

    @Test
    void what_a_crash_has_left_over_is_done_by_the_next_node_that_starts() {
        Caller gone = node.guest("interrupted");
        Caller stays = node.guest("stays");
        ConversationId group = node.group(gone, "Interrupted", stays);
        Database database = node.database(PersistenceSettings.at(url));
        TestNode.await(database.write(statements -> statements.update(
                "UPDATE account SET kind = 'leaving', name = '', name_key = NULL WHERE id = ?",
                gone.account().value())));
        TestNode.await(database.close());
        assertThat(members(stays, group)).hasSize(2);
        try (TestNode next = new TestNode(PersistenceSettings.at(url))) {
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(next.ask(stays, new ListMembers(group, null, null))
                                    .members())
                            .hasSize(1));
        }
    }
}
