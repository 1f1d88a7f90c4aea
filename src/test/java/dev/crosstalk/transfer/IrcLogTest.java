package dev.crosstalk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.archive.ArchiveCheck;
import dev.crosstalk.bus.ArchiveLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IrcLogTest {
    private static final LocalDate DAY = LocalDate.of(2015, 1, 5);

    @TempDir
    Path directory;

    private Tally tally;
    private List<ArchiveLine.Message> said;
    private List<ArchiveLine.Entry> entries;
    private List<ArchiveLine.Account> people;

    @BeforeEach
    void forget() {
        said = new ArrayList<>();
        entries = new ArrayList<>();
        people = new ArrayList<>();
    }

    private void convert(String name, String zone, String... lines) throws IOException {
        Path log = Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
        Path target = directory.resolve("archive.jsonl");
        try (ForeignArchive archive = new ForeignArchive(target, 5)) {
            tally = archive.tally();
            IrcLog.convert("#room", List.of(log), ZoneId.of(zone), DAY, archive);
        }
        ArchiveCheck check = new ArchiveCheck();
        for (String line : Files.readAllLines(target)) {
            ArchiveLine read = check.next(line);
            if (read instanceof ArchiveLine.Message message) {
                said.add(message);
            } else if (read instanceof ArchiveLine.Entry entry) {
                entries.add(entry);
            } else if (read instanceof ArchiveLine.Account account) {
                people.add(account);
            }
        }
        check.finish();
    }

    private List<String> texts() {
        return said.stream().map(ArchiveLine.Message::text).toList();
    }

    private List<Instant> times() {
        return said.stream()
                .map(message -> Instant.ofEpochMilli(message.time()))
                .toList();
    }

    private List<String> kinds() {
        return entries.stream().map(ArchiveLine.Entry::kind).toList();
    }

    @Test
    void a_log_of_an_ubuntu_channel_begins_on_the_day_of_its_name_and_passes_midnight() throws IOException {
        convert(
                "2005-02-08.log",
                "UTC",
                "[23:58] <ann> hi",
                "[23:59]  * bob waves",
                "=== vtg [vertigo@route6.alumina.nl]  has joined #ubuntu",
                "[00:01] <vtg> late",
                "=== jcapote [~jcapote@adsl]  has left #ubuntu []",
                "=== ann is now known as annie",
                "[00:02] <annie> still me",
                "something torn");
        assertThat(texts()).containsExactly("hi", "/me waves", "late", "still me");
        assertThat(times())
                .containsExactly(
                        Instant.parse("2005-02-08T23:58:00Z"),
                        Instant.parse("2005-02-08T23:59:00Z"),
                        Instant.parse("2005-02-09T00:01:00Z"),
                        Instant.parse("2005-02-09T00:02:00Z"));
        assertThat(kinds()).containsExactly("created", "joined", "left");
        assertThat(said.get(3).sender())
                .as("the same person under another nick")
                .isEqualTo(said.get(0).sender());
        assertThat(tally.skipped()).containsEntry("a line of no known shape", 1L);
    }

    @Test
    void a_log_of_irssi_says_when_the_day_changes() throws IOException {
        convert(
                "room.log",
                "Europe/Berlin",
                "--- Log opened Mon Jan 05 10:11:12 2015",
                "10:11 -!- ann [~ann@host] has joined #room",
                "10:12 <@ann> <b> is a tag",
                "10:13:30 < bob> with seconds",
                "10:14  * ann nods",
                "10:15 -!- bob is now known as rob",
                "10:16 -!- mode/#room [+o ann] by ann",
                "--- Day changed Tue Jan 06 2015",
                "09:00 < rob> morning",
                "09:01 -!- ann [~ann@host] has quit [Ping timeout]");
        assertThat(texts()).containsExactly("<b> is a tag", "with seconds", "/me nods", "morning");
        assertThat(times().get(1)).isEqualTo(Instant.parse("2015-01-05T09:13:30Z"));
        assertThat(times().get(3)).isEqualTo(Instant.parse("2015-01-06T08:00:00Z"));
        assertThat(kinds()).containsExactly("created", "joined", "left");
        assertThat(said.get(3).sender()).isEqualTo(said.get(1).sender());
        assertThat(people).extracting(ArchiveLine.Account::name).contains("ann", "bob");
    }

    @Test
    void a_log_of_weechat_has_whole_times_and_tabs() throws IOException {
        convert(
                "weechat.log",
                "UTC",
                "2015-01-05 12:34:56\t-->\tann (~ann@host) has joined #room",
                "2015-01-05 12:35:00\t@ann\thello\tworld",
                "2015-01-05 12:35:01\t *\tann smiles",
                "2015-01-05 12:35:02\t--\tann is now known as annie",
                "2015-01-05 12:35:03\t<--\tannie (~ann@host) has quit (bye)",
                "2015-01-05 12:35:04\t\tday changed");
        assertThat(texts()).containsExactly("hello\tworld", "/me smiles");
        assertThat(times().get(0)).isEqualTo(Instant.parse("2015-01-05T12:35:00Z"));
        assertThat(entries.get(1).actor()).isEqualTo(entries.get(2).actor());
        assertThat(kinds()).containsExactly("created", "joined", "left");
    }

    @Test
    void nicks_that_no_account_may_have_get_a_name_like_theirs() throws IOException {
        convert("x.log", "UTC", "[10:00] <a{b}> one", "[10:01] <Ä#x> two", "[10:02] <A{B}> three");
        assertThat(people).extracting(ArchiveLine.Account::name).contains("a{b}", "Ä_x");
        assertThat(said.get(2).sender())
                .as("case does not tell nicks apart")
                .isEqualTo(said.get(0).sender());
    }
}
