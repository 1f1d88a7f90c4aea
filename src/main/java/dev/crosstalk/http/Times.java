package dev.crosstalk.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as {@code /api} writes them: ISO 8601 with milliseconds, UTC. */
final class Times {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    /** @param time epoch milliseconds */
    static String text(long time) {
        return FORM.format(Instant.ofEpochMilli(time));
    }
}
