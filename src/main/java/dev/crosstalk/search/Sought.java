package dev.crosstalk.search;

import java.util.List;

/**
 * Words that must stand one behind the other.
 *
 * @param prefix whether the last one may go on
 * @param stems of a single word, in any language: a message with one of them will do, too
 */
record Sought(List<String> words, boolean prefix, List<String> stems) {
    /** By the beginning of a word with fewer letters too much would be found, slowly. */
    private static final int SHORTEST_PREFIX = 2;

    Sought {
        words = List.copyOf(words);
        stems = List.copyOf(stems);
    }

    static Sought word(List<Token> tokens, boolean prefix) {
        List<String> words = tokens.stream().map(Token::text).toList();
        Token last = tokens.get(tokens.size() - 1);
        boolean open = last.alone() || (prefix && last.text().length() >= SHORTEST_PREFIX);
        return new Sought(words, open, words.size() == 1 ? Language.stems(words.get(0)) : List.of());
    }

    static Sought phrase(List<Token> tokens) {
        List<String> words = tokens.stream().map(Token::text).toList();
        return new Sought(words, tokens.get(tokens.size() - 1).alone(), List.of());
    }

    String last() {
        return words.get(words.size() - 1);
    }

    /** Those that stand as they are. */
    List<String> whole() {
        return prefix ? words.subList(0, words.size() - 1) : words;
    }
}
