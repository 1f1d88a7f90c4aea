package dev.crosstalk.transfer;

import dev.crosstalk.bus.Text;

/** Texts of others as texts that may be posted. */
final class Texts {
    private static final int MAX_TITLE = 100;

    private Texts() {}

    /** What is not Unicode becomes U+FFFD; what is too long is cut; what nobody can see is empty. */
    static String message(String text) {
        String valid = valid(text);
        return Text.isInvisible(valid) ? "" : cut(valid, Text.MAX_MESSAGE);
    }

    static String title(String text) {
        StringBuilder title = new StringBuilder();
        valid(text)
                .codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .forEach(title::appendCodePoint);
        String visible = cut(title.toString().strip(), MAX_TITLE);
        return visible.isEmpty() ? "imported" : visible;
    }

    private static String valid(String text) {
        StringBuilder valid = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xFFFD : c)
                .forEach(valid::appendCodePoint);
        return valid.toString();
    }

    private static String cut(String text, int length) {
        return text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length));
    }
}
