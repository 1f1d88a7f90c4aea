package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.RemoveMember;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.InviteCommand.CreateInvite;
import dev.crosstalk.bus.InviteCommand.CreatedInvite;
import dev.crosstalk.bus.InviteCommand.InvitePreview;
import dev.crosstalk.bus.InviteCommand.InviteView;
import dev.crosstalk.bus.InviteCommand.Invites;
import dev.crosstalk.bus.InviteCommand.ListInvites;
import dev.crosstalk.bus.InviteCommand.PreviewInvite;
import dev.crosstalk.bus.InviteCommand.RevokeInvite;
import dev.crosstalk.bus.InviteCommand.UseInvite;
import dev.crosstalk.bus.InviteId;
import dev.crosstalk.bus.JoinPolicy;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.ModerationCommand.Ban;
import dev.crosstalk.bus.ModerationCommand.Configure;
import dev.crosstalk.bus.ModerationCommand.SetRole;
import dev.crosstalk.bus.PermissionLevel;
import dev.crosstalk.bus.Permissions;
import dev.crosstalk.bus.Role;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What invites promise, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(90)
abstract class InviteContract {
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

    private ConversationId hiddenRoom() {
        return node.ask(
                        alice,
                        new Create(ConversationKind.ROOM, "Hidden " + people, List.of(), null, JoinPolicy.INVITE, null))
                .id();
    }

    private CreatedInvite invite(Caller caller, ConversationId conversation, Integer maxUses) {
        return node.ask(caller, new CreateInvite(conversation, null, null, maxUses));
    }

    private List<InviteId> listed(Caller caller, ConversationId conversation) {
        return node.ask(caller, new ListInvites(conversation, null, null)).invites().stream()
                .map(InviteView::id)
                .toList();
    }

