package dev.crosstalk.bus;

import java.util.regex.Pattern;

/** The rule of what one can react with: one emoji, or the {@code :name:} of an application's own. */
public final class ReactionKind {
    private static final int MOST_CODE_POINTS = 16;
    private static final Pattern NAME = Pattern.compile(":[a-z0-9_+-]{1,32}:");
    /** A digit, a number sign or an asterisk in a box. */
    private static final Pattern KEYCAP = Pattern.compile("[0-9#*]\\uFE0F?\\u20E3");

    private static final Pattern ONE_GRAPHEME = Pattern.compile("\\X");

    private ReactionKind() {}

    /** @throws Failure {@link FailureCode#BAD_REQUEST} */
    public static String require(String kind) {
        Require.present("kind", kind);
        if (!NAME.matcher(kind).matches() && !isEmoji(kind)) {
            throw FailureCode.BAD_REQUEST.because("kind is neither an emoji nor a :name:");
        }
        return kind;
    }

    private static boolean isEmoji(String text) {
        if (text.isEmpty() || text.codePointCount(0, text.length()) > MOST_CODE_POINTS) {
            return false;
        }
        return KEYCAP.matcher(text).matches()
                || (isSymbol(text.codePointAt(0)) && ONE_GRAPHEME.matcher(text).matches());
    }

    /** Emoji of a newer Unicode than the platform knows are not assigned there yet. */
    private static boolean isSymbol(int c) {
        return c > 0x7F
                && switch (Character.getType(c)) {
                    case Character.OTHER_SYMBOL, Character.MATH_SYMBOL, Character.MODIFIER_SYMBOL -> true;
                    case Character.OTHER_PUNCTUATION -> c == 0x203C || c == 0x2049;
                    case Character.DASH_PUNCTUATION -> c == 0x3030;
                    case Character.UNASSIGNED -> c >= 0x1F000 && c <= 0x1FAFF;
                    default -> false;
                };
    }
}
