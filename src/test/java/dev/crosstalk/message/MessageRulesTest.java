package dev.crosstalk.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageId;
import dev.crosstalk.bus.PermissionLevel;
import dev.crosstalk.bus.Permissions;
import dev.crosstalk.bus.Role;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.LockedMessage.Pins;
import dev.crosstalk.message.LockedMessage.Where;
import dev.crosstalk.message.MessageChange.Erased;
import dev.crosstalk.message.MessageChange.Nothing;
import dev.crosstalk.message.MessageChange.Reacted;
import dev.crosstalk.message.MessageChange.Reworded;
import dev.crosstalk.message.Reactions.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MessageRulesTest {
    private static final AccountId ALICE = new AccountId(10);
    private static final AccountId BOB = new AccountId(20);
    private static final long POSTED = 1_000;
    private static final long MINUTE = 60_000;
    private static final StoredMessage MESSAGE = new StoredMessage(
            new ConversationId(100),
            5,
            new MessageId(50),
            7,
            ALICE,
            UUID.randomUUID(),
            "hello",
            POSTED,
            null,
            0,
            null,
            null,
            Mentions.NONE);

    private final MessageRules rules = new MessageRules(new MessageLimits(null, null, 10));
    private final MessageRules strict =
            new MessageRules(new MessageLimits(Duration.ofMinutes(1), Duration.ofMinutes(2), 10));

    private static LockedMessage locked(AccountId actor, Role role, StoredMessage message, long age) {
        return locked(actor, new Membership(Membership.State.ACTIVE, role, 0, 1), message, age);
    }

    private static LockedMessage locked(AccountId actor, Membership place, StoredMessage message, long age) {
        return locked(actor, place, message, age, Reactions.NONE, Pins.NONE);
    }

    private static LockedMessage locked(
            AccountId actor, Membership place, StoredMessage message, long age, Reactions reactions, Pins pins) {
        ConversationSettings settings = ConversationSettings.of(ConversationKind.GROUP);
        return new LockedMessage(
                new Where(ConversationKind.GROUP, settings, 3, 1, 9, 9, POSTED + age, false),
                actor,
                Optional.ofNullable(place),
                Optional.ofNullable(message),
                false,
                Set.of(BOB),
                reactions,
                pins);
    }

    private static Edit edit(String text) {
        return new Edit(MESSAGE.conversation(), MESSAGE.seq(), text);
    }

    private static FailureCode refusal(ThrowingCallable rule) {
        return catchThrowableOfType(Failure.class, rule).code();
    }

    @Test
    void who_wrote_a_message_edits_it_and_nobody_else() {
        StoredMessage after = ((Reworded) rules.edit(locked(ALICE, Role.MEMBER, MESSAGE, 10), edit("better"))).after();
        assertThat(after.text()).isEqualTo("better");
        assertThat(after.rev()).isEqualTo(9);
        assertThat(after.editedAt()).isEqualTo(POSTED + 10);
        assertThat(after.edits()).isEqualTo(1);
        assertThat(after.time()).isEqualTo(POSTED);
        assertThat(refusal(() -> rules.edit(locked(BOB, Role.MEMBER, MESSAGE, 10), edit("worse"))))
                .isEqualTo(FailureCode.FORBIDDEN);
        assertThat(refusal(() -> rules.edit(locked(BOB, Role.OWNER, MESSAGE, 10), edit("worse"))))
                .isEqualTo(FailureCode.FORBIDDEN);
    }

    @Test
    void who_wrote_a_message_deletes_it_and_so_do_moderators() {
        StoredMessage own = ((Erased) rules.delete(locked(ALICE, Role.MEMBER, MESSAGE, 10))).after();
        assertThat(own.text()).isEmpty();
        assertThat(own.deletion()).isEqualTo(new StoredMessage.Deletion(ALICE, POSTED + 10));
        assertThat(((Erased) rules.delete(locked(BOB, Role.OWNER, MESSAGE, 10)))
                        .after()
                        .deletion()
                        .actor())
                .isEqualTo(BOB);
        assertThat(refusal(() -> rules.delete(locked(BOB, Role.MEMBER, MESSAGE, 10))))
                .isEqualTo(FailureCode.FORBIDDEN);
    }

    @Test
    void what_is_so_already_changes_nothing() {
        assertThat(rules.edit(locked(ALICE, Role.MEMBER, MESSAGE, 0), edit("hello")))
                .isEqualTo(new Nothing());
        StoredMessage tombstone = MESSAGE.deleted(8, BOB, 2_000);
        assertThat(rules.delete(locked(ALICE, Role.MEMBER, tombstone, 0))).isEqualTo(new Nothing());
        assertThat(strict.edit(locked(ALICE, Role.MEMBER, MESSAGE, 5 * MINUTE), edit("hello")))
                .as("the answer to the first request was lost")
                .isEqualTo(new Nothing());
    }

    @Test
    void a_tombstone_is_not_edited() {
        StoredMessage tombstone = MESSAGE.deleted(8, ALICE, 2_000);
        assertThat(refusal(() -> rules.edit(locked(ALICE, Role.MEMBER, tombstone, 0), edit("again"))))
                .isEqualTo(FailureCode.MESSAGE_DELETED);
    }

    @Test
    void old_messages_stay_as_they_are_except_for_moderators() {
        assertThat(strict.edit(locked(ALICE, Role.MEMBER, MESSAGE, MINUTE), edit("in time")))
                .isInstanceOf(Reworded.class);
        assertThat(refusal(() -> strict.edit(locked(ALICE, Role.MEMBER, MESSAGE, MINUTE + 1), edit("late"))))
                .isEqualTo(FailureCode.TOO_LATE);
        assertThat(refusal(() -> strict.edit(locked(ALICE, Role.OWNER, MESSAGE, MINUTE + 1), edit("late"))))
                .isEqualTo(FailureCode.TOO_LATE);
        assertThat(strict.delete(locked(ALICE, Role.MEMBER, MESSAGE, 2 * MINUTE)))
                .isInstanceOf(Erased.class);
        assertThat(refusal(() -> strict.delete(locked(ALICE, Role.MEMBER, MESSAGE, 2 * MINUTE + 1))))
                .isEqualTo(FailureCode.TOO_LATE);
        assertThat(strict.delete(locked(BOB, Role.OWNER, MESSAGE, 2 * MINUTE + 1)))
                .isInstanceOf(Erased.class);
    }

    @Test
    void who_only_reads_changes_nothing_that_others_see() {
        assertThat(refusal(() -> rules.edit(locked(ALICE, Role.READ_ONLY, MESSAGE, 0), edit("x"))))
                .isEqualTo(FailureCode.READ_ONLY);
        assertThat(refusal(() -> rules.delete(locked(ALICE, Role.READ_ONLY, MESSAGE, 0))))
                .isEqualTo(FailureCode.READ_ONLY);
        assertThat(rules.delete(locked(BOB, Role.MODERATOR, MESSAGE, 0))).isInstanceOf(Erased.class);
    }

    @Test
    void who_may_not_post_any_more_does_not_say_something_new_in_an_old_place() {
        Permissions announcements = new Permissions(PermissionLevel.MODERATORS, null, null, null, null, null);
        LockedMessage open = locked(ALICE, Role.MEMBER, MESSAGE, 0);
        LockedMessage hers = withSettings(open, open.conversation().settings().with(null, announcements, null));
        assertThat(refusal(() -> rules.edit(hers, edit("buy here")))).isEqualTo(FailureCode.READ_ONLY);
        assertThat(rules.edit(hers, edit(MESSAGE.text()))).isEqualTo(new Nothing());
        assertThat(rules.delete(hers)).isInstanceOf(Erased.class);
        assertThat(rules.react(hers, "👍", true)).isInstanceOf(Reacted.class);
        LockedMessage moderated = locked(ALICE, Role.MODERATOR, MESSAGE, 0);
        assertThat(rules.edit(withSettings(moderated, hers.conversation().settings()), edit("corrected")))
                .isInstanceOf(Reworded.class);
    }

    private static LockedMessage withSettings(LockedMessage locked, ConversationSettings settings) {
        Where where = locked.conversation();
        return new LockedMessage(
                new Where(
                        where.kind(),
                        settings,
                        where.memberCount(),
                        where.firstSeq(),
                        where.lastSeq(),
                        where.rev(),
                        where.time(),
                        where.closed()),
                locked.actor(),
                locked.place(),
                locked.found(),
                locked.hidden(),
                locked.members(),
                locked.reactions(),
                locked.pins());
    }

    @Test
    void who_is_not_a_member_changes_nothing() {
        Membership left = new Membership(Membership.State.LEFT, Role.MEMBER, 0, 8);
        assertThat(refusal(() -> rules.edit(locked(ALICE, left, MESSAGE, 0), edit("x"))))
                .isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(refusal(() -> rules.delete(locked(ALICE, left, MESSAGE, 0)))).isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(refusal(() -> rules.delete(locked(BOB, (Membership) null, MESSAGE, 0))))
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void what_one_may_not_see_does_not_exist() {
        Membership later = new Membership(Membership.State.ACTIVE, Role.OWNER, 5, 8);
        assertThat(refusal(() -> rules.delete(locked(BOB, later, MESSAGE, 0)))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(refusal(() -> rules.delete(locked(BOB, Role.OWNER, null, 0))))
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    private static final Membership MEMBER = new Membership(Membership.State.ACTIVE, Role.MEMBER, 0, 1);

    private static LockedMessage reacted(Map<String, Kind> kinds, String... own) {
        return locked(BOB, MEMBER, MESSAGE, 0, new Reactions(kinds, Set.of(own), Set.of(own)), Pins.NONE);
    }

    @Test
    void a_reaction_counts_those_of_its_kind_and_keeps_its_place_among_the_kinds() {
        assertThat(rules.react(reacted(Map.of()), "👍", true)).isEqualTo(new Reacted("👍", true, 1, 9));
        Map<String, Kind> liked = Map.of("👍", new Kind(2, 8));
        assertThat(rules.react(reacted(liked), "👍", true)).isEqualTo(new Reacted("👍", true, 3, 8));
        assertThat(rules.react(reacted(liked, "👍"), "👍", false)).isEqualTo(new Reacted("👍", false, 1, 8));
        assertThat(rules.react(reacted(liked, "👍"), "👍", true)).isEqualTo(new Nothing());
        assertThat(rules.react(reacted(liked), "👍", false)).isEqualTo(new Nothing());
    }

    @Test
    void a_message_has_at_most_fifty_kinds_of_reactions() {
        Map<String, Kind> fifty = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            fifty.put(":k" + i + ":", new Kind(1, i));
        }
        assertThat(refusal(() -> rules.react(reacted(fifty), "👍", true))).isEqualTo(FailureCode.TOO_MANY_REACTIONS);
        assertThat(rules.react(reacted(fifty), ":k7:", true)).isInstanceOf(Reacted.class);
    }

    @Test
    void nobody_leaves_traces_of_more_than_fifty_kinds_on_a_message() {
        Set<String> fifty = IntStream.range(0, 50).mapToObj(i -> ":k" + i + ":").collect(Collectors.toSet());
        LockedMessage tried =
                locked(BOB, MEMBER, MESSAGE, 0, new Reactions(Map.of(), Set.of(":k1:"), fifty), Pins.NONE);
        assertThat(refusal(() -> rules.react(tried, "👍", true))).isEqualTo(FailureCode.TOO_MANY_REACTIONS);
        assertThat(rules.react(tried, "👍", false)).isEqualTo(new Nothing());
        assertThat(rules.react(tried, ":k7:", true)).isInstanceOf(Reacted.class);
    }

    @Test
    void tombstones_and_readers_do_not_react() {
        StoredMessage tombstone = MESSAGE.deleted(8, ALICE, 2_000);
        assertThat(refusal(() -> rules.react(locked(BOB, Role.MEMBER, tombstone, 0), "👍", true)))
                .isEqualTo(FailureCode.MESSAGE_DELETED);
        assertThat(refusal(() -> rules.react(locked(BOB, Role.READ_ONLY, MESSAGE, 0), "👍", true)))
                .isEqualTo(FailureCode.READ_ONLY);
    }

    @Test
    void a_conversation_pins_so_many_messages_and_each_once() {
        assertThat(rules.pin(locked(BOB, MEMBER, MESSAGE, 0, Reactions.NONE, new Pins(false, 99))))
                .isInstanceOf(MessageChange.Pinned.class);
        assertThat(refusal(() -> rules.pin(locked(BOB, MEMBER, MESSAGE, 0, Reactions.NONE, new Pins(false, 100)))))
                .isEqualTo(FailureCode.TOO_MANY_PINS);
        assertThat(rules.pin(locked(BOB, MEMBER, MESSAGE, 0, Reactions.NONE, new Pins(true, 100))))
                .isEqualTo(new Nothing());
        assertThat(rules.unpin(locked(BOB, MEMBER, MESSAGE, 0))).isEqualTo(new Nothing());
        assertThat(refusal(() -> rules.pin(locked(BOB, Role.READ_ONLY, MESSAGE, 0))))
                .isEqualTo(FailureCode.READ_ONLY);
    }

    @Test
    void an_edit_mentions_as_before_unless_it_says_otherwise() {
        StoredMessage before = MESSAGE.edited(8, "hello", new Mentions(List.of(ALICE), true), 2_000);
        LockedMessage locked = locked(ALICE, Role.MEMBER, before, 0);
        assertThat(((Reworded) rules.edit(locked, edit("hi"))).after().mentions())
                .isEqualTo(before.mentions());
        Edit others = new Edit(MESSAGE.conversation(), MESSAGE.seq(), "hello", List.of(BOB, new AccountId(30)), false);
        assertThat(((Reworded) rules.edit(locked, others)).after().mentions())
                .as("who is a member")
                .isEqualTo(new Mentions(List.of(BOB), false));
    }

    @Test
    void who_is_blocked_says_nothing_new_by_what_was_said_and_may_take_it_back() {
        LockedMessage open = locked(ALICE, Role.MEMBER, MESSAGE, 0);
        Where where = open.conversation();
        LockedMessage closed = new LockedMessage(
                new Where(
                        ConversationKind.DIRECT,
                        where.settings(),
                        2,
                        where.firstSeq(),
                        where.lastSeq(),
                        where.rev(),
                        where.time(),
                        true),
                ALICE,
                open.place(),
                open.found(),
                false,
                Set.of(),
                Reactions.NONE,
                Pins.NONE);
        assertThat(refusal(() -> rules.edit(closed, edit("insult")))).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(refusal(() -> rules.react(closed, "👍", true))).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(refusal(() -> rules.pin(closed))).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(rules.delete(closed)).isInstanceOf(Erased.class);
    }
}
