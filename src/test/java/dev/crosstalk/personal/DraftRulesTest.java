package dev.crosstalk.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PersonalCommand.KeepDraft;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DraftRulesTest {
    private static final Draft STORED = new Draft("on the phone", null, null, 7);

    private static KeepDraft draft(String text, long base) {
        return new KeepDraft(new ConversationId(5), text, null, base, null);
    }

    private static Draft keep(Draft stored, KeepDraft command) {
        return DraftRules.keep(stored, command).orElseThrow();
    }

    @Test
    void whoBeganFromTheStoredOneReplacesIt() {
        assertThat(keep(STORED, draft("on the phone, and more", 7)))
                .isEqualTo(new Draft("on the phone, and more", null, null, 0));
    }

    @Test
    void whoHadNotSeenItIsTheNewestAndTheOtherIsNotLost() {
        assertThat(keep(STORED, draft("at the desk", 6))).isEqualTo(new Draft("at the desk", null, "on the phone", 0));
        assertThat(keep(STORED, draft("at the desk", 0)).other()).isEqualTo("on the phone");
    }

    @Test
    void whatIsThrownAwayUnseenIsKept() {
        assertThat(keep(STORED, draft("", 6))).isEqualTo(new Draft("", null, "on the phone", 0));
    }

    @Test
    void theSameTextFromBothIsOneText() {
        assertThat(DraftRules.keep(STORED, draft("on the phone", 3))).isEmpty();
    }

    @Test
    void theOtherStaysUntilItIsTakenOrThrownAway() {
        Draft conflict = new Draft("at the desk", null, "on the phone", 9);

        assertThat(keep(conflict, draft("at the desk, still", 9)).other()).isEqualTo("on the phone");
        assertThat(keep(conflict, new KeepDraft(new ConversationId(5), "at the desk", null, 9L, true)))
                .isEqualTo(new Draft("at the desk", null, null, 0));
        assertThat(keep(conflict, draft("on the phone", 9)).other()).isNull();
    }

    @Test
    void aSecondOtherIsKeptBehindTheFirst() {
        Draft conflict = new Draft("at the desk", null, "on the phone", 9);

        assertThat(keep(conflict, draft("on the tablet", 8)).other()).isEqualTo("on the phone\n\nat the desk");
    }

    @Test
    void whoHadNotSeenTheStoredOneHasSettledNothing() {
        Draft conflict = new Draft("at the desk", null, "on the phone\n\non the tablet", 9);

        Draft kept = keep(conflict, new KeepDraft(new ConversationId(5), "on the phone, settled", null, 8L, true));

        assertThat(kept.text()).isEqualTo("on the phone, settled");
        assertThat(kept.other()).isEqualTo("on the phone\n\non the tablet\n\nat the desk");
    }

    @Test
    void whatDoesNotFitTogetherIsRefusedAndNothingIsLost() {
        Draft conflict = new Draft("b".repeat(60_000), null, "a".repeat(60_000), 9);

        assertThatThrownBy(() -> DraftRules.keep(conflict, draft("c", 8)))
                .isInstanceOfSatisfying(
                        Failure.class, refused -> assertThat(refused.code()).isEqualTo(FailureCode.TEXT_TOO_LONG));
        assertThat(keep(conflict, new KeepDraft(new ConversationId(5), "c", null, 9L, true)))
                .isEqualTo(new Draft("c", null, null, 0));
    }

    @Test
    void charactersOfTwoUnitsCountOnce() {
        Draft conflict = new Draft("😀".repeat(40_000), null, "a".repeat(50_000), 9);

        assertThat(keep(conflict, draft("c", 8)).other()).hasSize(50_000 + 2 + 80_000);
    }

    @Test
    void nothingWasLostWhereNothingWas() {
        assertThat(keep(Draft.NONE, draft("first", 0))).isEqualTo(new Draft("first", null, null, 0));
        assertThat(keep(new Draft("", null, null, 8), draft("next", 3)).other()).isNull();
        assertThat(DraftRules.keep(Draft.NONE, draft("", 0))).isEqualTo(Optional.empty());
    }
}
