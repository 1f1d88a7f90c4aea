package dev.crosstalk.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people may write into the field. */
class QueryParserTest {
    private static Clause only(String text) {
        assertThat(QueryParser.parse(text)).hasSize(1);
        return QueryParser.parse(text).get(0);
    }

    @Test
    void words_stand_apart_and_the_last_one_may_go_on() {
        assertThat(QueryParser.parse("  red  apple"))
                .containsExactly(new Clause.Word("red", false, false, 3), new Clause.Word("apple", true, false, 8));
        assertThat(only("apple ")).isEqualTo(new Clause.Word("apple", false, false, 1));
    }

    @Test
    void a_phrase_stands_between_quotation_marks_of_any_kind() {
        assertThat(only("\"red apple\"")).isEqualTo(new Clause.Phrase("red apple", false, 1));
        assertThat(only("„red apple“")).isEqualTo(new Clause.Phrase("red apple", false, 1));
        assertThat(only("«red apple»")).isEqualTo(new Clause.Phrase("red apple", false, 1));
        assertThat(only("\"red ap")).as("somebody types").isEqualTo(new Clause.Phrase("red ap", false, 1));
    }

    @Test
    void a_minus_turns_round_what_follows_it() {
        assertThat(QueryParser.parse("-apple -\"red pear\" -from:bob - x-y"))
                .containsExactly(
                        new Clause.Word("apple", false, true, 1),
                        new Clause.Phrase("red pear", true, 8),
                        new Clause.From("bob", true, 26),
                        new Clause.Word("-", false, false, 30),
                        new Clause.Word("x-y", true, false, 32));
    }

    @Test
    void operators_have_values_with_spaces_between_marks() {
        assertThat(only("in:\"The Kitchen\"")).isEqualTo(new Clause.In("The Kitchen", false, 4));
        assertThat(only("FROM:bob")).isEqualTo(new Clause.From("bob", false, 6));
        assertThat(only("has:link")).isEqualTo(new Clause.Has(Clause.Feature.LINK, false, 1));
        assertThat(only("is:Mine")).isEqualTo(new Clause.Is(Clause.State.MINE, false, 1));
    }

    @Test
    void days_are_whole_and_of_utc() {
        long second = Instant.parse("2026-01-02T00:00:00Z").toEpochMilli();
        long third = Instant.parse("2026-01-03T00:00:00Z").toEpochMilli();
        assertThat(only("before:2026-01-02")).isEqualTo(new Clause.Before(second, false, 1));
        assertThat(only("after:2026-01-02")).isEqualTo(new Clause.After(third, false, 1));
        assertThat(only("before:2026-01-02T00:00:00Z")).isEqualTo(new Clause.Before(second, false, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12:30", "https://example.com", "foo:bar", "infrom:x", ":", "a:"})
    void what_only_looks_like_an_operator_is_a_word(String text) {
        assertThat(only(text)).isInstanceOf(Clause.Word.class);
    }

    @ParameterizedTest
    @CsvSource({
        "has:files, 5",
        "x has:cheese, 7",
        "is:late, 4",
        "before:tomorrow, 8",
        "before:2026-13-40, 8",
        "after:+999999999-12-31, 7",
        "from:, 6",
        "'x in:\"\"', 6",
        "'from:\"  \"', 6",
    })
    void what_an_operator_cannot_take_is_refused_with_its_place(String text, int at) {
        Failure failure = catchThrowableOfType(Failure.class, () -> QueryParser.parse(text));
        assertThat(failure.code()).isEqualTo(FailureCode.BAD_QUERY);
        assertThat(failure.getMessage()).startsWith("Character " + at + ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a b c d e f g h i j k l m n o p q r s t u"})
    void too_little_and_too_much_are_refused(String text) {
        Failure failure = catchThrowableOfType(Failure.class, () -> QueryParser.parse(text));
        assertThat(failure.code()).isEqualTo(FailureCode.BAD_QUERY);
    }
}
