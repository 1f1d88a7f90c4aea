package dev.crosstalk.transfer;

import dev.crosstalk.replay.AccountNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Logs of one IRC channel, one behind the other, as a room. A nick is a person; who takes a nick that nobody had is the same person
 * under it. Where lines have no date, a clock that goes back has passed midnight.
 */
final class IrcLog {
    private static final Pattern DATE_IN_NAME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)");
    private static final String LOGGER = "irc";

    private final ForeignArchive archive;
    private final Tally tally;
    private final ZoneId zone;
    private final Map<String, String> people = new HashMap<>();
    private Room room;
    private LocalDate date;
    private LocalTime time = LocalTime.MIDNIGHT;

    private IrcLog(ForeignArchive archive, ZoneId zone) {
        this.archive = archive;
        this.tally = archive.tally();
        this.zone = zone;
    }

    /**
     * @param files in their order; a date in a name is the day on which the file begins
     * @param zone of the clock that wrote them
     * @param day on which they begin, if neither names nor lines say it
     */
    static void convert(String title, List<Path> files, ZoneId zone, LocalDate day, ForeignArchive archive)
            throws IOException {
        IrcLog log = new IrcLog(archive, zone);
        log.date = firstDay(files.get(0), day);
        archive.person(LOGGER, LOGGER);
        try (Room room = archive.room(Room.Heading.room("irc:" + archive.rooms(), title, LOGGER, log.now(), true))) {
            log.room = room;
            archive.tally().taken("rooms");
            for (Path file : files) {
                log.read(file);
            }
        }
    }

    private static LocalDate firstDay(Path file, LocalDate otherwise) {
        Matcher date = DATE_IN_NAME.matcher(file.getFileName().toString());
        try {
            return date.find() ? LocalDate.parse(date.group(1)) : otherwise;
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    private void read(Path file) throws IOException {
        LocalDate first = firstDay(file, null);
        if (first != null) {
            date = first;
            time = LocalTime.MIDNIGHT;
        }
        // The reader of the JDK that is told no decoder replaces what is not UTF-8.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(IrcLine.parse(line));
            }
        }
    }

    private void take(IrcLine line) throws IOException {
        if (line instanceof IrcLine.Said said) {
            pass(said.when());
            said(said);
        } else if (line instanceof IrcLine.Joined joined) {
            pass(joined.when());
            room.joined(person(joined.nick()), now());
            tally.taken("joins");
        } else if (line instanceof IrcLine.Left left) {
            pass(left.when());
            room.left(person(left.nick()), now());
            tally.taken("leaves");
        } else if (line instanceof IrcLine.Renamed renamed) {
            pass(renamed.when());
            people.putIfAbsent(AccountNames.key(renamed.to()), person(renamed.from()));
            tally.taken("nick changes");
        } else if (line instanceof IrcLine.Day day) {
            date = day.date();
            time = LocalTime.MIDNIGHT;
        } else if (line instanceof IrcLine.Other other) {
            tally.skipped(other.what());
        }
    }

    private void said(IrcLine.Said said) throws IOException {
        String text = Texts.message((said.action() ? "/me " : "") + said.text());
        if (text.isEmpty()) {
            tally.skipped("a message without a text");
            return;
        }
        room.message(person(said.nick()), text, now(), null, null, List.of());
        tally.taken(said.action() ? "actions" : "messages");
    }

    private String person(String nick) {
        String id = people.computeIfAbsent(AccountNames.key(nick), key -> {
            tally.taken("people");
            return "nick:" + archive.people();
        });
        archive.person(id, nick);
        return id;
    }

    private void pass(IrcLine.When when) {
        if (when.date() != null) {
            date = when.date();
        } else if (when.time() != null && when.time().isBefore(time)) {
            date = date.plusDays(1);
        }
        time = when.time() == null ? time : when.time();
    }

    private long now() {
        return LocalDateTime.of(date, time).atZone(zone).toInstant().toEpochMilli();
    }
}
