package dev.crosstalk.bus;

/** Rules of texts that people write. */
public final class Text {
    /** The most code points that a message may have. */
    public static final int MAX_MESSAGE = 99_999;

    private static final int HANGUL_FILLER = 0x3164;

    private Text() {}

    public static String requireMessage(String text) {
        if (text == null || isInvisible(text)) {
            throw FailureCode.TEXT_EMPTY.failure();
        }
        if (text.length() > MAX_MESSAGE && text.codePointCount(0, text.length()) > MAX_MESSAGE) {
            throw FailureCode.TEXT_TOO_LONG.failure();
        }
        requireWellFormed("text", text);
        return text;
    }

    /** What a message would be allowed, and nothing at all. */
    public static String requireDraft(String text) {
        if (text.length() > MAX_MESSAGE && text.codePointCount(0, text.length()) > MAX_MESSAGE) {
            throw FailureCode.TEXT_TOO_LONG.failure();
        }
        requireWellFormed("text", text);
        return text;
    }

    /** @return the trimmed title, or null if there is none */
    public static String requireTitle(String title) {
        if (title == null || isInvisible(title)) {
            return null;
        }
        String trimmed = title.strip();
        if (trimmed.codePointCount(0, trimmed.length()) > 100) {
            throw FailureCode.BAD_REQUEST.because("title has more than 100 characters");
        }
        if (trimmed.codePoints().anyMatch(Text::breaksLines)) {
            throw FailureCode.BAD_REQUEST.because("title has control or direction characters");
        }
        requireWellFormed("title", trimmed);
        return trimmed;
    }

    /** Whether nothing of it can be seen: not a text to post. */
    public static boolean isInvisible(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT
                        || c == HANGUL_FILLER);
    }

    /** Controls, and what turns the direction of the text around it: in a list of titles they would garble the others. */
    private static boolean breaksLines(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    /** Half of a surrogate pair cannot be stored as UTF-8; U+0000 ends a text in some engines. */
    public static void requireWellFormed(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !pair)) {
                throw FailureCode.BAD_REQUEST.because(field + " is not well-formed Unicode text");
            }
            if (pair) {
                i++;
            }
        }
    }
}
