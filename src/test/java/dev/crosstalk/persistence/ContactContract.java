package dev.crosstalk.persistence;

import static dev.crosstalk.bus.ContactState.ACCEPTED;
import static dev.crosstalk.bus.ContactState.BLOCKED;
import static dev.crosstalk.bus.ContactState.INCOMING;
import static dev.crosstalk.bus.ContactState.NONE;
import static dev.crosstalk.bus.ContactState.REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountCommand.Accounts;
import dev.crosstalk.bus.AccountCommand.Find;
import dev.crosstalk.bus.AccountCommand.SetSettings;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ContactCommand.Accept;
import dev.crosstalk.bus.ContactCommand.Block;
import dev.crosstalk.bus.ContactCommand.Contact;
import dev.crosstalk.bus.ContactCommand.Contacts;
import dev.crosstalk.bus.ContactCommand.Decline;
import dev.crosstalk.bus.ContactCommand.ListContacts;
import dev.crosstalk.bus.ContactCommand.Remove;
import dev.crosstalk.bus.ContactCommand.Request;
import dev.crosstalk.bus.ContactCommand.Unblock;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Authorize;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.Setting;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What contacts and blocking promise, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class ContactContract {
    private TestNode node;
    private int made;

    abstract String freshUrl();

    @BeforeAll
    void start() {
        node = new TestNode(PersistenceSettings.at(freshUrl()));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private Caller guest(String name) {
        return node.guest(name + "-" + made++);
    }

    private void befriend(Caller one, Caller other) {
        node.ask(one, new Request(other.account()));
        node.ask(other, new Accept(one.account()));
    }

    private ContactState state(Caller asking, Caller about) {
        return Collections.max(
                List.of(ContactState.NONE, stateIn(asking, about, null), stateIn(asking, about, BLOCKED)));
    }

    private ContactState stateIn(Caller asking, Caller about, ContactState wanted) {
        return node.ask(asking, new ListContacts(wanted, null, 1000)).contacts().stream()
                .filter(contact -> contact.account().id().equals(about.account()))
                .map(Contact::state)
                .findFirst()
                .orElse(NONE);
    }

    private List<AccountId> seen(Caller viewer, Caller... people) {
        return node.ask(viewer, new Authorize(List.of(), TestNode.ids(people))).people();
    }

    private ConversationId direct(Caller one, Caller other) {
        return node.ask(one, new Create(ConversationKind.DIRECT, null, TestNode.ids(other), null))
                .id();
    }

    private FailureCode refusedPost(Caller sender, ConversationId conversation) {
        return node.refusal(sender, new Post(conversation, "hello?", UUID.randomUUID()));
    }

    private List<UserEvent> listen(Caller person) {
        List<UserEvent> heard = Collections.synchronizedList(new ArrayList<>());
        TestNode.await(node.bus()
                .subscribe(Addresses.user(person.account()), delivery -> heard.add(delivery.event(UserEvent.class)))
                .completion());
        return heard;
    }

    @Test
    void both_sides_hear_of_request_and_consent_and_a_lost_event_is_found_again() {
        Caller alice = guest("alice");
        Caller bob = guest("bob");
        List<UserEvent> atAlice = listen(alice);
        List<UserEvent> atBob = listen(bob);
        Contact asked = node.ask(alice, new Request(bob.account()));
        assertThat(asked.state()).isEqualTo(REQUESTED);
        assertThat(node.ask(bob, new Accept(alice.account())).state()).isEqualTo(ACCEPTED);
        await().untilAsserted(() -> {
            assertThat(states(atAlice)).containsExactly(REQUESTED, ACCEPTED);
            assertThat(states(atBob)).containsExactly(INCOMING, ACCEPTED);
        });
        assertThat(node.ask(null, new ListUserChanges(bob.account(), 0L, null, null))
                        .changes())
                .containsExactly(atBob.get(1));
        assertThat(((UserEvent.ContactChanged) atBob.get(0)).other().name()).startsWith("alice-");
    }

    private static List<ContactState> states(List<UserEvent> events) {
        return List.copyOf(events).stream()
                .map(event -> ((UserEvent.ContactChanged) event).state())
                .toList();
    }

    @Test
    void of_two_who_ask_each_other_at_once_both_are_contacts() {
        List<Caller> people =
                IntStream.range(0, 16).mapToObj(i -> guest("crossing")).toList();
        List<Future<?>> asked = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < people.size(); i++) {
                asked.add(node.bus()
                        .request(people.get(i), new Request(people.get(i ^ 1).account())));
            }
        }
        assertThat(asked).hasSize(64);
        TestNode.await(Future.all(asked));
        for (int i = 0; i < people.size(); i++) {
            assertThat(state(people.get(i), people.get(i ^ 1))).isEqualTo(ACCEPTED);
        }
    }

    @Test
    void whatever_happens_at_once_both_see_the_same() {
        Caller one = guest("one");
        Caller other = guest("other");
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            for (Caller[] pair : new Caller[][] {{one, other}, {other, one}}) {
                AccountId account = pair[1].account();
                for (Command<?> command : List.<Command<?>>of(
                        new Request(account), new Remove(account), new Block(account), new Unblock(account))) {
                    done.add(node.bus().request(pair[0], command));
                }
            }
        }
        assertThat(done).hasSize(64);
        TestNode.await(Future.join(done).transform(all -> Future.succeededFuture()));
        done.stream()
                .filter(Future::failed)
                .forEach(answer -> assertThat(Failure.of(answer.cause()).code()).isEqualTo(FailureCode.FORBIDDEN));
        ContactState mine = state(one, other);
        ContactState theirs = state(other, one);
        assertThat(mine == ACCEPTED).isEqualTo(theirs == ACCEPTED);
        assertThat(mine == INCOMING).isEqualTo(theirs == REQUESTED && mine != BLOCKED);
    }

    @Test
    void people_who_do_not_exist_here_and_oneself_are_refused() {
        Caller alice = guest("alone");
        assertThat(node.refusal(alice, new Request(new AccountId(4711)))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(alice, new Block(alice.account()))).isEqualTo(FailureCode.BAD_REQUEST);
        Caller foreign = new Caller(new ApplicationId(2), alice.account(), alice.session());
        assertThat(node.refusal(foreign, new Request(guest("here").account()))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(null, new Request(alice.account()))).isEqualTo(FailureCode.NOT_SIGNED_IN);
    }

    @Test
    void contacts_are_listed_by_state_in_pages() {
        Caller alice = guest("lister");
        List<Caller> friends =
                IntStream.range(0, 5).mapToObj(i -> guest("friend")).toList();
        friends.forEach(friend -> befriend(alice, friend));
        Caller asking = guest("asking");
        node.ask(asking, new Request(alice.account()));
        Caller blocked = guest("blocked");
        node.ask(alice, new Block(blocked.account()));
        List<AccountId> listed = new ArrayList<>();
        Contacts page = node.ask(alice, new ListContacts(ACCEPTED, null, 2));
        while (page.next() != null) {
            page.contacts().forEach(contact -> listed.add(contact.account().id()));
            page = node.ask(alice, new ListContacts(ACCEPTED, page.next(), 2));
        }
        page.contacts().forEach(contact -> listed.add(contact.account().id()));
        assertThat(listed).containsExactlyElementsOf(TestNode.ids(friends.toArray(new Caller[0])));
        assertThat(node.ask(alice, new ListContacts(INCOMING, null, null)).contacts())
                .extracting(contact -> contact.account().id())
                .containsExactly(asking.account());
        assertThat(node.ask(alice, new ListContacts(BLOCKED, null, null)).contacts())
                .extracting(contact -> contact.account().id())
                .containsExactly(blocked.account());
        assertThat(node.ask(alice, new ListContacts(null, null, null)).contacts())
                .hasSize(6)
                .noneMatch(contact -> contact.state() == BLOCKED);
        node.ask(alice, new Decline(asking.account()));
        assertThat(state(asking, alice)).isEqualTo(NONE);
    }

    @Test
    void a_blocked_person_opens_no_conversation_with_and_adds_nowhere_who_blocks() {
        Caller alice = guest("blocker");
        Caller mallory = guest("mallory");
        node.ask(alice, new Block(mallory.account()));
        Create direct = new Create(ConversationKind.DIRECT, null, TestNode.ids(alice), null);
        assertThat(node.refusal(mallory, direct)).isEqualTo(FailureCode.FORBIDDEN);
        Create group = new Create(ConversationKind.GROUP, null, TestNode.ids(alice, guest("third")), null);
        assertThat(node.refusal(mallory, group)).isEqualTo(FailureCode.FORBIDDEN);
        Create titled = new Create(ConversationKind.GROUP, "Trap", TestNode.ids(alice), UUID.randomUUID());
        assertThat(node.refusal(mallory, titled)).isEqualTo(FailureCode.FORBIDDEN);
        ConversationId own = node.group(mallory, "Own", guest("fourth"));
        assertThat(node.refusal(mallory, new AddMember(own, alice.account()))).isEqualTo(FailureCode.FORBIDDEN);
        Create back = new Create(ConversationKind.DIRECT, null, TestNode.ids(mallory), null);
        assertThat(node.refusal(alice, back)).as("unblock first").isEqualTo(FailureCode.FORBIDDEN);
        node.ask(alice, new Unblock(mallory.account()));
        assertThat(node.ask(mallory, direct).kind()).isEqualTo(ConversationKind.DIRECT);
    }

    @Test
    void an_existing_direct_conversation_takes_no_messages_while_one_blocks_the_other() {
        Caller alice = guest("alice");
        Caller mallory = guest("mallory");
        ConversationId direct = direct(alice, mallory);
        ConversationId group = node.group(alice, "Together", mallory);
        node.post(mallory, direct, "before");
        node.ask(alice, new Block(mallory.account()));
        assertThat(refusedPost(mallory, direct)).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(refusedPost(alice, direct)).isEqualTo(FailureCode.FORBIDDEN);
        node.post(mallory, group, "others go on");
        node.ask(mallory, new Block(alice.account()));
        node.ask(alice, new Unblock(mallory.account()));
        assertThat(refusedPost(alice, direct)).as("the other one still blocks").isEqualTo(FailureCode.FORBIDDEN);
        node.ask(mallory, new Unblock(alice.account()));
        assertThat(node.post(mallory, direct, "after").seq()).isEqualTo(2);
    }

    @Test
    void a_conversation_that_is_opened_while_one_blocks_the_other_takes_no_messages_after_it() {
        for (int i = 0; i < 16; i++) {
            Caller alice = guest("racing");
            Caller mallory = guest("mallory");
            Future<ConversationView> opening =
                    node.bus().request(mallory, new Create(ConversationKind.DIRECT, null, TestNode.ids(alice), null));
            Future<Contact> blocking = node.bus().request(alice, new Block(mallory.account()));
            TestNode.await(Future.join(opening, blocking).transform(done -> Future.succeededFuture()));
            assertThat(blocking.succeeded()).isTrue();
            if (opening.succeeded()) {
                assertThat(refusedPost(mallory, opening.result().id())).isEqualTo(FailureCode.FORBIDDEN);
            } else {
                assertThat(Failure.of(opening.cause()).code()).isEqualTo(FailureCode.FORBIDDEN);
            }
        }
    }

    @Test
    void nothing_is_stored_behind_a_block() {
        Caller alice = guest("alice");
        Caller mallory = guest("mallory");
        ConversationId direct = direct(alice, mallory);
        List<Future<Posted>> posts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            posts.add(node.bus().request(mallory, new Post(direct, "text " + i, UUID.randomUUID())));
        }
        node.ask(alice, new Block(mallory.account()));
        long stored = node.ask(alice, new dev.crosstalk.bus.ConversationCommand.Get(direct))
                .lastSeq();
        TestNode.await(Future.join(posts).transform(done -> Future.succeededFuture()));
        assertThat(posts.stream().filter(Future::succeeded).count()).isEqualTo(stored);
        assertThat(refusedPost(mallory, direct)).isEqualTo(FailureCode.FORBIDDEN);
    }

    @Test
    void who_is_blocked_is_not_told_and_sees_the_blocker_no_more() {
        Caller alice = guest("alice");
        Caller mallory = guest("mallory");
        node.group(alice, "Together", mallory);
        assertThat(seen(mallory, alice)).containsExactly(alice.account());
        List<UserEvent> heard = listen(mallory);
        node.ask(alice, new Block(mallory.account()));
        assertThat(seen(mallory, alice)).isEmpty();
        assertThat(node.ask(mallory, new Request(alice.account())).state())
                .as("as with anybody who does not answer")
                .isEqualTo(REQUESTED);
        await().until(() -> heard.size() == 1);
        assertThat(states(heard)).containsExactly(REQUESTED);
        assertThat(state(alice, mallory)).isEqualTo(BLOCKED);
        node.ask(alice, new Unblock(mallory.account()));
        assertThat(state(alice, mallory)).isEqualTo(INCOMING);
        assertThat(seen(mallory, alice)).containsExactly(alice.account());
    }

    @Test
    void contacts_see_each_other_without_a_conversation_as_long_as_they_wish() {
        Caller alice = guest("alice");
        Caller bob = guest("bob");
        Caller carol = guest("carol");
        node.group(alice, "Shared", carol);
        assertThat(seen(bob, alice)).isEmpty();
        befriend(alice, bob);
        assertThat(seen(bob, alice)).containsExactly(alice.account());
        node.ask(alice, new SetSettings(Map.of(Setting.PRESENCE, "contacts")));
        assertThat(seen(bob, alice)).containsExactly(alice.account());
        assertThat(seen(carol, alice)).isEmpty();
        node.ask(alice, new SetSettings(Map.of(Setting.PRESENCE, "nobody")));
        assertThat(seen(bob, alice)).isEmpty();
        assertThat(seen(alice, alice)).as("but oneself").containsExactly(alice.account());
        node.ask(alice, new SetSettings(Map.of(Setting.PRESENCE, "everyone")));
        node.ask(bob, new Remove(alice.account()));
        assertThat(seen(bob, alice)).isEmpty();
        assertThat(seen(carol, alice)).containsExactly(alice.account());
    }

    @Test
    void contacts_are_found_first_and_are_marked() {
        Caller asking = node.guest("seeker");
        List<Caller> found = List.of("needle-a", "Needle-b", "a-needle", "x-needle-x").stream()
                .map(node::guest)
                .toList();
        befriend(asking, found.get(1));
        befriend(asking, found.get(3));
        List<AccountView> all = new ArrayList<>();
        Accounts page = node.ask(asking, new Find("NEEDLE", null, 1));
        while (page.next() != null) {
            assertThat(page.accounts()).hasSize(1);
            all.addAll(page.accounts());
            page = node.ask(asking, new Find("NEEDLE", page.next(), 1));
        }
        all.addAll(page.accounts());
        assertThat(all).extracting(AccountView::name).containsExactly("Needle-b", "x-needle-x", "a-needle", "needle-a");
        assertThat(all).extracting(AccountView::contact).containsExactly(true, true, null, null);
        assertThat(node.ask(asking, new Find("needle", null, 3)).accounts()).isEqualTo(all.subList(0, 3));
        assertThat(node.ask(found.get(0), new Find("needle", null, null)).accounts())
                .as("to somebody else")
                .extracting(AccountView::contact)
                .containsOnlyNulls();
        assertThat(node.ask(asking, new Find("%", null, null)).accounts()).isEmpty();
        assertThat(node.ask(asking, new Find("_eedle", null, null)).accounts()).isEmpty();
    }
}
