package dev.crosstalk.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.FrenchStemmer;
import org.tartarus.snowball.ext.GermanStemmer;
import org.tartarus.snowball.ext.ItalianStemmer;
import org.tartarus.snowball.ext.PortugueseStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;
import org.tartarus.snowball.ext.SwedishStemmer;

/** A language whose words have stems. Known by the small words that hardly another language has, or by what the writer has set. */
enum Language {
    EN(EnglishStemmer::new, "the and is are was were you we they this that with have has it of not what for my be"),
    DE(GermanStemmer::new, "der das und ist ich nicht wir ihr sie ein eine mit auch auf fur dass habe sind wie noch"),
    FR(FrenchStemmer::new, "le les et est je nous vous pas pour dans avec une des sur qui ce cette mais sont ai"),
    ES(SpanishStemmer::new, "el los las y es yo nosotros por para con una del que pero esta muy como lo su hay"),
    IT(ItalianStemmer::new, "il gli e io noi non per con una della che ma sono questo anche ho di lo mi piu"),
    PT(PortugueseStemmer::new, "o os as eu nos nao para com uma do da que mas sao isso tambem em um muito voce"),
    NL(DutchStemmer::new, "de het een en is ik wij niet voor met van dat maar zijn ook op deze nog heb jij"),
    SV(SwedishStemmer::new, "och ar jag inte vi du en ett med pa som det att men har den till av kan nu"),
    RU(RussianStemmer::new, "и в не на я что он она мы вы это как но по из за то так же для");

    private static final int SHORTEST = 3;

    private final Supplier<SnowballStemmer> stemmer;
    private final Set<String> smallWords;

    Language(Supplier<SnowballStemmer> stemmer, String smallWords) {
        this.stemmer = stemmer;
        this.smallWords = Set.of(smallWords.split(" "));
    }

    /** @param locale what the writer has set, as a tag of BCP 47; null or empty for nothing */
    static Optional<Language> of(List<Token> words, String locale) {
        Language best = null;
        int most = 0;
        boolean tie = false;
        for (Language language : values()) {
            int count = (int) words.stream()
                    .filter(word -> language.smallWords.contains(word.text()))
                    .count();
            tie = count == most ? true : count < most && tie;
            if (count > most) {
                most = count;
                best = language;
            }
        }
        Optional<Language> set = ofLocale(locale);
        boolean sure = !tie && (most > 1 || (most == 1 && set.isEmpty()));
        return sure ? Optional.of(best) : set;
    }

    private static Optional<Language> ofLocale(String locale) {
        if (locale == null || locale.length() < 2) {
            return Optional.empty();
        }
        String code = Locale.forLanguageTag(locale).getLanguage();
        return Arrays.stream(values())
                .filter(language -> language.code().equals(code))
                .findFirst();
    }

    private String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A stemmer that one thread may use. */
    Stemmer stemmer() {
        return new Stemmer(code(), stemmer.get());
    }

    /** Gives words their stems, each with its language before it: that of one is no stem of another. */
    static final class Stemmer {
        private final String code;
        private final SnowballStemmer snowball;

        private Stemmer(String code, SnowballStemmer snowball) {
            this.code = code;
            this.snowball = snowball;
        }

        /** @return null for a word that has none */
        String stem(String word) {
            if (word.length() < SHORTEST || !word.codePoints().allMatch(Character::isLetter)) {
                return null;
            }
            snowball.setCurrent(word);
            snowball.stem();
            return code + ":" + snowball.getCurrent();
        }
    }

    /** Of every language: a word that is looked for may be of any. */
    static List<String> stems(String word) {
        return Arrays.stream(values())
                .map(language -> language.stemmer().stem(word))
                .filter(stem -> stem != null)
                .distinct()
                .toList();
    }
}
