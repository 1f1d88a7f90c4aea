package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Authorize;
import dev.crosstalk.bus.ConversationCommand.Authorized;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.Head;
import dev.crosstalk.bus.ConversationCommand.Heads;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationCommand.ListHeads;
import dev.crosstalk.bus.ConversationCommand.ListMembers;
import dev.crosstalk.bus.ConversationCommand.ListMine;
import dev.crosstalk.bus.ConversationCommand.ListRooms;
import dev.crosstalk.bus.ConversationCommand.Member;
import dev.crosstalk.bus.ConversationCommand.Members;
import dev.crosstalk.bus.ConversationCommand.Page;
import dev.crosstalk.bus.ConversationCommand.RemoveMember;
import dev.crosstalk.bus.ConversationCommand.Rename;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Position;
import dev.crosstalk.bus.PositionCommand.Arrange;
import dev.crosstalk.bus.Preview;
import dev.crosstalk.bus.Role;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What the conversation service promises, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class ConversationContract {
    private static final int GROUP_LIMIT = 100;
    private static int people;

    private TestNode node;
    private Caller alice;
    private Caller bob;
    private Caller mallory;

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
    }

    private Create direct(Caller other) {
        return new Create(ConversationKind.DIRECT, null, TestNode.ids(other), null);
    }

    private Create unnamed(Caller... others) {
        return new Create(ConversationKind.GROUP, null, TestNode.ids(others), null);
    }

    @Test
    void two_people_have_one_direct_conversation_whoever_asks_first() {
        ConversationView hers = node.ask(alice, direct(bob));
        ConversationView his = node.ask(bob, direct(alice));
        assertThat(his.id()).isEqualTo(hers.id());
        assertThat(hers.kind()).isEqualTo(ConversationKind.DIRECT);
        assertThat(hers.members()).containsExactlyInAnyOrder(alice.account(), bob.account());
        assertThat(hers.rev()).isEqualTo(1);
        assertThat(hers.lastSeq()).isZero();
        assertThat(hers.role()).isEqualTo(Role.MEMBER);
        assertThat(node.ask(alice, unnamed(bob)).id()).isEqualTo(hers.id());
    }

    @Test
    void the_same_participants_are_one_conversation_also_when_all_ask_at_once() {
        List<Future<ConversationView>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(node.bus().request(alice, unnamed(bob, mallory)));
            answers.add(node.bus().request(bob, unnamed(mallory, alice)));
            answers.add(node.bus().request(mallory, unnamed(alice, bob)));
        }
        TestNode.await(Future.all(answers));
        assertThat(answers.stream().map(answer -> answer.result().id()).distinct())
                .hasSize(1);
    }

    @Test
    void numbers_of_an_application_have_no_gap() {
        ConversationView first = node.ask(alice, direct(bob));
        node.ask(bob, direct(alice));
        node.refusal(alice, new Create(ConversationKind.GROUP, "x", List.of(new AccountId(4711)), null));
        assertThat(node.ask(alice, direct(mallory)).number()).isEqualTo(first.number() + 1);
    }

    @Test
    void the_same_client_id_opens_one_titled_conversation() {
        Create create = new Create(ConversationKind.ROOM, "Tea", List.of(), UUID.randomUUID());
        ConversationId first = node.ask(alice, create).id();
        assertThat(node.ask(alice, create).id()).isEqualTo(first);
        assertThat(node.ask(bob, create).id()).isNotEqualTo(first);
        assertThat(node.room(alice, "Tea")).isNotEqualTo(first);
    }

    @Test
    void people_who_do_not_exist_cannot_be_members() {
        Create create = new Create(ConversationKind.DIRECT, null, List.of(new AccountId(4711)), null);
        assertThat(node.refusal(alice, create)).isEqualTo(FailureCode.NOT_FOUND);
        ConversationId group = node.group(alice, "G", bob);
        assertThat(node.refusal(alice, new AddMember(group, new AccountId(4711))))
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void to_strangers_a_direct_conversation_does_not_exist() {
        ConversationId secret = node.ask(alice, direct(bob)).id();
        assertThat(node.ask(bob, new Get(secret)).id()).isEqualTo(secret);
        assertThat(node.refusal(mallory, new Get(secret))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(mallory, new Join(secret))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(mallory, new Leave(secret))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(mallory, new Rename(secret, "mine"))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(mallory, new ListMembers(secret, null, null))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(mallory, new AddMember(secret, mallory.account())))
                .isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(mallory, new RemoveMember(secret, bob.account())))
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void to_other_applications_a_room_does_not_exist() {
        ConversationId room = node.room(alice, "Ours");
        Caller foreign = new Caller(new ApplicationId(2), mallory.account(), mallory.session());
        assertThat(node.refusal(foreign, new Get(room))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(foreign, new Join(room))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.ask(foreign, new ListRooms(null, null, null)).conversations())
                .isEmpty();
    }

    @Test
    void a_direct_conversation_is_neither_left_nor_named() {
        ConversationId direct = node.ask(alice, direct(bob)).id();
        assertThat(node.refusal(alice, new Leave(direct))).isEqualTo(FailureCode.WRONG_KIND);
        assertThat(node.refusal(alice, new Rename(direct, "Us"))).isEqualTo(FailureCode.WRONG_KIND);
        assertThat(node.refusal(alice, new RemoveMember(direct, bob.account()))).isEqualTo(FailureCode.WRONG_KIND);
    }

    @Test
    void adding_somebody_to_an_unnamed_conversation_opens_another_one() {
        ConversationId direct = node.ask(alice, direct(bob)).id();
        ConversationView three = node.ask(alice, new AddMember(direct, mallory.account()));
        assertThat(three.id()).isNotEqualTo(direct);
        assertThat(three.kind()).isEqualTo(ConversationKind.GROUP);
        assertThat(three.members()).hasSize(3);
        assertThat(node.ask(bob, new AddMember(direct, mallory.account())).id()).isEqualTo(three.id());
        assertThat(node.ask(alice, new Get(direct)).members()).hasSize(2);
    }

    @Test
    void a_group_that_gets_a_title_is_no_longer_the_one_of_its_participants() {
        ConversationId unnamed = node.ask(alice, unnamed(bob, mallory)).id();
        assertThat(node.ask(bob, new Rename(unnamed, "Trip")).title()).isEqualTo("Trip");
        assertThat(node.ask(alice, unnamed(bob, mallory)).id()).isNotEqualTo(unnamed);
    }

    @Test
    void a_group_has_as_many_members_as_the_limit_and_no_more() {
        List<AccountId> many = IntStream.range(1, GROUP_LIMIT)
                .mapToObj(i -> node.guest("crowd" + people + "-" + i).account())
                .toList();
        ConversationView full = node.ask(alice, new Create(ConversationKind.GROUP, "Full", many, null));
        assertThat(full.memberCount()).isEqualTo(GROUP_LIMIT);
        assertThat(node.refusal(alice, new AddMember(full.id(), bob.account())))
                .isEqualTo(FailureCode.CONVERSATION_FULL);
        List<AccountId> more = new ArrayList<>(many);
        more.add(bob.account());
        assertThat(node.refusal(alice, new Create(ConversationKind.GROUP, "Too full", more, null)))
                .isEqualTo(FailureCode.CONVERSATION_FULL);
    }

    @Test
    void a_room_is_seen_before_it_is_joined_and_joined_again_after_leaving() {
        ConversationId room = node.room(alice, "Open");
        assertThat(node.ask(bob, new Get(room)).role()).isNull();
        List<ConversationEvent> heard = node.listen(room);
        assertThat(node.ask(bob, new Join(room)).role()).isEqualTo(Role.MEMBER);
        assertThat(node.ask(bob, new Join(room)).memberCount()).isEqualTo(2);
        node.ask(bob, new Leave(room));
        assertThat(node.refusal(bob, new Leave(room))).isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(node.ask(bob, new Join(room)).memberCount()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(heard).hasSize(3));
        assertThat(heard.stream().map(ConversationEvent::rev)).containsExactly(2L, 3L, 4L);
    }

    @Test
    void members_remove_nobody_and_who_was_removed_may_come_back() {
        ConversationId room = node.room(alice, "Moderated");
        node.ask(bob, new Join(room));
        node.ask(mallory, new Join(room));
        assertThat(node.refusal(bob, new RemoveMember(room, mallory.account()))).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(node.refusal(bob, new Rename(room, "Bobs"))).isEqualTo(FailureCode.FORBIDDEN);
        node.ask(alice, new RemoveMember(room, mallory.account()));
        assertThat(node.ask(alice, new Get(room)).memberCount()).isEqualTo(2);
        assertThat(node.ask(mallory, new Join(room)).memberCount()).isEqualTo(3);
        assertThat(node.refusal(alice, new RemoveMember(room, new AccountId(4711))))
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void when_the_last_owner_leaves_who_joined_first_becomes_owner() {
        ConversationId room = node.room(alice, "Inherited");
        node.ask(mallory, new Join(room));
        node.ask(bob, new Join(room));
        node.ask(alice, new Leave(room));
        assertThat(node.ask(mallory, new Get(room)).role()).isEqualTo(Role.OWNER);
        assertThat(node.ask(bob, new Get(room)).role()).isEqualTo(Role.MEMBER);
        node.ask(alice, new Join(room));
        assertThat(node.ask(alice, new Get(room)).role()).isEqualTo(Role.MEMBER);
        node.ask(bob, new Leave(room));
        assertThat(node.ask(mallory, new Get(room)).role()).isEqualTo(Role.OWNER);
        node.ask(mallory, new RemoveMember(room, mallory.account()));
        assertThat(node.ask(alice, new Rename(room, "Alices")).role()).isEqualTo(Role.OWNER);
    }

    @Test
    void of_those_who_joined_together_the_oldest_account_inherits_a_group() {
        ConversationId group = node.group(alice, "Family", mallory, bob);
        node.ask(alice, new Leave(group));
        Caller heir = bob.account().value() < mallory.account().value() ? bob : mallory;
        Caller other = heir == bob ? mallory : bob;
        assertThat(node.ask(heir, new Get(group)).role()).isEqualTo(Role.OWNER);
        assertThat(node.ask(other, new Get(group)).role()).isEqualTo(Role.MEMBER);
    }

    @Test
    void a_member_is_told_of_joining_and_leaving_with_the_own_revision() {
        List<UserEvent> heard = Collections.synchronizedList(new ArrayList<>());
        TestNode.await(node.bus()
                .subscribe(Addresses.user(bob.account()), delivery -> heard.add(delivery.event(UserEvent.class)))
                .completion());
        ConversationId room = node.room(alice, "Told");
        node.ask(alice, new AddMember(room, bob.account()));
        node.ask(bob, new Leave(room));
        Position nothingUnread = new Position(0, 0, 0, 0, false, null, null, false, null);
        await().untilAsserted(() -> assertThat(heard)
                .containsExactly(
                        new UserEvent.Membership(bob.account(), 1, room, true, Role.MEMBER, nothingUnread),
                        new UserEvent.Membership(bob.account(), 2, room, false, null, null)));
        assertThat(node.ask(bob, new ListMine(null, null, null)).userRev()).isEqualTo(2);
    }

    @Test
    void own_conversations_come_by_latest_message_in_pages() {
        ConversationId first = node.room(alice, "First");
        ConversationId second = node.ask(alice, direct(bob)).id();
        ConversationId third = node.room(alice, "Third");
        ConversationId notHers = node.room(bob, "Not hers");
        node.post(alice, third, "1");
        node.post(alice, second, "2");
        node.post(alice, first, "3");
        Page page = node.ask(alice, new ListMine(null, null, 2));
        assertThat(page.conversations().stream().map(ConversationView::id)).containsExactly(first, second);
        assertThat(page.conversations().get(1).preview().text()).isEqualTo("2");
        assertThat(page.conversations().get(1).members()).hasSize(2);
        Page rest = node.ask(alice, new ListMine(null, page.next(), 2));
        assertThat(rest.conversations().stream().map(ConversationView::id)).containsExactly(third);
        assertThat(rest.next()).isNull();
        assertThat(node.ask(bob, new ListMine(null, null, null)).conversations().stream()
                        .map(ConversationView::id))
                .contains(notHers, second)
                .doesNotContain(first);
        assertThat(node.refusal(alice, new ListMine(null, "gibberish", null))).isEqualTo(FailureCode.BAD_REQUEST);
    }

    @Test
    void pinned_conversations_come_first_in_their_order_and_archived_ones_apart() {
        List<ConversationId> rooms = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            rooms.add(node.room(alice, "Room " + i));
            node.post(alice, rooms.get(i), "message " + i);
        }
        node.ask(alice, new Arrange(rooms.get(0), null, 2L, null));
        node.ask(alice, new Arrange(rooms.get(2), null, 1L, null));
        node.ask(alice, new Arrange(rooms.get(5), null, null, true));

        List<ConversationId> paged = new ArrayList<>();
        String next = null;
        do {
            Page page = node.ask(alice, new ListMine(null, next, 2));
            page.conversations().forEach(view -> paged.add(view.id()));
            next = page.next();
        } while (next != null);

        assertThat(paged).containsExactly(rooms.get(2), rooms.get(0), rooms.get(4), rooms.get(3), rooms.get(1));
        assertThat(node.ask(alice, new ListMine(true, null, null)).conversations())
                .extracting(ConversationView::id)
                .containsExactly(rooms.get(5));
    }

    @Test
    void a_preview_is_the_beginning_of_the_last_message_that_one_may_see() {
        ConversationId group = node.group(alice, "Preview", bob);
        assertThat(node.ask(alice, new Get(group)).preview()).isNull();
        node.post(bob, group, "😀".repeat(200));
        node.ask(alice, new AddMember(group, mallory.account()));

        Preview preview = node.ask(alice, new Get(group)).preview();

        assertThat(preview.text()).isEqualTo("😀".repeat(120));
        assertThat(preview.sender()).isEqualTo(bob.account());
        assertThat(preview.seq()).isEqualTo(1);
        assertThat(node.ask(alice, new Get(group)).position().unread()).isEqualTo(1);
        assertThat(node.ask(mallory, new Get(group)).preview()).isNull();
        assertThat(node.ask(mallory, new Get(group)).position().unread()).isZero();
    }

    @Test
    void a_conversation_with_oneself_is_there_once_and_tells_nobody() {
        Create withOneself = new Create(ConversationKind.DIRECT, null, TestNode.ids(alice), null);
        ConversationView notes = node.ask(alice, withOneself);
        node.post(alice, notes.id(), "remember the milk");

        assertThat(node.ask(alice, withOneself).id()).isEqualTo(notes.id());
        assertThat(node.ask(alice, unnamed()).id()).isEqualTo(notes.id());
        assertThat(notes.members()).containsExactly(alice.account());
        assertThat(notes.kind()).isEqualTo(ConversationKind.DIRECT);
        assertThat(node.ask(alice, new Get(notes.id())).position().unread()).isZero();
        assertThat(node.refusal(bob, new Get(notes.id()))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.ask(bob, new Create(ConversationKind.DIRECT, null, TestNode.ids(bob), null))
                        .id())
                .isNotEqualTo(notes.id());
    }

    @Test
    void rooms_are_found_by_a_part_of_their_title_in_any_case() {
        ConversationId room = node.room(alice, "Straße 100% " + people);
        node.group(alice, "Straße 100% group", bob);
        assertThat(found("strasse 100% " + people)).containsExactly(room);
        assertThat(found("STRAßE 100% " + people)).containsExactly(room);
        assertThat(found("0_% " + people)).isEmpty();
    }

    private List<ConversationId> found(String query) {
        return node.ask(bob, new ListRooms(query, null, null)).conversations().stream()
                .map(ConversationView::id)
                .toList();
    }

    @Test
    void members_come_in_pages() {
        ConversationId group = node.group(alice, "Paged", bob, mallory);
        Members first = node.ask(bob, new ListMembers(group, null, 2));
        assertThat(first.members()).hasSize(2);
        Members second = node.ask(bob, new ListMembers(group, first.next(), 2));
        assertThat(second.next()).isNull();
        List<Member> all = new ArrayList<>(first.members());
        all.addAll(second.members());
        assertThat(all.stream().map(member -> member.account().id()))
                .containsExactlyInAnyOrder(alice.account(), bob.account(), mallory.account());
        assertThat(all.stream()
                        .filter(member -> member.role() == Role.OWNER)
                        .map(member -> member.account().id()))
                .containsExactly(alice.account());
    }

    @Test
    void one_may_listen_to_own_conversations_and_people_in_them_alone() {
        ConversationId shared = node.room(alice, "Shared");
        ConversationId others = node.room(mallory, "Others");
        node.ask(bob, new Join(shared));
        Authorized permitted = node.ask(
                alice,
                new Authorize(
                        List.of(shared, others, new ConversationId(4711)),
                        List.of(alice.account(), bob.account(), mallory.account())));
        assertThat(permitted.conversations()).containsExactly(new Head(shared, 2, 1, ConversationKind.ROOM));
        assertThat(permitted.people()).containsExactlyInAnyOrder(alice.account(), bob.account());
        node.ask(bob, new Leave(shared));
        assertThat(node.ask(bob, new Authorize(List.of(shared), TestNode.ids(alice)))
                        .conversations())
                .isEmpty();
        assertThat(node.ask(alice, new Authorize(List.of(), TestNode.ids(bob))).people())
                .isEmpty();
    }

    @Test
    void authorizing_hundreds_at_once_permits_the_same() {
        ConversationId mine = node.room(alice, "One of many");
        List<ConversationId> many = new ArrayList<>(List.of(mine));
        IntStream.range(1, 1000).forEach(i -> many.add(new ConversationId(i)));
        List<AccountId> crowd = new ArrayList<>(TestNode.ids(alice, bob));
        IntStream.range(1, 1000).forEach(i -> crowd.add(new AccountId(i)));
        Authorized permitted = node.ask(alice, new Authorize(many, crowd));
        assertThat(permitted.conversations()).containsExactly(new Head(mine, 1, 0, ConversationKind.ROOM));
        assertThat(permitted.people()).containsExactly(alice.account());
    }

    @Test
    void heads_name_what_changed_lately_and_overlap() {
        ConversationId room = node.room(alice, "Changed");
        Heads before = node.ask(null, new ListHeads(null, List.of()));
        assertThat(before.heads()).contains(new Head(room, 1, 0));
        node.post(alice, room, "x");
        Heads after = node.ask(null, new ListHeads(before.time(), List.of()));
        assertThat(after.heads()).contains(new Head(room, 2, 0));
        assertThat(after.time()).isGreaterThanOrEqualTo(before.time());
    }
}
