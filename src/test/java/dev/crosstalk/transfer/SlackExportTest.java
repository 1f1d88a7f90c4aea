package dev.crosstalk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.archive.ArchiveCheck;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small export in {@code src/test/resources/slack.json}: the files of a zip by their names. */
class SlackExportTest {
    private static final Path SMALL = Path.of("src/test/resources/archive/slack.json");

    @TempDir
    Path directory;

    private final Map<String, byte[]> files = new TreeMap<>();

    @BeforeEach
    void read() throws IOException {
        JsonNode small = Json.parse(Files.readString(SMALL));
        small.fields()
                .forEachRemaining(file ->
                        files.put(file.getKey(), Json.write(file.getValue()).getBytes(StandardCharsets.UTF_8)));
    }

    private Path zip() throws IOException {
        Path zip = directory.resolve("slack.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                entries.putNextEntry(new ZipEntry(file.getKey()));
                entries.write(file.getValue());
            }
        }
        return zip;
    }

    private Tally tally;

    private List<ArchiveLine> converted(SafeZip.Limits limits) throws IOException {
        Path target = directory.resolve("archive.jsonl");
        try (ForeignArchive archive = new ForeignArchive(target, 5)) {
            tally = archive.tally();
            SlackExport.convert(zip(), archive, limits);
        }
        ArchiveCheck check = new ArchiveCheck();
        List<ArchiveLine> lines =
                Files.readAllLines(target).stream().map(check::next).toList();
        check.finish();
        return lines;
    }

    private List<ArchiveLine> converted() throws IOException {
        return converted(SafeZip.Limits.USUAL);
    }

    private static <L extends ArchiveLine> List<L> of(Class<L> type, List<ArchiveLine> lines) {
        return lines.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void what_was_said_keeps_its_order_time_author_and_thread() throws IOException {
        List<ArchiveLine> lines = converted();
        List<ArchiveLine.Message> said = of(ArchiveLine.Message.class, lines);
        assertThat(said).extracting(ArchiveLine.Message::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(said)
                .extracting(ArchiveLine.Message::text)
                .containsExactly(
                        "Hello @Bo_B and #random, see docs (https://example.org/a?b&c)",
                        "a < b && c > d",
                        "in the thread",
                        "/me waves",
                        "deployed",
                        "look\n[file: plan.pdf]",
                        "");
        assertThat(said.get(0).time()).isEqualTo(1_400_000_000_000L);
        assertThat(said.get(1).editedAt()).isEqualTo(1_400_000_050_000L);
        assertThat(said.get(2).replyTo()).isEqualTo(1);
        assertThat(said.get(6).deletedAt()).isNotNull();
        assertThat(said).extracting(ArchiveLine.Message::time).isSorted();
    }

    @Test
    void people_reactions_joins_and_renames_come_with_it() throws IOException {
        List<ArchiveLine> lines = converted();
        assertThat(of(ArchiveLine.Account.class, lines))
                .extracting(ArchiveLine.Account::name)
                .contains("ann", "Bo_B", "deploybot");
        assertThat(of(ArchiveLine.Reaction.class, lines))
                .extracting(ArchiveLine.Reaction::account)
                .containsExactly("U1", "U2");
        assertThat(of(ArchiveLine.Entry.class, lines))
                .extracting(ArchiveLine.Entry::kind)
                .containsExactly("created", "joined", "renamed", "left", "created");
        assertThat(of(ArchiveLine.Conversation.class, lines))
                .extracting(ArchiveLine.Conversation::title)
                .containsExactly("general", "secret");
        assertThat(of(ArchiveLine.Conversation.class, lines).get(1).settings().open())
                .as("a private group")
                .isFalse();
    }

    @Test
    void what_cannot_be_taken_over_is_counted_with_its_reason() throws IOException {
        converted();
        assertThat(tally.taken()).containsEntry("messages", 6L).containsEntry("replies", 1L);
        assertThat(tally.skipped())
                .containsEntry("a message of the subtype channel_topic", 1L)
                .containsEntry("a message of the subtype from_the_future", 1L)
                .containsEntry("a private conversation of dms.json", 1L)
                .containsEntry("a message without a text", 1L)
                .containsEntry("the content of a file", 1L);
    }

    @Test
    void a_zip_that_unpacks_to_more_than_it_may_is_refused() throws IOException {
        files.put("general/2014-05-15.json", new byte[10_000]);
        assertThatThrownBy(() -> converted(new SafeZip.Limits(100, 5_000, 1 << 20)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("larger than it may be");
        assertThatThrownBy(() -> converted(new SafeZip.Limits(3, 5_000, 1 << 20)))
                .hasMessageContaining("more than 3 files");
    }

    @Test
    void what_is_no_export_of_slack_is_refused_and_names_that_lead_out_are_never_opened() throws IOException {
        files.put(
                "../general/2014-05-15.json",
                "[{\"type\":\"message\",\"text\":\"out\"}]".getBytes(StandardCharsets.UTF_8));
        assertThat(of(ArchiveLine.Message.class, converted()))
                .noneMatch(message -> message.text().equals("out"));
        files.put("channels.json", "{".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(this::converted).hasMessageContaining("channels.json in the zip is not JSON");
        files.remove("channels.json");
        files.remove("groups.json");
        assertThatThrownBy(this::converted).hasMessageContaining("no export of Slack");
    }
}
