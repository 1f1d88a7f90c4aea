package dev.crosstalk.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountNamesTest {
    private final AccountNames names = new AccountNames();

    @Test
    void aValidFreeNickIsTheName() {
        assertThat(names.give("alice[away]_-^|`\\")).isEqualTo("alice[away]_-^|`\\");
    }

    @Test
    void charactersThatNoNameMayHaveAreReplaced() {
        assertThat(names.give("[a] alice ")).isEqualTo("[a]_alice");
        assertThat(names.give("bob@home\u202E")).isEqualTo("bob_home_");
        assertThat(names.give("  ")).isEqualTo("nick");
    }

    @Test
    void aNameThatIsGivenGetsANumber() {
        assertThat(names.give("Alice")).isEqualTo("Alice");
        assertThat(names.give("alice")).isEqualTo("alice_2");
        assertThat(names.give("ALICE")).isEqualTo("ALICE_3");
    }

    @Test
    void aLongNickIsCutAndTheNumberStillFits() {
        assertThat(names.give("b".repeat(40))).isEqualTo("b".repeat(32));
        assertThat(names.give("b".repeat(33))).isEqualTo("b".repeat(30) + "_2");
    }

    @Test
    void nicksThatDifferInCaseOrWidthAreTheSame() {
        assertThat(AccountNames.key("Bob ")).isEqualTo(AccountNames.key("bob"));
        assertThat(AccountNames.key("\uFF42ob")).isEqualTo(AccountNames.key("bob"));
        assertThat(AccountNames.key("bob")).isNotEqualTo(AccountNames.key("bo"));
    }
}
