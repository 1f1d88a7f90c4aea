package dev.crosstalk.transfer;

import dev.crosstalk.replay.LogLine;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of an IRC log of irssi, WeeChat, or as the Ubuntu channels publish them. */
sealed interface IrcLine {

    /** @param date null where the line does not say it; likewise the time */
    record When(LocalDate date, LocalTime time) {
        static final When UNKNOWN = new When(null, null);
    }

    /** @param action whether it is what somebody does */
    record Said(When when, String nick, String text, boolean action) implements IrcLine {}

    record Joined(When when, String nick) implements IrcLine {}

    record Left(When when, String nick) implements IrcLine {}

    record Renamed(When when, String from, String to) implements IrcLine {}

    /** From here on it is that day. */
    record Day(LocalDate date) implements IrcLine {}

    record Empty() implements IrcLine {}

    /** @param what a word for it, such as a mode or a topic */
    record Other(String what) implements IrcLine {}

    /** Reads a line; there is none that it refuses. */
    static IrcLine parse(String line) {
        if (line.isBlank()) {
            return new Empty();
        }
        if (line.startsWith("---")) {
            return Shapes.day(line);
        }
        Matcher weechat = Shapes.WEECHAT.matcher(line);
        if (weechat.matches()) {
            return Shapes.weechat(weechat);
        }
        Matcher irssi = Shapes.IRSSI.matcher(line);
        if (irssi.matches()) {
            return Shapes.irssi(irssi);
        }
        return Shapes.ubuntu(line);
    }

    /** The shapes of lines. */
    final class Shapes {
        private static final Pattern WEECHAT =
                Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d)\\t([^\\t]*)\\t(.*)", Pattern.DOTALL);
        private static final Pattern IRSSI =
                Pattern.compile("(\\d\\d:\\d\\d(?::\\d\\d)?) (<[^>]*>|-!-| \\*) (.*)", Pattern.DOTALL);
        private static final Pattern JOINED = Pattern.compile("(\\S+) (?:.* )?has joined .*");
        private static final Pattern LEFT = Pattern.compile("(\\S+) (?:.* )?has (?:left|quit).*");
        private static final Pattern RENAMED = Pattern.compile("(\\S+) is now known as (\\S+)");
        private static final Pattern DAY = Pattern.compile("--- (?:Day changed|Log opened|Log closed) \\w{3} (.*)");
        private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMM d yyyy", Locale.ENGLISH);

        private Shapes() {}

        private static IrcLine day(String line) {
            Matcher day = DAY.matcher(line.strip());
            if (!day.matches()) {
                return new Other("a notice");
            }
            String[] words = day.group(1).trim().split(" +");
            try {
                return new Day(LocalDate.parse(
                        words[0] + " " + Integer.parseInt(words[1]) + " " + words[words.length - 1], DATE));
            } catch (DateTimeParseException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
                return new Other("a date that cannot be read");
            }
        }

        private static IrcLine weechat(Matcher line) {
            When when;
            try {
                when = new When(LocalDate.parse(line.group(1)), LocalTime.parse(line.group(2)));
            } catch (DateTimeParseException e) {
                return new Other("a date that cannot be read");
            }
            String text = line.group(4);
            return switch (line.group(3).strip()) {
                case "-->", "<--", "--" -> notice(when, text);
                case "*" -> action(when, text);
                case "" -> new Other("a notice");
                default -> new Said(when, withoutMode(line.group(3).strip()), text, false);
            };
        }

        private static IrcLine irssi(Matcher line) {
            When when;
            try {
                when = new When(null, LocalTime.parse(line.group(1)));
            } catch (DateTimeParseException e) {
                return new Other("a date that cannot be read");
            }
            String mark = line.group(2);
            return switch (mark) {
                case "-!-" -> notice(when, line.group(3));
                case " *" -> action(when, line.group(3));
                default ->
                    new Said(
                            when,
                            withoutMode(mark.substring(1, mark.length() - 1).strip()),
                            line.group(3),
                            false);
            };
        }

        private static IrcLine ubuntu(String line) {
            LogLine parsed = LogLine.parse(line);
            if (parsed instanceof LogLine.Spoken spoken) {
                return new Said(minute(spoken.minute()), spoken.nick(), spoken.text(), false);
            }
            if (parsed instanceof LogLine.Action action) {
                return new Said(minute(action.minute()), action.nick(), action.text(), true);
            }
            if (parsed instanceof LogLine.Rename rename) {
                return new Renamed(When.UNKNOWN, rename.from(), rename.to());
            }
            return line.startsWith("=== ")
                    ? notice(When.UNKNOWN, line.substring(4))
                    : new Other("a line of no known shape");
        }

        private static When minute(int ofDay) {
            return ofDay < 24 * 60 ? new When(null, LocalTime.ofSecondOfDay(ofDay * 60L)) : When.UNKNOWN;
        }

        private static IrcLine action(When when, String text) {
            int space = text.indexOf(' ');
            return space <= 0
                    ? new Said(when, withoutMode(text), "", true)
                    : new Said(when, withoutMode(text.substring(0, space)), text.substring(space + 1), true);
        }

        private static IrcLine notice(When when, String text) {
            Matcher renamed = RENAMED.matcher(text.strip());
            if (renamed.matches()) {
                return new Renamed(when, renamed.group(1), renamed.group(2));
            }
            Matcher joined = JOINED.matcher(text);
            if (joined.matches()) {
                return new Joined(when, joined.group(1));
            }
            Matcher left = LEFT.matcher(text);
            return left.matches() ? new Left(when, left.group(1)) : new Other("a notice");
        }

        /** Operators and voiced people have a sign before their nick. */
        private static String withoutMode(String nick) {
            return nick.length() > 1 && "@+%&~".indexOf(nick.charAt(0)) >= 0 ? nick.substring(1) : nick;
        }
    }
}
