package dev.crosstalk.replay;

import java.util.List;

/**
 * When each line of a log is due, in milliseconds after the first. Logs give minutes only: the lines of a minute are spread
 * evenly over it. A clock that goes back has passed midnight. A line without a time is due with the one before it.
 */
final class LineTimes {
    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final long MINUTE = 60_000;

    private LineTimes() {}

    static long[] of(List<LogLine> lines) {
        int[] minutes = minutes(lines);
        long[] times = new long[minutes.length];
        int start = 0;
        for (int i = 0; i <= minutes.length; i++) {
            if (i == minutes.length || minutes[i] != minutes[start]) {
                spread(minutes, times, start, i);
                start = i;
            }
        }
        return times;
    }

    private static void spread(int[] minutes, long[] times, int start, int end) {
        for (int i = start; i < end; i++) {
            times[i] = (minutes[i] - minutes[0]) * MINUTE + MINUTE * (i - start) / (end - start);
        }
    }

    /** Minutes that never decrease. */
    private static int[] minutes(List<LogLine> lines) {
        int[] minutes = new int[lines.size()];
        int last = firstMinute(lines);
        for (int i = 0; i < minutes.length; i++) {
            int ofDay = minute(lines.get(i));
            if (ofDay >= 0) {
                last += Math.floorMod(ofDay - last, MINUTES_OF_DAY);
            }
            minutes[i] = last;
        }
        return minutes;
    }

    private static int firstMinute(List<LogLine> lines) {
        return lines.stream()
                .mapToInt(LineTimes::minute)
                .filter(minute -> minute >= 0)
                .findFirst()
                .orElse(0);
    }

    private static int minute(LogLine line) {
        if (line instanceof LogLine.Spoken spoken) {
            return spoken.minute();
        }
        return line instanceof LogLine.Action action ? action.minute() : -1;
    }
}
