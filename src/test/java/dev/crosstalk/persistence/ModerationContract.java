package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationCommand.ListMembers;
import dev.crosstalk.bus.ConversationCommand.ListRooms;
import dev.crosstalk.bus.ConversationCommand.Member;
import dev.crosstalk.bus.ConversationCommand.RemoveMember;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.JoinPolicy;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.ModerationCommand.Ban;
import dev.crosstalk.bus.ModerationCommand.Banned;
import dev.crosstalk.bus.ModerationCommand.Bans;
import dev.crosstalk.bus.ModerationCommand.Configure;
import dev.crosstalk.bus.ModerationCommand.ListBans;
import dev.crosstalk.bus.ModerationCommand.SetRole;
import dev.crosstalk.bus.ModerationCommand.Unban;
import dev.crosstalk.bus.PermissionLevel;
import dev.crosstalk.bus.Permissions;
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

/** What keeping order in conversations promises, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class ModerationContract {
    private static final Permissions ANNOUNCEMENTS =
            new Permissions(PermissionLevel.MODERATORS, null, null, null, null, null);
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

    private ConversationId roomOf(Caller owner, Caller... members) {
        ConversationId room = node.room(owner, "Room " + people);
        List.of(members).forEach(member -> node.ask(member, new Join(room)));
        return room;
    }

    private Role roleOf(Caller caller, ConversationId conversation) {
        return node.ask(caller, new Get(conversation)).role();
    }

    private void give(Caller owner, ConversationId conversation, Caller member, Role role) {
        node.ask(owner, new SetRole(conversation, member.account(), role));
    }

    /** The roles that somebody is told of from now on, each with the own revision. */
    private List<String> listenTo(Caller caller) {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        TestNode.await(node.bus()
                .subscribe(Addresses.user(caller.account()), delivery -> {
                    UserEvent.Membership place = delivery.event(UserEvent.Membership.class);
                    heard.add(place.userRev() + " " + place.role());
                })
                .completion());
        return heard;
    }

    private List<ConversationEvent> changes(Caller caller, ConversationId conversation, long since) {
        return node.ask(caller, new ListChanges(conversation, since, null, null))
                .changes();
    }

    private static Configure settings(
            ConversationId conversation, JoinPolicy policy, Permissions permissions, Integer slowMode) {
        return new Configure(conversation, null, policy, permissions, slowMode);
    }

    @Test
    void a_role_is_in_the_view_the_list_of_members_and_the_events() {
        ConversationId room = roomOf(alice, bob);
        List<ConversationEvent> heard = node.listen(room);
        List<String> bobs = listenTo(bob);
        give(alice, room, bob, Role.MODERATOR);
        assertThat(roleOf(bob, room)).isEqualTo(Role.MODERATOR);
        assertThat(node.ask(alice, new ListMembers(room, null, null)).members().stream()
                        .filter(member -> member.role() == Role.MODERATOR)
                        .map(Member::account)
                        .map(account -> account.id()))
                .containsExactly(bob.account());
        await().untilAsserted(() -> assertThat(heard).hasSize(1));
        ConversationEvent.RoleChanged event = (ConversationEvent.RoleChanged) heard.get(0);
        assertThat(event.rev()).isEqualTo(3);
        assertThat(event.actor()).isEqualTo(alice.account());
        assertThat(event.account()).isEqualTo(bob.account());
        assertThat(event.role()).isEqualTo(Role.MODERATOR);
        assertThat(changes(bob, room, 2)).containsExactly(event);
        await().untilAsserted(() -> assertThat(bobs).containsExactly("2 MODERATOR"));
    }

    @Test
    void a_role_that_is_given_twice_is_one_change() {
        ConversationId room = roomOf(alice, bob);
        give(alice, room, bob, Role.READ_ONLY);
        give(alice, room, bob, Role.READ_ONLY);
        assertThat(node.ask(alice, new Get(room)).rev()).isEqualTo(3);
    }

    @Test
    void another_role_hides_nothing_of_a_group() {
        ConversationId group = node.group(alice, "Group", bob);
        node.post(alice, group, "1");
        node.ask(alice, new AddMember(group, mallory.account()));
        give(alice, group, mallory, Role.MODERATOR);
        long joined = 3;
        assertThat(changes(mallory, group, joined)).hasSize(1);
    }

    @Test
    void of_two_owners_who_step_down_at_once_one_remains() {
        ConversationId room = roomOf(alice, bob);
        give(alice, room, bob, Role.OWNER);
        Future<?> hers = node.bus().request(alice, new SetRole(room, alice.account(), Role.MEMBER));
        Future<?> his = node.bus().request(bob, new SetRole(room, bob.account(), Role.MEMBER));
        TestNode.await(Future.join(hers, his).otherwiseEmpty());
        assertThat(List.of(hers.succeeded(), his.succeeded())).containsExactlyInAnyOrder(true, false);
        Throwable refusal = hers.failed() ? hers.cause() : his.cause();
        assertThat(((Failure) refusal).code()).isEqualTo(FailureCode.LAST_OWNER);
    }

    @Test
    void who_inherits_is_told_and_so_is_everyone() {
        ConversationId room = roomOf(alice, mallory, bob);
        give(alice, room, bob, Role.MODERATOR);
        List<ConversationEvent> heard = node.listen(room);
        List<String> bobs = listenTo(bob);
        node.ask(alice, new Leave(room));
        await().untilAsserted(() -> assertThat(heard).hasSize(2));
        assertThat(((ConversationEvent.Member) heard.get(0)).change()).isEqualTo(ConversationEvent.Change.LEFT);
        ConversationEvent.RoleChanged inherited = (ConversationEvent.RoleChanged) heard.get(1);
        assertThat(inherited.rev()).isEqualTo(6);
        assertThat(inherited.account()).isEqualTo(bob.account());
        assertThat(inherited.role()).isEqualTo(Role.OWNER);
        assertThat(changes(bob, room, 4)).isEqualTo(heard);
        await().untilAsserted(() -> assertThat(bobs).containsExactly("3 OWNER"));
        assertThat(roleOf(bob, room)).isEqualTo(Role.OWNER);
        assertThat(roleOf(mallory, room)).isEqualTo(Role.MEMBER);
    }

    @Test
    void a_moderator_removes_members_and_no_owner() {
        ConversationId room = roomOf(alice, bob, mallory);
        give(alice, room, bob, Role.MODERATOR);
        assertThat(node.refusal(bob, new RemoveMember(room, alice.account()))).isEqualTo(FailureCode.FORBIDDEN);
        node.ask(bob, new RemoveMember(room, mallory.account()));
        assertThat(node.refusal(mallory, new Post(room, "x", UUID.randomUUID())))
                .isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(node.ask(mallory, new Join(room)).role()).isEqualTo(Role.MEMBER);
    }

    @Test
    void who_is_banned_is_removed_and_kept_out_until_the_ban_is_lifted() {
        ConversationId room = roomOf(alice, mallory);
        List<ConversationEvent> heard = node.listen(room);
        List<String> told = listenTo(mallory);
        node.ask(alice, new Ban(room, mallory.account(), null));
        assertThat(node.ask(alice, new Get(room)).memberCount()).isEqualTo(1);
        assertThat(node.refusal(mallory, new Join(room))).isEqualTo(FailureCode.BANNED);
        assertThat(node.refusal(alice, new AddMember(room, mallory.account()))).isEqualTo(FailureCode.BANNED);
        assertThat(node.refusal(mallory, new Post(room, "x", UUID.randomUUID())))
                .isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(banned(alice, room)).containsExactly(mallory.account());
        node.ask(alice, new Unban(room, mallory.account()));
        node.ask(alice, new Unban(room, mallory.account()));
        assertThat(banned(alice, room)).isEmpty();
        assertThat(node.ask(mallory, new Join(room)).memberCount()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(heard.stream().map(event -> ((ConversationEvent.Member) event).change()))
                .containsExactly(
                        ConversationEvent.Change.REMOVED,
                        ConversationEvent.Change.BANNED,
                        ConversationEvent.Change.UNBANNED,
                        ConversationEvent.Change.JOINED));
        assertThat(heard.stream().map(ConversationEvent::rev)).containsExactly(3L, 4L, 5L, 6L);
        assertThat(changes(alice, room, 2)).isEqualTo(heard);
        await().untilAsserted(() -> assertThat(told).containsExactly("2 null", "3 MEMBER"));
    }

    private List<AccountId> banned(Caller caller, ConversationId conversation) {
        return node.ask(caller, new ListBans(conversation, null, null)).bans().stream()
                .map(Banned::account)
                .map(account -> account.id())
                .toList();
    }

    @Test
    void a_ban_with_an_end_ends_by_itself() {
        ConversationId room = roomOf(alice, mallory);
        long until = node.post(alice, room, "now").time() + 1_500;
        node.ask(alice, new Ban(room, mallory.account(), until));
        assertThat(node.refusal(mallory, new Join(room))).isEqualTo(FailureCode.BANNED);
        assertThat(node.ask(alice, new ListBans(room, null, null)).bans())
                .extracting(Banned::until)
                .containsExactly(until);
        await().until(() -> banned(alice, room).isEmpty());
        assertThat(node.ask(mallory, new Join(room)).role()).isEqualTo(Role.MEMBER);
        assertThat(node.post(alice, room, "later").time()).isGreaterThanOrEqualTo(until);
    }

    @Test
    void strangers_are_kept_out_of_a_room_before_they_come() {
        ConversationId room = roomOf(alice);
        node.ask(alice, new Ban(room, mallory.account(), null));
        assertThat(node.refusal(mallory, new Join(room))).isEqualTo(FailureCode.BANNED);
        assertThat(node.ask(alice, new Get(room)).memberCount()).isEqualTo(1);
        assertThat(node.refusal(alice, new Ban(room, new AccountId(4711), null)))
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void bans_come_in_pages_and_to_moderators_alone() {
        ConversationId room = roomOf(alice, bob);
        List<AccountId> crowd = IntStream.range(0, 3)
                .mapToObj(i -> node.guest("banned" + people + "-" + i).account())
                .toList();
        crowd.forEach(account -> node.ask(alice, new Ban(room, account, null)));
        assertThat(node.refusal(bob, new ListBans(room, null, null))).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(node.refusal(mallory, new ListBans(room, null, null))).isEqualTo(FailureCode.NOT_A_MEMBER);
        Bans first = node.ask(alice, new ListBans(room, null, 2));
        Bans second = node.ask(alice, new ListBans(room, first.next(), 2));
        assertThat(first.bans()).hasSize(2);
        assertThat(second.bans()).hasSize(1);
        assertThat(second.next()).isNull();
    }

    @Test
    void an_invite_only_room_is_for_strangers_not_there() {
        ConversationId room = node.ask(
                        alice,
                        new Create(ConversationKind.ROOM, "Hidden " + people, List.of(), null, JoinPolicy.INVITE, null))
                .id();
        for (var question : List.of(
                new Get(room),
                new Join(room),
                new ListMembers(room, null, null),
                new ListBans(room, null, null),
                new Ban(room, alice.account(), null),
                new SetRole(room, alice.account(), Role.MEMBER),
                new History(room, null, null, null),
                new Post(room, "x", UUID.randomUUID()))) {
            assertThat(node.refusal(mallory, question)).as("%s", question).isEqualTo(FailureCode.NOT_FOUND);
        }
        assertThat(listed(mallory, "Hidden " + people)).isEmpty();
        assertThat(listed(alice, "Hidden " + people)).containsExactly(room);
        node.ask(alice, new AddMember(room, bob.account()));
        assertThat(listed(bob, "Hidden " + people)).containsExactly(room);
        node.ask(bob, new Leave(room));
        assertThat(node.refusal(bob, new Get(room))).isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(node.refusal(bob, new Join(room))).isEqualTo(FailureCode.NOT_A_MEMBER);
    }

    private List<ConversationId> listed(Caller caller, String title) {
        return node.ask(caller, new ListRooms(title, null, null)).conversations().stream()
                .map(ConversationView::id)
                .toList();
    }

    @Test
    void settings_are_in_the_view_and_the_events_and_hold_from_then_on() {
        ConversationId room = roomOf(alice, bob);
        List<ConversationEvent> heard = node.listen(room);
        ConversationView view = node.ask(alice, new Configure(room, "News", JoinPolicy.INVITE, ANNOUNCEMENTS, 10));
        ConversationSettings expected =
                ConversationSettings.of(ConversationKind.ROOM).with(JoinPolicy.INVITE, ANNOUNCEMENTS, 10);
        assertThat(view.title()).isEqualTo("News");
        assertThat(view.settings()).isEqualTo(expected);
        assertThat(view.rev()).isEqualTo(4);
        await().untilAsserted(() -> assertThat(heard).hasSize(2));
        assertThat(heard.get(0)).isInstanceOf(ConversationEvent.Renamed.class);
        assertThat(((ConversationEvent.Configured) heard.get(1)).settings()).isEqualTo(expected);
        assertThat(changes(bob, room, 2)).isEqualTo(heard);
        assertThat(node.refusal(bob, new Post(room, "x", UUID.randomUUID()))).isEqualTo(FailureCode.READ_ONLY);
        give(alice, room, bob, Role.MODERATOR);
        assertThat(node.post(bob, room, "x").seq()).isEqualTo(1);
        node.ask(
                alice,
                settings(
                        room,
                        JoinPolicy.OPEN,
                        new Permissions(PermissionLevel.EVERYONE, null, null, null, null, null),
                        0));
        assertThat(node.ask(mallory, new Join(room)).settings())
                .isEqualTo(ConversationSettings.of(ConversationKind.ROOM));
        node.post(mallory, room, "y");
        node.post(mallory, room, "z");
    }

    @Test
    void a_reader_reads_and_does_not_post() {
        ConversationId room = roomOf(alice, bob);
        node.post(alice, room, "1");
        give(alice, room, bob, Role.READ_ONLY);
        assertThat(node.refusal(bob, new Post(room, "x", UUID.randomUUID()))).isEqualTo(FailureCode.READ_ONLY);
        assertThat(node.ask(bob, new History(room, null, null, null)).messages())
                .hasSize(1);
        assertThat(node.refusal(bob, new AddMember(room, mallory.account()))).isEqualTo(FailureCode.FORBIDDEN);
    }

    @Test
    void in_slow_mode_one_of_many_at_once_is_stored_and_the_others_are_told_when_to_come_back() {
        ConversationId room = roomOf(alice, bob);
        node.ask(alice, settings(room, null, null, 60));
        List<Future<Posted>> posts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            posts.add(node.bus().request(bob, new Post(room, "at once " + i, UUID.randomUUID())));
        }
        TestNode.await(Future.join(posts).otherwiseEmpty());
        assertThat(posts.stream().filter(Future::succeeded)).hasSize(1);
        assertThat(posts.stream().filter(Future::failed).map(post -> (Failure) post.cause()))
                .allSatisfy(failure -> {
                    assertThat(failure.code()).isEqualTo(FailureCode.SLOW_MODE);
                    assertThat(failure.retryAfterMs()).isBetween(30_000L, 60_000L);
                });
        node.post(alice, room, "owners do not wait");
        node.post(alice, room, "at all");
    }

    @Test
    void after_the_time_that_slow_mode_told_the_message_is_stored() {
        ConversationId room = roomOf(alice, bob);
        node.ask(alice, settings(room, null, null, 2));
        Post again = new Post(room, "2", UUID.randomUUID());
        long first = node.post(bob, room, "1").time();
        Failure refusal = catchThrowableOfType(Failure.class, () -> node.ask(bob, again));
        assertThat(refusal.code()).isEqualTo(FailureCode.SLOW_MODE);
        await().ignoreExceptions().until(() -> node.ask(bob, again).seq() == 2);
        assertThat(node.ask(bob, again).time()).isGreaterThanOrEqualTo(first + 2_000);
        assertThat(node.ask(bob, again).duplicate()).isTrue();
    }
}
