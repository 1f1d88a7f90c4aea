package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountCommand.Rename;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationCommand.ListMembers;
import dev.crosstalk.bus.ConversationCommand.ListRooms;
import dev.crosstalk.bus.ConversationCommand.Member;
import dev.crosstalk.bus.ConversationCommand.Members;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.JoinPolicy;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.HistoryPage;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.ModerationCommand.SetRole;
import dev.crosstalk.bus.Role;
import dev.crosstalk.bus.StoredMessageCommand.Audience;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.bus.StoredMessageCommand.React;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes on one database, each with a cache of its own that does not hear what the other commits. */
@Timeout(120)
abstract class CacheContract {
    private static final Duration PROMISED = Duration.ofSeconds(3);

    /** What two nodes on a loaded machine are given beyond that. */
    private static final Duration BOUND = PROMISED.plusSeconds(4);

    private TestNode one;
    private TestNode two;
    private Caller alice;
    private Caller bob;
    private ConversationId room;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        PersistenceSettings settings = PersistenceSettings.at(freshUrl());
        one = new TestNode(settings);
        two = new TestNode(settings);
        alice = one.guest("alice");
        bob = one.guest("bob");
        room = one.room(alice, "Cached");
        one.ask(bob, new Join(room));
        one.post(alice, room, "first");
        assertThat(texts(latest(two, bob)))
                .as("it is in the cache of the other")
                .containsExactly("first");
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    @Test
    void whatIsAnsweredAsStoredIsReadAtOnceWhereItWasStored() {
        for (int i = 0; i < 20; i++) {
            one.post(alice, room, "message " + i);
            assertThat(texts(latest(one, bob))).endsWith("message " + i);
        }
        assertThat(latest(one, bob).lastSeq()).isEqualTo(21);
    }

