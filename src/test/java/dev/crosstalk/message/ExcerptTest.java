package dev.crosstalk.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    private static final String FAMILY = "👨‍👩‍👧‍👦";

    @Test
    void a_short_text_is_quoted_whole_and_in_one_line() {
        assertThat(Excerpt.of(" one\n\n two\t\u2028three ")).isEqualTo("one two three");
        assertThat(Excerpt.of("x".repeat(160))).isEqualTo("x".repeat(160));
    }

    @Test
    void a_long_text_is_cut_between_words() {
        String excerpt = Excerpt.of("word ".repeat(100));
        assertThat(excerpt).endsWith("word…").hasSizeLessThanOrEqualTo(160).hasSizeGreaterThan(150);
    }

    @Test
    void a_long_word_is_cut_and_no_sign_in_two() {
        assertThat(Excerpt.of("x".repeat(200))).isEqualTo("x".repeat(159) + "…");
        String families = Excerpt.of(FAMILY.repeat(100));
        assertThat(families.codePointCount(0, families.length())).isLessThanOrEqualTo(160);
        assertThat(families.substring(0, families.length() - 1)).isEqualTo(FAMILY.repeat(22));
    }
}
