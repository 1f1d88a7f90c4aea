package dev.crosstalk.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The beginning of a text as a quotation shows it: one line, cut between words where that is possible. */
public final class Excerpt {
    /** The most code points of an excerpt. */
    public static final int LENGTH = 160;

    /** So many code points of a text are enough to make one, unless nearly all of them are blank. */
    public static final int NEEDED = 1_000;

    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}\\p{Cntrl}]+");
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private Excerpt() {}

    /** So much of a text as is read to make one, wherever the text comes from: of all of it another one could be made. */
    static String beginning(String text) {
        boolean whole = text.length() <= NEEDED || text.codePointCount(0, text.length()) <= NEEDED;
        return whole ? text : text.substring(0, text.offsetByCodePoints(0, NEEDED));
    }

    public static String of(String text) {
        String line = BLANK.matcher(text).replaceAll(" ").strip();
        if (line.codePointCount(0, line.length()) <= LENGTH) {
            return line;
        }
        int cut = lastGrapheme(line);
        int word = line.lastIndexOf(' ', cut);
        return line.substring(0, word > cut / 2 ? word : cut).strip() + "…";
    }

    /** Where the last grapheme ends that leaves room for the sign of what is left out. */
    private static int lastGrapheme(String line) {
        int most = line.offsetByCodePoints(0, LENGTH - 1);
        Matcher graphemes = GRAPHEME.matcher(line);
        int cut = 0;
        while (graphemes.find() && graphemes.end() <= most) {
            cut = graphemes.end();
        }
        return cut;
    }
}
