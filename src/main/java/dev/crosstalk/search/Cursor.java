package dev.crosstalk.search;

import dev.crosstalk.bus.FailureCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last message of a page. The next one begins behind it in the order of time, which new messages do not enter: so pages stay
 * what they are while people go on talking.
 */
record Cursor(long time, long id) implements Comparable<Cursor> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,19})");

    /** @return null for null */
    static Cursor parse(String text) {
        if (text == null) {
            return null;
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw FailureCode.BAD_REQUEST.because("after is not the next of a page");
        }
        try {
            return new Cursor(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
        } catch (NumberFormatException e) {
            throw FailureCode.BAD_REQUEST.because("after is not the next of a page");
        }
    }

    @Override
    public String toString() {
        return time + "." + id;
    }

    /** The newest first. */
    @Override
    public int compareTo(Cursor other) {
        return time != other.time ? Long.compare(other.time, time) : Long.compare(other.id, id);
    }
}
