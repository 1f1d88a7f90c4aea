package dev.crosstalk.search;

import dev.crosstalk.bus.SearchCommand.Range;
import java.util.List;

/** The part of a text around the first place that was found, with the places in it. */
record Excerpt(String text, int offset, boolean cut, List<Range> highlights) {
    private static final int LONGEST = 600;
    private static final int BEFORE = 150;

    /** @param goesOn whether the message is longer than the text that is at hand */
    static Excerpt of(String text, boolean goesOn, List<Range> ranges) {
        if (text.length() <= LONGEST) {
            return new Excerpt(text, 0, goesOn, ranges);
        }
        int first = ranges.isEmpty() ? 0 : ranges.get(0).start();
        int start = whole(text, Math.max(0, Math.min(first - BEFORE, text.length() - LONGEST)));
        int end = whole(text, Math.min(text.length(), start + LONGEST));
        List<Range> inside = ranges.stream()
                .filter(range -> range.start() >= start && range.start() < end)
                .map(range -> new Range(range.start() - start, Math.min(range.end(), end) - start))
                .toList();
        return new Excerpt(text.substring(start, end), start, goesOn || end < text.length(), inside);
    }

    /** Not between the halves of a surrogate pair. */
    private static int whole(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
