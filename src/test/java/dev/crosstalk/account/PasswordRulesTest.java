package dev.crosstalk.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.bus.AccountCommand.OpenSession;
import dev.crosstalk.bus.AccountCommand.SetPassword;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    private static void require(String password, String name) {
        PasswordRules.requireFit(Password.of(password), Name.of(name).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly8", "        ", "日本語の合言葉です", "😀😀😀😀😀😀😀😀", "no rules of composition"})
    void eight_characters_of_any_kind_suffice(String password) {
        assertThatCode(() -> require(password, "alice")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seven77", "😀😀😀😀😀😀😀", "e\u0301e\u0301e\u0301e\u0301"})
    void fewer_do_not(String password) {
        assertThatThrownBy(() -> require(password, "alice"))
                .hasFieldOrPropertyWithValue("code", FailureCode.PASSWORD_INVALID);
    }

    @Test
    void at_most_256_characters_are_taken_at_all() {
        assertThat(Password.of("😀".repeat(256)).length()).isEqualTo(256);
        for (String longer : new String[] {"x".repeat(257), "e\u0301".repeat(257), "x".repeat(1_000_000)}) {
            assertThatThrownBy(() -> Password.of(longer))
                    .hasFieldOrPropertyWithValue("code", FailureCode.PASSWORD_INVALID);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alexandria", "ALEXANDRIA", "Ａlexandria"})
    void the_name_is_no_password_however_it_is_spelled(String password) {
        assertThatThrownBy(() -> require(password, "Alexandria"))
                .hasFieldOrPropertyWithValue("code", FailureCode.PASSWORD_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken\uD800surrogate", "nothing\u0000behind it"})
    void what_is_not_well_formed_is_refused(String password) {
        assertThatThrownBy(() -> Password.of(password)).hasFieldOrPropertyWithValue("code", FailureCode.BAD_REQUEST);
    }

    @Test
    void every_keyboard_gives_the_same_password() {
        assertThat(Password.of("Cafe\u0301 au lait")).isEqualTo(Password.of("Caf\u00E9 au lait"));
    }

    @Test
    void a_password_is_never_printed() {
        Password password = Password.of("very secret");
        assertThat(new SetPassword(password, password).toString()).doesNotContain("secret");
        assertThat(new OpenSession(new ApplicationId(1), "alice", password, null, null).toString())
                .doesNotContain("secret");
        assertThatThrownBy(() -> Json.read("{\"password\":[\"very secret\"]}", SetPassword.class))
                .hasMessageNotContaining("secret");
    }
}
