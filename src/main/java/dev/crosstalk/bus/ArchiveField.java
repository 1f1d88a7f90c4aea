package dev.crosstalk.bus;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Checks that the lines of archives share. */
final class ArchiveField {
    private static final long MOST = 1L << 53;

    private ArchiveField() {}

    /** Those ids that there are. */
    static List<String> known(String... ids) {
        return Arrays.stream(ids).filter(Objects::nonNull).toList();
    }

    static void requireId(String field, String id) {
        if (id == null || id.isEmpty() || id.length() > ArchiveLine.MAX_ID) {
            throw FailureCode.BAD_REQUEST.because(
                    field + " is missing or has more than " + ArchiveLine.MAX_ID + " characters");
        }
    }

    static void requireTime(String field, Long time) {
        Require.notNegative(field, time);
    }

    static void requirePositive(String field, long value) {
        if (value < 1 || value > MOST) {
            throw FailureCode.BAD_REQUEST.because(field + " is not between 1 and 2^53");
        }
    }

    static void requireNotNegative(String field, long value) {
        if (value < 0 || value > MOST) {
            throw FailureCode.BAD_REQUEST.because(field + " is not between 0 and 2^53");
        }
    }

    /** What is not said of settings is as it is at first. */
    static ConversationSettings whole(ConversationKind kind, ConversationSettings said) {
        if (said.slowModeSeconds() < 0 || said.slowModeSeconds() > ConversationSettings.MAX_SLOW_MODE_SECONDS) {
            throw FailureCode.BAD_REQUEST.because(
                    "slowModeSeconds is not between 0 and " + ConversationSettings.MAX_SLOW_MODE_SECONDS);
        }
        return ConversationSettings.of(kind).with(said.joinPolicy(), said.permissions(), said.slowModeSeconds());
    }
}
