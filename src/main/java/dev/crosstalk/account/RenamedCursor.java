package dev.crosstalk.account;

import dev.crosstalk.account.AccountStore.RenamedPosition;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;

/**
 * A position in the list of those with other names, as clients carry it from page to page: {@code NAMED_AT-ID-TIME}.
 *
 * @param time when the first page was read, which all pages say
 */
record RenamedCursor(RenamedPosition position, long time) {
    private static final int PARTS = 3;

    String text() {
        return position.namedAt() + "-" + position.account() + "-" + time;
    }

    /** @return null for null */
    static RenamedCursor parse(String text) {
        if (text == null) {
            return null;
        }
        String[] parts = text.split("-", PARTS);
        if (parts.length < PARTS) {
            throw notOurs();
        }
        return new RenamedCursor(new RenamedPosition(time(parts[0]), AccountId.parse(parts[1])), time(parts[2]));
    }

    /** Never 0, which is the time of names that were never changed. */
    private static long time(String text) {
        try {
            long time = Long.parseLong(text);
            if (time > 0) {
                return time;
            }
        } catch (NumberFormatException e) {
            throw notOurs();
        }
        throw notOurs();
    }

    private static Failure notOurs() {
        return FailureCode.BAD_REQUEST.because("after is not the next of a page");
    }
}
