package dev.crosstalk.replay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of an IRC log, as the Ubuntu channels publish them. */
public sealed interface LogLine {

    /** {@code [HH:MM] <nick> text}; the minute is that of the day. */
    record Spoken(int minute, String nick, String text) implements LogLine {}

    /** {@code [HH:MM]  * nick text}. */
    record Action(int minute, String nick, String text) implements LogLine {}

    /** {@code === from is now known as to}. */
    record Rename(String from, String to) implements LogLine {}

    /** Nothing, or white space alone. */
    record Empty() implements LogLine {}

    /** Everything else: joins, leaves, modes, topics. */
    record Other() implements LogLine {}

    /** Reads a line; there is none that it refuses. */
    static LogLine parse(String line) {
        if (line.isBlank()) {
            return new Empty();
        }
        Matcher spoken = Patterns.SPOKEN.matcher(line);
        if (spoken.matches()) {
            return new Spoken(minute(spoken), spoken.group(3), spoken.group(4));
        }
        Matcher action = Patterns.ACTION.matcher(line);
        if (action.matches()) {
            return new Action(minute(action), action.group(3), action.group(4));
        }
        Matcher rename = Patterns.RENAME.matcher(line);
        if (rename.matches()) {
            return new Rename(rename.group(1), rename.group(2));
        }
        return new Other();
    }

    private static int minute(Matcher line) {
        return Integer.parseInt(line.group(1)) * 60 + Integer.parseInt(line.group(2));
    }

    /** The shapes of lines. Nicks may have spaces: the logs have some that were torn apart at a bracket. */
    final class Patterns {
        private static final Pattern SPOKEN =
                Pattern.compile("\\[(\\d\\d):(\\d\\d)\\] <([^>]+)> ?(.*)", Pattern.DOTALL);
        private static final Pattern ACTION =
                Pattern.compile("\\[(\\d\\d):(\\d\\d)\\] {1,2}\\* (\\S+) ?(.*)", Pattern.DOTALL);
        private static final Pattern RENAME = Pattern.compile("=== (\\S.*?) +is now known as (\\S.*?) *");

        private Patterns() {}
    }
}
