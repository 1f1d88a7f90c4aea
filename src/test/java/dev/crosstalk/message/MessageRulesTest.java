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
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.MessageChange.Erased;
import dev.crosstalk.message.MessageChange.Nothing;
import dev.crosstalk.message.MessageChange.Reworded;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
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
            null);

    private final MessageRules rules = new MessageRules(new MessageLimits(null, null));
    private final MessageRules strict =
            new MessageRules(new MessageLimits(Duration.ofMinutes(1), Duration.ofMinutes(2)));

    private static LockedMessage locked(AccountId actor, Role role, StoredMessage message, long age) {
        return locked(actor, new Membership(Membership.State.ACTIVE, role, 0, 1), message, age);
    }

    private static LockedMessage locked(AccountId actor, Membership place, StoredMessage message, long age) {
        return new LockedMessage(
                ConversationSettings.of(ConversationKind.GROUP),
                1,
                9,
                POSTED + age,
                actor,
                Optional.ofNullable(place),
                Optional.ofNullable(message));
    }

    private static FailureCode refusal(ThrowingCallable rule) {
        return catchThrowableOfType(Failure.class, rule).code();
    }

    @Test
    void who_wrote_a_message_edits_it_and_nobody_else() {
        StoredMessage after = ((Reworded) rules.edit(locked(ALICE, Role.MEMBER, MESSAGE, 10), "better")).after();
        assertThat(after.text()).isEqualTo("better");
        assertThat(after.rev()).isEqualTo(9);
        assertThat(after.editedAt()).isEqualTo(POSTED + 10);
        assertThat(after.edits()).isEqualTo(1);
        assertThat(after.time()).isEqualTo(POSTED);
        assertThat(refusal(() -> rules.edit(locked(BOB, Role.MEMBER, MESSAGE, 10), "worse")))
                .isEqualTo(FailureCode.FORBIDDEN);
        assertThat(refusal(() -> rules.edit(locked(BOB, Role.OWNER, MESSAGE, 10), "worse")))
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
        assertThat(rules.edit(locked(ALICE, Role.MEMBER, MESSAGE, 0), "hello")).isEqualTo(new Nothing());
        StoredMessage tombstone = MESSAGE.deleted(8, BOB, 2_000);
        assertThat(rules.delete(locked(ALICE, Role.MEMBER, tombstone, 0))).isEqualTo(new Nothing());
        assertThat(strict.edit(locked(ALICE, Role.MEMBER, MESSAGE, 5 * MINUTE), "hello"))
                .as("the answer to the first request was lost")
                .isEqualTo(new Nothing());
    }

    @Test
    void a_tombstone_is_not_edited() {
        StoredMessage tombstone = MESSAGE.deleted(8, ALICE, 2_000);
        assertThat(refusal(() -> rules.edit(locked(ALICE, Role.MEMBER, tombstone, 0), "again")))
                .isEqualTo(FailureCode.MESSAGE_DELETED);
    }

    @Test
    void old_messages_stay_as_they_are_except_for_moderators() {
        assertThat(strict.edit(locked(ALICE, Role.MEMBER, MESSAGE, MINUTE), "in time"))
                .isInstanceOf(Reworded.class);
        assertThat(refusal(() -> strict.edit(locked(ALICE, Role.MEMBER, MESSAGE, MINUTE + 1), "late")))
                .isEqualTo(FailureCode.TOO_LATE);
        assertThat(refusal(() -> strict.edit(locked(ALICE, Role.OWNER, MESSAGE, MINUTE + 1), "late")))
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
        assertThat(refusal(() -> rules.edit(locked(ALICE, Role.READ_ONLY, MESSAGE, 0), "x")))
                .isEqualTo(FailureCode.READ_ONLY);
        assertThat(refusal(() -> rules.delete(locked(ALICE, Role.READ_ONLY, MESSAGE, 0))))
                .isEqualTo(FailureCode.READ_ONLY);
        assertThat(rules.delete(locked(BOB, Role.MODERATOR, MESSAGE, 0))).isInstanceOf(Erased.class);
    }

    @Test
    void who_is_not_a_member_changes_nothing() {
        Membership left = new Membership(Membership.State.LEFT, Role.MEMBER, 0, 8);
        assertThat(refusal(() -> rules.edit(locked(ALICE, left, MESSAGE, 0), "x")))
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
}