    @Test
    void whatAnotherNodeStoredIsReadWithinTheBound() {
        one.post(alice, room, "second");

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(texts(latest(two, bob))).containsExactly("first", "second"));
    }

    @Test
    void whoLeftAtAnotherNodeReadsNothingMoreWithinTheBound() {
        one.ask(bob, new Leave(room));
        one.post(alice, room, "without bob");

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(two.refusal(bob, history())).isEqualTo(FailureCode.NOT_A_MEMBER));
    }

    @Test
    void whoJoinedAtAnotherNodeReadsAtOnce() {
        Caller carol = one.guest("carol");
        assertThat(two.refusal(carol, history())).isEqualTo(FailureCode.NOT_A_MEMBER);

        one.ask(carol, new Join(room));

        assertThat(texts(latest(two, carol))).containsExactly("first");
    }

    @Test
    void whoWasAddedAtAnotherNodeIsAmongTheMembersThatAreListed() {
        ConversationId group = one.group(alice, "Group", bob);
        assertThat(two.ask(bob, new ListMembers(group, null, null)).members())
                .as("they are in the cache of the other")
                .hasSize(2);
        Caller carol = one.guest("carol");
        long rev = one.ask(alice, new AddMember(group, carol.account())).rev();

        Members listed = two.ask(carol, new ListMembers(group, null, null));

        assertThat(listed.rev()).isEqualTo(rev);
        assertThat(listed.members()).extracting(member -> member.account().id()).contains(carol.account());
    }

    @Test
    void whoJoinedAtAnotherNodeReadsNothingThatIsOlderThanThePageSays() {
        Caller carol = one.guest("carol");
        one.ask(alice, new Edit(room, 1, "edited"));
        one.ask(carol, new Join(room));

        HistoryPage page = latest(two, carol);

        assertThat(page.rev()).isGreaterThan(2);
        assertThat(page.messages()).extracting(TestNode::text).containsExactly("edited");
    }

    @Test
    void whoHasSeenMoreThanTheCacheKnowsIsAnsweredByTheDatabase() {
        long rev = latest(two, bob).rev();
        one.post(alice, room, "second");
        one.post(alice, room, "third");

        assertThat(two.ask(bob, new ListChanges(room, rev + 1, null, null)).complete())
                .isTrue();
        assertThat(texts(two.ask(bob, new History(room, null, 2L, null)))).containsExactly("third");
    }

    @Test
    void whatOneHasHiddenIsNotReadFromTheCache() {
        one.post(alice, room, "second");
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(texts(latest(two, bob))).containsExactly("first", "second"));
        one.ask(bob, new Delete(room, 1, Audience.ME));

        assertThat(texts(latest(one, bob))).containsExactly("second");
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(texts(latest(two, bob))).containsExactly("second"));
        assertThat(texts(latest(one, alice))).containsExactly("first", "second");
        assertThat(texts(latest(two, alice))).containsExactly("first", "second");
    }

    @Test
    void reactionsAndQuotationsAreReadAsEachReaderSeesThem() {
        one.ask(bob, new React(room, 1, "👍", true));
        one.ask(bob, new Post(room, "an answer", UUID.randomUUID(), 1L, null, null));

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(latest(two, alice).messages()).hasSize(2));
        for (TestNode node : List.of(one, two)) {
            for (int i = 0; i < 2; i++) {
                assertThat(mine(latest(node, bob))).isTrue();
                assertThat(mine(latest(node, alice))).isFalse();
                assertThat(((ConversationEvent.Message)
                                        latest(node, alice).messages().get(1))
                                .replyTo()
                                .excerpt())
                        .isEqualTo("first");
            }
        }
    }

    @Test
    void membersAreCalledByTheirPresentNames() {
        assertThat(names(one)).as("the premise: both have them").containsExactly("alice", "bob");
        assertThat(names(two)).containsExactly("alice", "bob");

        one.ask(bob, new Rename("robert"));

        assertThat(names(one)).containsExactly("alice", "robert");
        await().atMost(BOUND).untilAsserted(() -> assertThat(names(two)).containsExactly("alice", "robert"));
    }

    @Test
    void whoWasDeletedIsListedAsSuch() {
        ConversationId direct = one.ask(alice, new Create(ConversationKind.DIRECT, null, List.of(bob.account()), null))
                .id();
        assertThat(members(one, direct)).hasSize(2);
        assertThat(members(two, direct)).hasSize(2);

        one.ask(bob, new dev.crosstalk.bus.AccountCommand.Delete("bob", null));

        assertThat(members(one, direct).get(1).account()).isEqualTo(AccountView.deleted(bob.account()));
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(members(two, direct).get(1).account())
                        .isEqualTo(AccountView.deleted(bob.account())));
    }

    @Test
    void whoCameLeftOrRoseIsInTheListAtOnceHereAndWithinTheBoundElsewhere() {
        assertThat(members(two, room)).hasSize(2);
        Caller carol = one.guest("carol");
        one.ask(carol, new Join(room));
        one.ask(bob, new Leave(room));
        one.ask(alice, new SetRole(room, carol.account(), Role.MODERATOR));
        List<Member> now = List.of(
                new Member(new AccountView(alice.account(), "alice"), Role.OWNER),
                new Member(new AccountView(carol.account(), "carol"), Role.MODERATOR));

        assertThat(members(one, room)).isEqualTo(now);
        await().atMost(BOUND).untilAsserted(() -> assertThat(members(two, room)).isEqualTo(now));
    }

    @Test
    void whoWasAddedAtAnotherNodeSeesTheMembersAtOnce() {
        ConversationId group = one.group(alice, "Group", bob);
        Caller carol = one.guest("carol");
        ListMembers members = new ListMembers(group, null, null);
        assertThat(two.ask(bob, members).members()).hasSize(2);
        assertThat(two.refusal(carol, members)).isEqualTo(FailureCode.NOT_FOUND);

        one.ask(alice, new AddMember(group, carol.account()));

        assertThat(two.ask(carol, members).rev()).isPositive();
    }

    @Test
    void roomsOfThisNodeAreListedAtOnceAndOthersWithinTheBound() {
        assertThat(rooms(one, bob, null)).extracting(ConversationView::title).containsExactly("Cached");
        assertThat(rooms(two, bob, null)).hasSize(1);
        Caller carol = one.guest("carol");

        ConversationId other = one.room(alice, "Other");
        one.ask(alice, new dev.crosstalk.bus.ConversationCommand.Rename(room, "Renamed"));

        for (Caller who : List.of(alice, bob, carol)) {
            assertThat(rooms(one, who, null))
                    .extracting(ConversationView::title)
                    .containsExactly("Other", "Renamed");
            assertThat(rooms(one, who, "other"))
                    .extracting(ConversationView::id)
                    .containsExactly(other);
        }
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(rooms(two, carol, null))
                        .extracting(ConversationView::title)
                        .containsExactly("Other", "Renamed"));
        one.post(alice, room, "moves up");
        assertThat(rooms(one, carol, null)).extracting(ConversationView::title).containsExactly("Renamed", "Other");
    }

    @Test
    void whatConcernsOneselfIsListedAtOnceOnEveryNode() {
        assertThat(rooms(two, alice, null)).hasSize(1);
        ConversationId other = one.room(alice, "Other");
        one.ask(alice, new dev.crosstalk.bus.ConversationCommand.Rename(room, "Renamed"));
        one.post(bob, room, "unread");

        List<ConversationView> listed = rooms(two, alice, null);
        assertThat(listed).extracting(ConversationView::title).containsExactly("Renamed", "Other");
        assertThat(listed.get(0).position().unread()).isEqualTo(1);
        assertThat(listed.get(0)).isEqualTo(two.ask(alice, new Get(room)));
        assertThat(rooms(two, alice, "renamed"))
                .extracting(ConversationView::id)
                .containsExactly(room);

        Caller carol = one.guest("carol");
        one.ask(carol, new Join(other));
        assertThat(roleIn(rooms(two, carol, null), other)).isEqualTo(Role.MEMBER);
    }

    @Test
    void nobodyIsToldAnothersPlaceNorOfRoomsThatAreNotOpen() {
        ConversationId secret = one.ask(
                        alice, new Create(ConversationKind.ROOM, "Secret", List.of(), null, JoinPolicy.INVITE, null))
                .id();
        Caller carol = one.guest("carol");
        for (int i = 0; i < 2; i++) {
            assertThat(roleIn(rooms(one, alice, null), room)).isEqualTo(Role.OWNER);
            assertThat(roleIn(rooms(one, bob, null), room)).isEqualTo(Role.MEMBER);
            ConversationView strange = rooms(one, carol, null).get(0);
            assertThat(strange.id()).isEqualTo(room);
            assertThat(strange.role()).isNull();
            assertThat(strange.position()).isNull();
            assertThat(strange.preview()).isNull();
            assertThat(rooms(one, alice, null)).extracting(ConversationView::id).contains(secret);
            assertThat(rooms(one, bob, null)).extracting(ConversationView::id).doesNotContain(secret);
        }
    }

    private static Role roleIn(List<ConversationView> listed, ConversationId wanted) {
        return listed.stream()
                .filter(view -> view.id().equals(wanted))
                .findFirst()
                .orElseThrow()
                .role();
    }

    private static List<ConversationView> rooms(TestNode node, Caller who, String query) {
        return node.ask(who, new ListRooms(query, null, null)).conversations();
    }

    private List<Member> members(TestNode node, ConversationId conversation) {
        return node.ask(alice, new ListMembers(conversation, null, null)).members();
    }

    private List<String> names(TestNode node) {
        return members(node, room).stream()
                .map(member -> member.account().name())
                .toList();
    }

    private static boolean mine(HistoryPage page) {
        return ((ConversationEvent.Message) page.messages().get(0))
                .reactions()
                .get(0)
                .mine();
    }

    private HistoryPage latest(TestNode node, Caller caller) {
        return node.ask(caller, history());
    }

    private History history() {
        return new History(room, null, null, null);
    }

    private static List<String> texts(HistoryPage page) {
        return page.messages().stream()
                .map(message -> ((ConversationEvent.Message) message).text())
                .toList();
    }
}
