package dev.crosstalk.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.MessageId;
import dev.crosstalk.bus.PermissionLevel;
import dev.crosstalk.bus.Permissions;
import dev.crosstalk.bus.Quote;
import dev.crosstalk.bus.Role;
import dev.crosstalk.bus.SessionId;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.Draft.Key;
import dev.crosstalk.message.Draft.Reply;
import dev.crosstalk.message.Draft.Seat;
import dev.crosstalk.message.Outcome.Known;
import dev.crosstalk.message.Outcome.Refused;
import dev.crosstalk.message.Outcome.Stored;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NumberingTest {
    private static final ApplicationId OURS = new ApplicationId(1);
    private static final Caller ALICE = new Caller(OURS, new AccountId(10), new SessionId(1));
    private static final Caller MALLORY = new Caller(OURS, new AccountId(30), new SessionId(3));
    private static final ConversationId GROUP = new ConversationId(100);
    private static final ConversationId ROOM = new ConversationId(200);
    private static final ConversationSettings FRIENDS = ConversationSettings.of(ConversationKind.GROUP);
    private static final ConversationSettings PUBLIC = ConversationSettings.of(ConversationKind.ROOM);
    private static final long NOW = 5_000;

    private final Map<ConversationId, Head> heads = new HashMap<>(Map.of(
            GROUP, new Head(GROUP, OURS, ConversationKind.GROUP, FRIENDS, 5, 7, 9, 70, 4_000, false),
            ROOM, new Head(ROOM, OURS, ConversationKind.ROOM, PUBLIC, 5, 0, 1, 0, 6_000, false)));
    private final Map<Seat, Membership> members = new HashMap<>(Map.of(
            new Seat(100, 10), place(Membership.State.ACTIVE), new Seat(200, 10), place(Membership.State.ACTIVE)));
    private static final ConversationSettings EVERYONE_CALLS = ConversationSettings.of(ConversationKind.ROOM)
            .with(null, new Permissions(null, null, null, null, PermissionLevel.EVERYONE, null), null);
    private static final MessageLimits LIMITS = new MessageLimits(null, null, 10);

    private final Map<Key, Posted> known = new HashMap<>();
    private final Map<Reply, Original> originals = new HashMap<>();

    private static Membership place(Membership.State state) {
        return new Membership(state, Role.MEMBER, 0, 1);
    }

    private Numbering numbering() {
        return new Numbering(heads, members, known, new PostRules(originals, LIMITS), above -> above + 1, NOW);
    }

    private static Draft draft(Caller caller, ConversationId conversation, UUID clientId) {
        return new Draft(caller, new Post(conversation, "text", clientId));
    }

    private static Draft draft(Caller caller, ConversationId conversation) {
        return draft(caller, conversation, UUID.randomUUID());
    }

    private static FailureCode refusal(Outcome outcome) {
        return ((Refused) outcome).failure().code();
    }

    @Test
    void each_message_takes_the_next_seq_rev_and_a_higher_id() {
        Numbering numbering = numbering();
        Stored first = (Stored) numbering.admit(draft(ALICE, GROUP));
        Stored second = (Stored) numbering.admit(draft(ALICE, GROUP));
        assertThat(first.message().seq()).isEqualTo(8);
        assertThat(first.message().rev()).isEqualTo(10);
        assertThat(first.message().id()).isEqualTo(new MessageId(71));
        assertThat(second.message().seq()).isEqualTo(9);
        assertThat(second.message().rev()).isEqualTo(11);
        assertThat(second.message().id()).isEqualTo(new MessageId(72));
        assertThat(numbering.changedHeads())
                .containsExactly(new Head(GROUP, OURS, ConversationKind.GROUP, FRIENDS, 5, 9, 11, 72, NOW, false));
    }

    @Test
    void time_never_goes_back_in_a_conversation() {
        assertThat(((Stored) numbering().admit(draft(ALICE, ROOM))).message().time())
                .isEqualTo(6_000);
        assertThat(((Stored) numbering().admit(draft(ALICE, GROUP))).message().time())
                .isEqualTo(NOW);
    }

    @Test
    void a_draft_twice_in_a_batch_is_stored_once() {
        Numbering numbering = numbering();
        Draft draft = draft(ALICE, GROUP);
        Stored stored = (Stored) numbering.admit(draft);
        Known again = (Known) numbering.admit(draft);
        assertThat(again.posted()).isEqualTo(stored.posted(true));
        assertThat(refusal(numbering.admit(draft(ALICE, ROOM, draft.post().clientId()))))
                .isEqualTo(FailureCode.CLIENT_ID_REUSED);
        assertThat(numbering.changedHeads()).hasSize(1);
    }

    @Test
    void what_is_stored_is_answered_also_to_who_may_post_no_more() {
        Draft draft = draft(ALICE, GROUP);
        Posted posted = new Posted(new MessageId(50), GROUP, 5, 6, 3_000, true);
        known.put(draft.key(), posted);
        members.put(draft.seat(), place(Membership.State.BANNED));
        assertThat(numbering().admit(draft)).isEqualTo(new Known(posted));
        assertThat(refusal(numbering().admit(draft(ALICE, GROUP)))).isEqualTo(FailureCode.NOT_A_MEMBER);
    }

    @Test
    void a_closed_conversation_takes_nothing_new_and_answers_what_it_has() {
        heads.put(GROUP, new Head(GROUP, OURS, ConversationKind.DIRECT, FRIENDS, 2, 7, 9, 70, 4_000, true));
        Draft draft = draft(ALICE, GROUP);
        Posted posted = new Posted(new MessageId(50), GROUP, 5, 6, 3_000, true);
        known.put(draft.key(), posted);
        assertThat(numbering().admit(draft)).isEqualTo(new Known(posted));
        assertThat(refusal(numbering().admit(draft(ALICE, GROUP)))).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(refusal(numbering().admit(draft(MALLORY, GROUP)))).isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void to_strangers_groups_do_not_exist_and_rooms_want_members() {
        assertThat(refusal(numbering().admit(draft(MALLORY, GROUP)))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(refusal(numbering().admit(draft(MALLORY, ROOM)))).isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(refusal(numbering().admit(draft(ALICE, new ConversationId(300)))))
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void conversations_of_another_application_do_not_exist() {
        Caller foreign = new Caller(new ApplicationId(2), ALICE.account(), ALICE.session());
        assertThat(refusal(numbering().admit(draft(foreign, GROUP)))).isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void a_refused_draft_takes_no_number() {
        Numbering numbering = numbering();
        numbering.admit(draft(MALLORY, GROUP));
        assertThat(numbering.changedHeads()).isEmpty();
        assertThat(((Stored) numbering.admit(draft(ALICE, GROUP))).message().seq())
                .isEqualTo(8);
    }

    private void settle(ConversationSettings settings) {
        heads.put(GROUP, new Head(GROUP, OURS, ConversationKind.GROUP, settings, 5, 7, 9, 70, 4_000, false));
    }

    private void alicePostedAt(Role role, long lastPostAt) {
        members.put(new Seat(100, 10), new Membership(Membership.State.ACTIVE, role, 0, 1, null, lastPostAt));
    }

    @Test
    void readers_do_not_post_and_announcements_are_for_moderators() {
        alicePostedAt(Role.READ_ONLY, 0);
        assertThat(refusal(numbering().admit(draft(ALICE, GROUP)))).isEqualTo(FailureCode.READ_ONLY);
        settle(FRIENDS.with(null, new Permissions(PermissionLevel.MODERATORS, null, null, null, null, null), null));
        alicePostedAt(Role.MEMBER, 0);
        assertThat(refusal(numbering().admit(draft(ALICE, GROUP)))).isEqualTo(FailureCode.READ_ONLY);
        alicePostedAt(Role.MODERATOR, 0);
        assertThat(numbering().admit(draft(ALICE, GROUP))).isInstanceOf(Stored.class);
    }

    @Test
    void in_slow_mode_a_member_waits_for_exactly_the_rest_of_the_time() {
        settle(FRIENDS.with(null, null, 3));
        alicePostedAt(Role.MEMBER, NOW - 1_000);
        Refused refused = (Refused) numbering().admit(draft(ALICE, GROUP));
        assertThat(refused.failure().code()).isEqualTo(FailureCode.SLOW_MODE);
        assertThat(refused.failure().retryAfterMs()).isEqualTo(2_000);
        alicePostedAt(Role.MEMBER, NOW - 3_000);
        assertThat(numbering().admit(draft(ALICE, GROUP))).isInstanceOf(Stored.class);
    }

    @Test
    void slow_mode_holds_within_one_batch_and_not_for_repetitions() {
        settle(FRIENDS.with(null, null, 3));
        alicePostedAt(Role.MEMBER, 0);
        Numbering numbering = numbering();
        Draft first = draft(ALICE, GROUP);
        assertThat(numbering.admit(first)).isInstanceOf(Stored.class);
        assertThat(refusal(numbering.admit(draft(ALICE, GROUP)))).isEqualTo(FailureCode.SLOW_MODE);
        assertThat(numbering.admit(first)).isInstanceOf(Known.class);
        assertThat(numbering.slowPosts()).containsExactly(Map.entry(new Seat(100, 10), NOW));
    }

    @Test
    void moderators_never_wait_and_where_there_is_no_slow_mode_nothing_is_noted() {
        settle(FRIENDS.with(null, null, 3));
        alicePostedAt(Role.MODERATOR, NOW);
        Numbering numbering = numbering();
        assertThat(numbering.admit(draft(ALICE, GROUP))).isInstanceOf(Stored.class);
        assertThat(numbering.admit(draft(ALICE, ROOM))).isInstanceOf(Stored.class);
        assertThat(numbering.slowPosts()).isEmpty();
    }

    private static Draft answer(long seq) {
        return new Draft(ALICE, new Post(GROUP, "text", UUID.randomUUID(), seq, null, null));
    }

    private static Draft mentioning(ConversationId conversation, Boolean everyone, AccountId... accounts) {
        return new Draft(ALICE, new Post(conversation, "text", UUID.randomUUID(), null, List.of(accounts), everyone));
    }

    private void original(long seq, boolean deleted, boolean forAll) {
        Reply reply = new Reply(new Seat(100, 10), seq);
        originals.put(reply, new Original(seq, new AccountId(20), "said before", deleted, forAll));
    }

    @Test
    void an_answer_quotes_what_all_may_see_of_the_message() {
        original(3, false, true);
        original(4, false, false);
        assertThat(((Stored) numbering().admit(answer(3))).message().replyTo())
                .isEqualTo(new Quote(3, new AccountId(20), "said before", null));
        assertThat(((Stored) numbering().admit(answer(4))).message().replyTo())
                .as("some joined after it")
                .isEqualTo(Quote.of(4));
    }

    @Test
    void what_is_not_there_or_not_to_be_seen_or_deleted_is_not_answered() {
        original(3, false, true);
        original(4, true, true);
        assertThat(refusal(numbering().admit(answer(5)))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(refusal(numbering().admit(answer(4)))).isEqualTo(FailureCode.MESSAGE_DELETED);
        members.put(new Seat(100, 10), new Membership(Membership.State.ACTIVE, Role.MEMBER, 3, 1));
        assertThat(refusal(numbering().admit(answer(3)))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(numbering().changedHeads()).isEmpty();
    }

    @Test
    void of_those_who_are_mentioned_members_stay() {
        members.put(new Seat(100, 20), place(Membership.State.ACTIVE));
        members.put(new Seat(100, 40), place(Membership.State.LEFT));
        Stored stored = (Stored)
                numbering().admit(mentioning(GROUP, null, new AccountId(20), new AccountId(40), new AccountId(50)));
        assertThat(stored.message().mentions()).containsExactly(new AccountId(20));
        assertThat(stored.message().everyone()).isNull();
        assertThat(((Stored) numbering().admit(mentioning(GROUP, true, new AccountId(50)))).message())
                .satisfies(message -> {
                    assertThat(message.mentions()).isNull();
                    assertThat(message.everyone()).isTrue();
                });
    }

    @Test
    void everyone_of_a_large_room_is_mentioned_by_moderators_only() {
        Head large = new Head(ROOM, OURS, ConversationKind.ROOM, EVERYONE_CALLS, 11, 0, 1, 0, 6_000, false);
        heads.put(ROOM, new Head(ROOM, OURS, ConversationKind.ROOM, EVERYONE_CALLS, 10, 0, 1, 0, 6_000, false));
        assertThat(numbering().admit(mentioning(ROOM, true))).isInstanceOf(Stored.class);
        heads.put(ROOM, large);
        assertThat(refusal(numbering().admit(mentioning(ROOM, true)))).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(numbering().admit(mentioning(ROOM, false))).isInstanceOf(Stored.class);
        members.put(new Seat(200, 10), new Membership(Membership.State.ACTIVE, Role.MODERATOR, 0, 1));
        assertThat(numbering().admit(mentioning(ROOM, true))).isInstanceOf(Stored.class);
    }

    @Test
    void who_mentions_everyone_is_settled_by_the_conversation() {
        ConversationSettings strict = ConversationSettings.of(ConversationKind.GROUP)
                .with(null, new Permissions(null, null, null, null, PermissionLevel.MODERATORS, null), null);
        heads.put(GROUP, new Head(GROUP, OURS, ConversationKind.GROUP, strict, 2, 7, 9, 70, 4_000, false));
        assertThat(refusal(numbering().admit(mentioning(GROUP, true)))).isEqualTo(FailureCode.FORBIDDEN);
    }
}
