package dev.crosstalk.search;

import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.bus.IndexingCommand.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message as it is indexed.
 *
 * @param words of its text, in their order
 * @param stems of these words, where the language is known
 * @param features what its text or its row says without words
 */
record IndexedMessage(Source source, List<String> words, List<String> stems, List<String> features) {
    static final String LINK = "link";
    static final String REPLY = "reply";
    static final String EDITED = "edited";

    static IndexedMessage of(Source source) {
        List<Token> tokens = Words.of(source.text());
        List<String> words = tokens.stream().map(Token::text).toList();
        return new IndexedMessage(source, words, stems(tokens, source.locale()), features(source));
    }

    private static List<String> stems(List<Token> tokens, String locale) {
        Optional<Language.Stemmer> stemmer = Language.of(tokens, locale).map(Language::stemmer);
        return stemmer.map(known -> tokens.stream()
                        .map(Token::text)
                        .distinct()
                        .map(known::stem)
                        .filter(stem -> stem != null)
                        .distinct()
                        .toList())
                .orElse(List.of());
    }

    private static List<String> features(Source source) {
        List<String> features = new ArrayList<>();
        if (source.text().contains("https://") || source.text().contains("http://")) {
            features.add(LINK);
        }
        if (source.replyTo() != null) {
            features.add(REPLY);
        }
        if (source.edited()) {
            features.add(EDITED);
        }
        return features;
    }

    Place place() {
        return new Place(source.conversation(), source.seq());
    }

    long rev() {
        return source.rev();
    }
}
