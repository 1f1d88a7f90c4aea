package dev.crosstalk.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/** Makes one of what people write in several ways: case, accents, widths, Arabic letters. */
final class Folding {
    /** Where marks are accents. In other scripts they are vowels, or another letter. */
    private static final Set<UnicodeScript> ACCENTED = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.ARABIC,
            UnicodeScript.HEBREW);
    /** One letter of ASCIIFoldingFilter becomes at most so many. */
    private static final int GROWTH = 4;

    private Folding() {}

    static String word(String word) {
        if (isPlain(word)) {
            return word.toLowerCase(Locale.ROOT);
        }
        // By way of capitals: only so the sharp s becomes two, and the final sigma the same as the others.
        String small = Normalizer.normalize(word, Normalizer.Form.NFKD)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return ascii(letters(small));
    }

    /** A character of a script without spaces, with the marks that belong to it. */
    static String character(String cluster) {
        return Normalizer.normalize(cluster, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static boolean isPlain(String word) {
        return word.chars().allMatch(c -> c < 0x80);
    }

    private static String letters(String text) {
        StringBuilder folded = new StringBuilder();
        UnicodeScript[] base = {UnicodeScript.COMMON};
        text.codePoints().forEach(c -> {
            if (!isMark(c)) {
                base[0] = UnicodeScript.of(c);
                int letter = letter(c);
                if (letter >= 0) {
                    folded.appendCodePoint(letter);
                }
            } else if (!ACCENTED.contains(base[0])) {
                folded.appendCodePoint(c);
            }
        });
        return folded.toString();
    }

    static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** @return -1 for one that only stretches the line */
    private static int letter(int c) {
        int digit = Character.isDigit(c) ? Character.digit(c, 10) : -1;
        if (digit >= 0) {
            return '0' + digit;
        }
        return switch (c) {
            case 0x0640 -> -1;
            case 0x0671 -> 0x0627; // alef wasla
            case 0x0649, 0x06CC -> 0x064A; // alef maksura, Farsi yeh: yeh
            case 0x0629 -> 0x0647; // teh marbuta: heh
            case 0x06A9 -> 0x0643; // keheh: kaf
            case 0x03C2 -> 0x03C3; // final sigma
            default -> c;
        };
    }

    private static String ascii(String text) {
        char[] in = text.toCharArray();
        char[] out = new char[in.length * GROWTH];
        int length = ASCIIFoldingFilter.foldToASCII(in, 0, out, 0, in.length);
        return new String(out, 0, length).toLowerCase(Locale.ROOT);
    }
}
