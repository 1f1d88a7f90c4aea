package dev.crosstalk.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FiguresTest {
    @Test
    void whatIsGivenStandsForTheDefaultAndIsCalledGiven() {
        Figures figures = Figures.parse(List.of("--daily-users", "1000", "--sockets-per-user", "1.5"));
        assertThat(figures.of(Figure.DAILY_USERS)).isEqualTo(1_000);
        assertThat(figures.of(Figure.SOCKETS_PER_USER)).isEqualTo(1.5);
        assertThat(figures.basis(Figure.DAILY_USERS)).isEqualTo(Basis.GIVEN);
        assertThat(figures.of(Figure.POSTS)).isEqualTo(20);
        assertThat(figures.basis(Figure.POSTS)).isEqualTo(Basis.ASSUMPTION);
    }

    @Test
    void thereIsNothingToGive() {
        assertThat(Figures.parse(List.of())).isEqualTo(Figures.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --daily-users 0      | --daily-users must be between 1 and 100000000000, not 0
                    --daily-users -5     | --daily-users must be between 1 and 100000000000, not -5
                    --daily-users many   | --daily-users needs a number, not many
                    --daily-users NaN    | --daily-users must be between 1 and 100000000000, not NaN
                    --daily-users Infinity | --daily-users must be between 1 and 100000000000, not Infinity
                    --peak-online-percent 101 | --peak-online-percent must be between 0 and 100, not 101
                    --utilisation-percent 0 | --utilisation-percent must be between 1 and 100, not 0
                    --delivery-us 0      | --delivery-us must be between 0.001 and 1000000, not 0
                    --daily-users        | --daily-users needs a number
                    --dayly-users 1      | unknown option --dayly-users
                    1000                 | unknown argument 1000
                    """)
    void aWrongWordIsNamed(String words, String message) {
        assertThatThrownBy(() -> Figures.parse(List.of(words.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @EnumSource(Figure.class)
    void everyDefaultCouldBeGivenAndEveryOptionIsItsOwn(Figure figure) {
        assertThat(figure.parse(Numbers.plain(figure.preset()))).isEqualTo(figure.preset());
        assertThat(Figure.ofOption("--" + figure.option())).contains(figure);
    }
}
