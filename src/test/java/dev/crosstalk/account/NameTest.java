package dev.crosstalk.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.bus.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {
    @ParameterizedTest
    @ValueSource(strings = {"alice", "a", "Ünal", "李雷", "मोहन", "bob[away]", "x_-.|{}^`\\", "_1", "42"})
    void letters_digits_marks_and_some_punctuation_make_a_name(String text) {
        assertThat(Name.of(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "two words",
                "tab\t",
                "at@home",
                "<b>",
                "a\u202Eb",
                "a\u200Bb",
                "a\u200Db",
                "\u0301a",
                "a\u3164",
                "a\uFE0F",
                "😀",
                "a\uD800",
                "a\u00A0b",
                "a\u0000"
            })
    void spaces_controls_direction_marks_and_the_invisible_do_not(String text) {
        assertThatThrownBy(() -> Name.of(text)).hasFieldOrPropertyWithValue("code", FailureCode.NAME_INVALID);
    }

    @Test
    void a_name_has_at_most_32_code_points() {
        assertThat(Name.of("𝒳".repeat(32)).text()).hasSize(64);
        assertThatThrownBy(() -> Name.of("x".repeat(33))).hasFieldOrPropertyWithValue("code", FailureCode.NAME_INVALID);
    }

    @Test
    void names_that_differ_in_case_or_compatibility_only_are_one() {
        assertThat(Name.of("ALICE").key()).isEqualTo(Name.of("alice").key());
        assertThat(Name.of("ﬁn").key()).isEqualTo(Name.of("FIN").key());
        assertThat(Name.of("Ａlice").key()).isEqualTo("alice");
        assertThat(Name.of("e\u0301").key()).isEqualTo(Name.of("\u00E9").key());
        assertThat(Name.of("é").key()).isNotEqualTo(Name.of("e").key());
        assertThat(Name.of("ΣΊΣΥΦΟΣ").key()).isEqualTo(Name.of("σίσυφος").key());
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "_", "-", "[]", "^^"})
    void punctuation_alone_makes_no_name(String text) {
        assertThatThrownBy(() -> Name.of(text)).hasFieldOrPropertyWithValue("code", FailureCode.NAME_INVALID);
    }

    @Test
    void the_key_of_a_key_is_that_key() {
        assertThat(Name.of("stra\u1E9Ee").key())
                .isEqualTo(Name.of("stra\u00DFe").key())
                .isEqualTo("strasse");
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            String key = Name.key(Character.toString(character));
            if (!Name.key(key).equals(key)) {
                assertThat(Name.key(key)).as("U+%04X", character).isEqualTo(key);
            }
        }
    }

    @Test
    void a_name_whose_key_would_not_fit_is_refused() {
        assertThatThrownBy(() -> Name.of("\uFDFA".repeat(32)))
                .hasFieldOrPropertyWithValue("code", FailureCode.NAME_INVALID);
    }
}
