package dev.crosstalk.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a text is cut into, and what is made one. */
class WordsTest {
    private static List<String> words(String text) {
        return Words.of(text).stream().map(Token::text).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "Grüße, gruße",
        "STRASSE, straße",
        "café, CAFÉ",
        "'e\u0301te\u0301', été",
        "Łódź, lodz",
        "smørrebrød, smorrebrod",
        "Œuvre, oeuvre",
        "ΟΔΟΣ, οδος",
        "أحمد, احمد",
        "مدرسة, مدرسه",
        "الســـلام, السلام",
        "١٢٣, 123",
        "ＡＢＣ, abc",
        "İstanbul, istanbul",
        "ёлка, елка",
    })
    void what_is_written_in_several_ways_is_one_word(String one, String other) {
        assertThat(words(one)).hasSize(1).isEqualTo(words(other));
    }

    @Test
    void what_is_another_letter_stays_another_word() {
        assertThat(words("が")).isNotEqualTo(words("か"));
        assertThat(words("กา")).isNotEqualTo(words("กี"));
        assertThat(words("कि")).isNotEqualTo(words("की"));
    }

    @Test
    void words_end_at_whatever_is_no_letter() {
        assertThat(words("I don't, e.g. foo_bar@example.com!"))
                .containsExactly("i", "don", "t", "e", "g", "foo", "bar", "example", "com");
        assertThat(words(" ,;!? \n")).isEmpty();
    }

    @Test
    void scripts_without_spaces_are_cut_into_pairs_with_the_last_character_at_the_end() {
        assertThat(words("東京都")).containsExactly("東京", "京都", "都");
        assertThat(words("iPhoneを買う")).containsExactly("iphone", "を買", "買う", "う");
        assertThat(words("학교에서")).containsExactly("학교", "교에", "에서", "서");
        assertThat(words("ｶﾞｽ")).isEqualTo(words("ガス"));
        assertThat(words("ไทย")).hasSize(3);
    }

    @Test
    void what_is_sought_may_go_on_behind_its_last_character() {
        assertThat(Words.sought("東京").stream().map(Token::text)).containsExactly("東京");
        assertThat(Words.sought("東").stream().map(Token::alone)).containsExactly(true);
    }

    @Test
    void each_emoji_is_a_word_without_its_tone_and_shape() {
        assertThat(words("ok👍🏽👍")).containsExactly("ok", "👍", "👍");
        assertThat(words("❤️")).isEqualTo(words("❤"));
        assertThat(words("👩‍👧")).containsExactly("👩", "👧");
    }

    @Test
    void a_word_knows_where_it_stands_in_the_text() {
        String text = "Så 👍🏽 Grüße";
        for (Token token : Words.of(text)) {
            String there = text.substring(token.start(), token.end());
            assertThat(words(there)).containsExactly(token.text());
        }
    }

    @Test
    void of_a_very_long_word_the_beginning_counts() {
        assertThat(words("x".repeat(99_999))).containsExactly("x".repeat(64));
    }

    @Test
    void a_language_is_known_by_its_small_words_or_by_what_the_writer_has_set() {
        assertThat(Language.of(Words.of("the houses are old and the cats were running"), null))
                .contains(Language.EN);
        assertThat(Language.of(Words.of("die Häuser sind alt und ich habe Katzen"), null))
                .contains(Language.DE);
        assertThat(Language.of(Words.of("Häuser"), "de-AT")).contains(Language.DE);
        assertThat(Language.of(Words.of("Häuser"), null)).isEmpty();
        assertThat(Language.of(Words.of("das ist nicht wahr"), "en")).contains(Language.DE);
        assertThat(Language.of(Words.of("東京都"), "tlh")).isEmpty();
    }
}
