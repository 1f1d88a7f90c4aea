package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountCommand.Delete;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.InviteCommand.CreateInvite;
import dev.crosstalk.bus.InviteCommand.CreatedInvite;
import dev.crosstalk.bus.InviteCommand.InviteView;
import dev.crosstalk.bus.InviteCommand.ListInvites;
import dev.crosstalk.bus.InviteCommand.PreviewInvite;
import dev.crosstalk.bus.InviteCommand.RevokeInvite;
import dev.crosstalk.bus.InviteCommand.UseInvite;
import dev.crosstalk.bus.ModerationCommand.Ban;
import dev.crosstalk.bus.ModerationCommand.Configure;
import dev.crosstalk.bus.ModerationCommand.SetRole;
import dev.crosstalk.bus.ModerationCommand.Unban;
import dev.crosstalk.bus.PermissionLevel;
import dev.crosstalk.bus.Permissions;
import dev.crosstalk.bus.Role;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** When invites end, and that what has ended goes, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class InviteEndContract {
    private static int people;

    private PersistenceSettings settings;
    private TestNode node;
    private Caller alice;
    private Caller bob;
    private Caller mallory;
    private ConversationId room;

    abstract String freshUrl();

    @BeforeAll
    void start() {
        settings = PersistenceSettings.at(freshUrl());
        node = new TestNode(settings);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    /** A room of alice in which bob, who is a member, has made an invite, as everyone there may. */
    @BeforeEach
    void newPeople() {
        people++;
        alice = node.guest("alice" + people);
        bob = node.guest("bob" + people);
        mallory = node.guest("mallory" + people);
        room = node.room(alice, "Room");
        permit(PermissionLevel.EVERYONE);
        node.ask(alice, new AddMember(room, bob.account()));
    }

    private void permit(PermissionLevel invite) {
        node.ask(alice, new Configure(room, null, null, new Permissions(null, null, null, null, null, invite), null));
    }

    private CreatedInvite invite(Caller caller) {
        return node.ask(caller, new CreateInvite(room, null, null, null));
    }

    private List<InviteView> listed() {
        return node.ask(alice, new ListInvites(room, null, 1000)).invites();
    }

    private void assertEnded(CreatedInvite invite) {
        assertThat(node.refusal(mallory, new PreviewInvite(invite.code()))).isEqualTo(FailureCode.INVITE_INVALID);
        assertThat(node.refusal(mallory, new UseInvite(invite.code()))).isEqualTo(FailureCode.INVITE_INVALID);
        assertThat(listed())
                .extracting(InviteView::id)
                .doesNotContain(invite.invite().id());
    }

    private void assertLetsIn(CreatedInvite invite) {
        assertThat(node.ask(mallory, new UseInvite(invite.code())).id()).isEqualTo(room);
    }

    @Test
    void the_invites_of_who_leaves_end_and_do_not_come_back_with_them() {
        CreatedInvite his = invite(bob);
        CreatedInvite hers = invite(alice);
        node.ask(bob, new Leave(room));
        assertEnded(his);
        node.ask(bob, new Join(room));
        assertEnded(his);
        assertLetsIn(hers);
    }

    @Test
    void the_invites_of_who_is_banned_end_for_good() {
        CreatedInvite his = invite(bob);
        node.ask(alice, new Ban(room, bob.account(), null));
        assertEnded(his);
        node.ask(alice, new Unban(room, bob.account()));
        node.ask(alice, new AddMember(room, bob.account()));
        assertEnded(his);
    }

    @Test
    void the_invites_of_who_may_only_read_from_now_on_end() {
        CreatedInvite his = invite(bob);
        node.ask(alice, new SetRole(room, bob.account(), Role.MODERATOR));
        assertThat(listed()).hasSize(1);
        node.ask(alice, new SetRole(room, bob.account(), Role.READ_ONLY));
        assertEnded(his);
    }

    @Test
    void those_that_a_permission_no_longer_covers_end_and_the_others_stay() {
        CreatedInvite his = invite(bob);
        CreatedInvite hers = invite(alice);
        permit(PermissionLevel.MODERATORS);
        assertEnded(his);
        permit(PermissionLevel.EVERYONE);
        assertEnded(his);
        assertLetsIn(hers);
    }

    @Test
    void the_invites_of_a_deleted_account_end() {
        CreatedInvite his = invite(bob);
        node.ask(bob, new Delete("bob" + people, null));
        await().untilAsserted(() -> assertEnded(his));
    }

    @Test
    void an_invite_whose_maker_may_invite_no_more_lets_nobody_in_even_if_nobody_ended_it() {
        CreatedInvite his = invite(bob);
        node.ask(bob, new Leave(room));
        past(
                "UPDATE invite SET revoked_at = NULL WHERE id = ?",
                his.invite().id().value());
        assertEnded(his);
    }

    @Test
    void a_conversation_has_at_most_a_hundred_invites_that_live() {
        List<CreatedInvite> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(invite(i % 2 == 0 ? alice : bob));
        }
        assertThat(node.refusal(bob, new CreateInvite(room, null, null, null))).isEqualTo(FailureCode.TOO_MANY_INVITES);
        node.ask(alice, new RevokeInvite(room, all.get(0).invite().id()));
        invite(bob);
        assertThat(listed()).hasSize(100);
    }

    @Test
    void who_makes_and_ends_invites_without_end_is_slowed_down() {
        for (int round = 0; round < 10; round++) {
            List<Future<CreatedInvite>> made = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                made.add(node.bus().request(bob, new CreateInvite(room, null, null, null)));
            }
            List<Future<?>> ended = new ArrayList<>();
            TestNode.await(Future.all(made));
            made.forEach(one -> ended.add(node.bus()
                    .request(bob, new RevokeInvite(room, one.result().invite().id()))));
            TestNode.await(Future.all(ended));
        }
        assertThat(listed()).isEmpty();
        assertThat(node.refusal(bob, new CreateInvite(room, null, null, null)))
                .isEqualTo(FailureCode.TOO_MANY_REQUESTS);
        past("UPDATE invite SET revoked_at = revoked_at - 600001 WHERE conversation_id = ?", room.value());
        node.removeEndedInvites();
        assertThat(rows()).isZero();
        invite(bob);
    }

    @Test
    void what_has_ended_a_while_ago_is_removed_and_what_lives_stays() {
        CreatedInvite revoked = invite(bob);
        node.ask(bob, new RevokeInvite(room, revoked.invite().id()));
        CreatedInvite usedUp = node.ask(bob, new CreateInvite(room, null, null, 1));
        assertLetsIn(usedUp);
        CreatedInvite expired = node.ask(bob, new CreateInvite(room, null, 60_000L, null));
        CreatedInvite expiring = node.ask(bob, new CreateInvite(room, null, 3_600_000L, null));
        CreatedInvite living = invite(bob);
        node.removeEndedInvites();
        assertThat(rows()).isEqualTo(5);
        assertThat(node.ask(mallory, new UseInvite(usedUp.code())).id()).isEqualTo(room);

        past("UPDATE invite SET revoked_at = revoked_at - 600001 WHERE conversation_id = ?", room.value());
        past("UPDATE invite SET expires_at = expires_at - 660001 WHERE conversation_id = ?", room.value());
        node.removeEndedInvites();
        assertThat(rows()).isEqualTo(2);
        assertThat(listed())
                .extracting(InviteView::id)
                .containsExactly(expiring.invite().id(), living.invite().id());
        assertThat(node.refusal(mallory, new UseInvite(expired.code()))).isEqualTo(FailureCode.INVITE_INVALID);
    }

    private long rows() {
        Database database = node.database(settings);
        try {
            return TestNode.await(
                    database.reading().number("SELECT COUNT(*) FROM invite WHERE conversation_id = ?", room.value()));
        } finally {
            TestNode.await(database.close());
        }
    }

    /** What time, or an older version, would have made of the rows. */
    private void past(String sql, long value) {
        Database database = node.database(settings);
        try {
            TestNode.await(database.write(statements -> statements.update(sql, value)));
        } finally {
            TestNode.await(database.close());
        }
    }
}