    private List<Caller> crowd(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> node.guest("crowd" + people + "-" + i))
                .toList();
    }

    private List<Future<ConversationView>> allAtOnce(List<Caller> crowd, String code) {
        List<Future<ConversationView>> answers = new ArrayList<>();
        crowd.forEach(caller -> answers.add(node.bus().request(caller, new UseInvite(code))));
        TestNode.await(Future.join(answers).otherwiseEmpty());
        return answers;
    }

    private static List<FailureCode> refusals(List<Future<ConversationView>> answers) {
        return answers.stream()
                .filter(Future::failed)
                .map(answer -> ((Failure) answer.cause()).code())
                .distinct()
                .toList();
    }

    @Test
    void a_code_shows_what_it_invites_to_and_lets_in() {
        ConversationId room = hiddenRoom();
        String code = invite(alice, room, null).code();
        assertThat(node.refusal(bob, new Get(room))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.ask(bob, new PreviewInvite(code)))
                .isEqualTo(new InvitePreview("Hidden " + people, ConversationKind.ROOM, 1));
        ConversationView entered = node.ask(bob, new UseInvite(code));
        assertThat(entered.id()).isEqualTo(room);
        assertThat(entered.role()).isEqualTo(Role.MEMBER);
        assertThat(entered.memberCount()).isEqualTo(2);
    }

    @Test
    void a_code_has_256_random_bits() {
        ConversationId room = hiddenRoom();
        List<String> codes = IntStream.range(0, 20)
                .mapToObj(i -> invite(alice, room, null).code())
                .toList();
        assertThat(codes)
                .doesNotHaveDuplicates()
                .allSatisfy(
                        code -> assertThat(Base64.getUrlDecoder().decode(code)).hasSize(32));
        assertThat(invite(alice, room, null).toString()).doesNotContain("code");
    }

    @Test
    void of_64_at_once_exactly_as_many_enter_as_the_invite_lets_in() {
        ConversationId room = hiddenRoom();
        CreatedInvite ten = invite(alice, room, 10);
        List<Future<ConversationView>> answers = allAtOnce(crowd(64), ten.code());
        assertThat(answers.stream().filter(Future::succeeded)).hasSize(10);
        assertThat(refusals(answers)).containsExactly(FailureCode.INVITE_INVALID);
        assertThat(node.ask(alice, new Get(room)).memberCount()).isEqualTo(11);
        assertThat(listed(alice, room)).isEmpty();
        assertThat(node.refusal(bob, new PreviewInvite(ten.code()))).isEqualTo(FailureCode.INVITE_INVALID);
    }

    @Test
    void the_same_person_many_times_at_once_is_one_use() {
        ConversationId room = hiddenRoom();
        CreatedInvite two = invite(alice, room, 2);
        List<Future<ConversationView>> answers = allAtOnce(java.util.Collections.nCopies(20, bob), two.code());
        assertThat(answers).allMatch(Future::succeeded);
        assertThat(node.ask(alice, new ListInvites(room, null, null)).invites())
                .extracting(InviteView::uses)
                .containsExactly(1);
        assertThat(node.ask(mallory, new UseInvite(two.code())).memberCount()).isEqualTo(3);
        assertThat(node.ask(bob, new UseInvite(two.code())).id()).isEqualTo(room);
    }

    @Test
    void a_group_does_not_grow_beyond_its_limit_by_invites_and_the_refused_count_for_nothing() {
        List<AccountId> many =
                crowd(GROUP_LIMIT - 4).stream().map(Caller::account).toList();
        ConversationId group = node.ask(alice, new Create(ConversationKind.GROUP, "Nearly full", many, null))
                .id();
        CreatedInvite open = invite(alice, group, 50);
        people++;
        List<Future<ConversationView>> answers = allAtOnce(crowd(10), open.code());
        assertThat(answers.stream().filter(Future::succeeded)).hasSize(3);
        assertThat(refusals(answers)).containsExactly(FailureCode.CONVERSATION_FULL);
        assertThat(node.ask(alice, new Get(group)).memberCount()).isEqualTo(GROUP_LIMIT);
        assertThat(node.ask(alice, new ListInvites(group, null, null)).invites())
                .extracting(InviteView::uses)
                .containsExactly(3);
    }

    @Test
    void who_enters_a_group_by_an_invite_sees_it_from_then_on() {
        ConversationId group = node.group(alice, "Group", mallory);
        node.post(alice, group, "before");
        node.ask(bob, new UseInvite(invite(alice, group, null).code()));
        node.post(alice, group, "after");
        assertThat(node.ask(bob, new History(group, null, null, null)).messages())
                .extracting(TestNode::text)
                .containsExactly("after");
    }

    @Test
    void what_is_unknown_expired_or_revoked_is_answered_alike() {
        ConversationId room = hiddenRoom();
        CreatedInvite revoked = invite(alice, room, null);
        node.ask(alice, new RevokeInvite(room, revoked.invite().id()));
        CreatedInvite expiring = node.ask(alice, new CreateInvite(room, null, 1_000L, null));
        assertThat(expiring.invite().expiresAt()).isEqualTo(expiring.invite().createdAt() + 1_000);
        await().until(() -> listed(alice, room).isEmpty());
        for (String code : List.of("nonsense", revoked.code(), expiring.code())) {
            assertThat(node.refusal(bob, new PreviewInvite(code))).isEqualTo(FailureCode.INVITE_INVALID);
            assertThat(node.refusal(bob, new UseInvite(code))).isEqualTo(FailureCode.INVITE_INVALID);
        }
        assertThat(node.refusal(alice, new RevokeInvite(room, new InviteId(4711))))
                .isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(alice, new CreateInvite(room, revoked.invite().createdAt(), null, null)))
                .isEqualTo(FailureCode.BAD_REQUEST);
    }

    @Test
    void another_application_has_no_such_invite() {
        String code = invite(alice, hiddenRoom(), null).code();
        Caller foreign = new Caller(new ApplicationId(2), mallory.account(), mallory.session());
        assertThat(node.refusal(foreign, new PreviewInvite(code))).isEqualTo(FailureCode.INVITE_INVALID);
        assertThat(node.refusal(foreign, new UseInvite(code))).isEqualTo(FailureCode.INVITE_INVALID);
    }

    @Test
    void who_is_banned_does_not_come_back_by_an_invite_and_who_was_removed_does() {
        ConversationId room = hiddenRoom();
        CreatedInvite invite = invite(alice, room, null);
        node.ask(bob, new UseInvite(invite.code()));
        node.ask(mallory, new UseInvite(invite.code()));
        node.ask(alice, new RemoveMember(room, bob.account()));
        node.ask(alice, new Ban(room, mallory.account(), null));
        assertThat(node.refusal(mallory, new UseInvite(invite.code()))).isEqualTo(FailureCode.BANNED);
        assertThat(node.ask(bob, new UseInvite(invite.code())).memberCount()).isEqualTo(2);
        assertThat(node.ask(alice, new ListInvites(room, null, null)).invites())
                .extracting(InviteView::uses)
                .containsExactly(3);
    }

    @Test
    void moderators_make_invites_and_others_where_it_is_permitted() {
        ConversationId room = node.room(alice, "Open");
        node.ask(bob, new Join(room));
        assertThat(node.refusal(bob, new CreateInvite(room, null, null, null))).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(node.refusal(mallory, new CreateInvite(room, null, null, null)))
                .isEqualTo(FailureCode.NOT_A_MEMBER);
        node.ask(alice, new SetRole(room, bob.account(), Role.MODERATOR));
        node.ask(mallory, new UseInvite(invite(bob, room, null).code()));
        Permissions everyone = new Permissions(null, null, null, null, null, PermissionLevel.EVERYONE);
        node.ask(alice, new Configure(room, null, null, everyone, null));
        CreatedInvite hers = invite(mallory, room, null);
        assertThat(listed(mallory, room)).containsExactly(hers.invite().id());
        assertThat(listed(bob, room)).hasSize(2);
        InviteId foreign = listed(bob, room).get(0);
        assertThat(node.refusal(mallory, new RevokeInvite(room, foreign))).isEqualTo(FailureCode.NOT_FOUND);
        node.ask(bob, new RevokeInvite(room, hers.invite().id()));
        assertThat(listed(mallory, room)).isEmpty();
    }

    @Test
    void the_invites_of_who_is_removed_end() {
        ConversationId room = node.room(alice, "Room");
        node.ask(alice, new AddMember(room, bob.account()));
        node.ask(alice, new SetRole(room, bob.account(), Role.MODERATOR));
        String code = invite(bob, room, null).code();
        String others = invite(alice, room, null).code();
        node.ask(alice, new RemoveMember(room, bob.account()));
        assertThat(node.refusal(mallory, new UseInvite(code))).isEqualTo(FailureCode.INVITE_INVALID);
        assertThat(node.ask(mallory, new UseInvite(others)).id()).isEqualTo(room);
    }

    @Test
    void conversations_that_are_their_participants_have_no_invites() {
        ConversationId direct = node.ask(alice, new Create(ConversationKind.DIRECT, null, TestNode.ids(bob), null))
                .id();
        ConversationId unnamed = node.ask(
                        alice, new Create(ConversationKind.GROUP, null, TestNode.ids(bob, mallory), null))
                .id();
        for (ConversationId conversation : List.of(direct, unnamed)) {
            assertThat(node.refusal(alice, new CreateInvite(conversation, null, null, null)))
                    .isEqualTo(FailureCode.WRONG_KIND);
        }
    }

    @Test
    void invites_come_in_pages() {
        ConversationId room = hiddenRoom();
        List<InviteId> all = IntStream.range(0, 3)
                .mapToObj(i -> invite(alice, room, null).invite().id())
                .toList();
        Invites first = node.ask(alice, new ListInvites(room, null, 2));
        Invites second = node.ask(alice, new ListInvites(room, first.next(), 2));
        List<InviteView> found = new ArrayList<>(first.invites());
        found.addAll(second.invites());
        assertThat(found).extracting(InviteView::id).isEqualTo(all);
        assertThat(second.next()).isNull();
    }
}
