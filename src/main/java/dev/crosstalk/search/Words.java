package dev.crosstalk.search;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The words of a text, as they are indexed and as they are looked for, the same for every index.
 *
 * <p>Scripts without spaces, and Korean with its endings, are taken by pairs of characters, each run with its last character by
 * itself at its end: so what begins with a character is found by that character, too. Each emoji is a word, without tone of skin.
 */
final class Words {
    private static final Set<UnicodeScript> DENSE = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.YI,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);
    /** Of what is longer only the beginning is looked for. */
    private static final int LONGEST = 64;

    private static final int LONG_VOWEL = 0x30FC;
    private static final int HALF_WIDTH_LONG_VOWEL = 0xFF70;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Words(String text) {
        this.text = text;
    }

    /** Of a message. */
    static List<Token> of(String text) {
        Words words = new Words(text);
        words.read();
        return words.tokens;
    }

    /** Of what is looked for: a run at the end may go on in the message, so its last character does not stand by itself. */
    static List<Token> sought(String text) {
        List<Token> tokens = of(text);
        int last = tokens.size() - 1;
        boolean pairBefore =
                last > 0 && tokens.get(last - 1).end() == tokens.get(last).end();
        return last >= 0 && tokens.get(last).alone() && pairBefore ? tokens.subList(0, last) : tokens;
    }

    private enum Kind {
        NOTHING,
        IGNORED,
        WORD,
        DENSE,
        EMOJI
    }

    private void read() {
        while (at < text.length()) {
            int c = text.codePointAt(at);
            switch (kind(c)) {
                case WORD -> word();
                case DENSE -> dense();
                case EMOJI -> emoji(c);
                default -> at += Character.charCount(c);
            }
        }
    }

    private static Kind kind(int c) {
        if (c < 0x80) {
            return Character.isLetterOrDigit(c) ? Kind.WORD : Kind.NOTHING;
        }
        if (Character.getType(c) == Character.FORMAT || isVariation(c)) {
            return Kind.IGNORED;
        }
        if (Character.isLetterOrDigit(c) || Folding.isMark(c)) {
            return c == LONG_VOWEL || c == HALF_WIDTH_LONG_VOWEL || DENSE.contains(UnicodeScript.of(c))
                    ? Kind.DENSE
                    : Kind.WORD;
        }
        return isEmoji(c) ? Kind.EMOJI : Kind.NOTHING;
    }

    private static boolean isVariation(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF);
    }

    private static boolean isEmoji(int c) {
        return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF);
    }

    private void emoji(int c) {
        int end = at + Character.charCount(c);
        add(Character.toString(c), at, end, false);
        at = end;
    }

    private void word() {
        int start = at;
        StringBuilder word = new StringBuilder();
        int end = at;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            Kind kind = kind(c);
            if (kind != Kind.WORD && kind != Kind.IGNORED) {
                break;
            }
            at += Character.charCount(c);
            if (kind == Kind.WORD) {
                end = at;
                if (word.length() < LONGEST) {
                    word.appendCodePoint(c);
                }
            }
        }
        add(Folding.word(word.toString()), start, end, false);
    }

    private record Cluster(String text, int start, int end) {}

    private void dense() {
        List<Cluster> run = new ArrayList<>();
        while (at < text.length() && kind(text.codePointAt(at)) == Kind.DENSE) {
            run.add(cluster());
        }
        for (int i = 0; i + 1 < run.size(); i++) {
            Cluster first = run.get(i);
            Cluster second = run.get(i + 1);
            add(first.text() + second.text(), first.start(), second.end(), false);
        }
        Cluster last = run.get(run.size() - 1);
        add(last.text(), last.start(), last.end(), true);
    }

    /** A character with the marks behind it. */
    private Cluster cluster() {
        int start = at;
        at += Character.charCount(text.codePointAt(at));
        while (at < text.length() && belongsToLast(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return new Cluster(Folding.character(text.substring(start, at)), start, at);
    }

    /** The half-width voiced marks are letters by Unicode. */
    private static boolean belongsToLast(int c) {
        return Folding.isMark(c) || isVariation(c) || c == 0xFF9E || c == 0xFF9F;
    }

    private void add(String word, int start, int end, boolean alone) {
        if (!word.isEmpty()) {
            tokens.add(new Token(word, start, end, alone));
        }
    }
}
