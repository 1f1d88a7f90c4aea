package dev.crosstalk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.archive.ArchiveCheck;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the small export of {@link SlackZip}. */
class SlackExportTest {
    @TempDir
    Path directory;

    private final Map<String, byte[]> files = new TreeMap<>();

    @BeforeEach
    void read() throws IOException {
        files.putAll(SlackZip.small());
    }

    private Path zip() throws IOException {
        return SlackZip.write(directory.resolve("slack.zip"), files);
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
        assertThat(said)
                .extracting(ArchiveLine.Message::seq)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 1L, 1L, 2L, 3L);
        assertThat(said)
                .extracting(ArchiveLine.Message::text)
                .containsExactly(
                        "Hello @Bo_B and #random, see docs (https://example.org/a?b&c)",
                        "a < b && c > d",
                        "in the thread",
                        "/me waves",
                        "deployed",
                        "look\n[file: plan.pdf]",
                        "",
                        "the three of us",
                        "psst",
                        "reminder",
                        "ok");
        assertThat(said.get(0).time()).isEqualTo(1_400_000_000_000L);
        assertThat(said.get(1).editedAt()).isEqualTo(1_400_000_050_000L);
        assertThat(said.get(2).replyTo()).isEqualTo(1);
        assertThat(said.get(6).deletedAt()).isNotNull();
        assertThat(said.subList(0, 7)).extracting(ArchiveLine.Message::time).isSorted();
    }

    @Test
    void people_reactions_joins_and_renames_come_with_it() throws IOException {
        List<ArchiveLine> lines = converted();
        assertThat(of(ArchiveLine.Account.class, lines))
                .extracting(ArchiveLine.Account::name)
                .contains("ann", "Bo_B", "deploybot");
        assertThat(of(ArchiveLine.Reaction.class, lines))
                .extracting(ArchiveLine.Reaction::account)
                .containsExactly("U1", "U2", "U1");
        assertThat(of(ArchiveLine.Entry.class, lines))
                .extracting(ArchiveLine.Entry::kind)
                .containsExactly("created", "joined", "renamed", "left", "created", "created", "created");
        assertThat(of(ArchiveLine.Conversation.class, lines))
                .extracting(ArchiveLine.Conversation::title)
                .containsExactly("general", "secret", null, null);
        assertThat(of(ArchiveLine.Conversation.class, lines).get(1).settings().open())
                .as("a private group")
                .isFalse();
    }

    /** The members of a conversation, which stand behind it. */
    private static List<String> membersOf(String id, List<ArchiveLine> lines) {
        return lines.stream()
                .dropWhile(line -> !(line instanceof ArchiveLine.Conversation begun
                        && begun.id().equals(id)))
                .skip(1)
                .takeWhile(line -> !(line instanceof ArchiveLine.Conversation))
                .filter(ArchiveLine.Member.class::isInstance)
                .map(line -> ((ArchiveLine.Member) line).account())
                .toList();
    }

    private static ArchiveLine.Conversation conversation(String id, List<ArchiveLine> lines) {
        return of(ArchiveLine.Conversation.class, lines).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void conversations_of_certain_people_stay_theirs_whoever_else_says_something_there() throws IOException {
        List<ArchiveLine> lines = converted();
        assertThat(conversation("D1", lines).kind()).isEqualTo(ConversationKind.DIRECT);
        assertThat(membersOf("D1", lines)).as("a bot has spoken there").containsExactly("U1", "U2");
        assertThat(conversation("G2", lines).kind()).isEqualTo(ConversationKind.GROUP);
        assertThat(conversation("G2", lines).title()).isNull();
        assertThat(membersOf("G2", lines)).containsExactly("U1", "U2", "U3");
        assertThat(tally.taken()).containsEntry("direct conversations", 1L).containsEntry("groups", 1L);
        assertThat(of(ArchiveLine.Member.class, lines))
                .filteredOn(member -> member.role() == Role.OWNER)
                .extracting(ArchiveLine.Member::account)
                .containsExactly("U1", "U2", "U2");
    }

    @Test
    void an_export_without_lists_of_private_conversations_is_one_of_rooms() throws IOException {
        files.remove("dms.json");
        files.remove("mpims.json");
        assertThat(of(ArchiveLine.Conversation.class, converted()))
                .extracting(ArchiveLine.Conversation::kind)
                .containsExactly(ConversationKind.ROOM, ConversationKind.ROOM);
    }

    @Test
    void a_second_conversation_of_the_same_people_is_a_group_with_a_title() throws IOException {
        files.put("dms.json", text("""
                [{"id": "D1", "members": ["U1", "U2"]}, {"id": "D2", "members": ["U2", "U1"]},
                 {"id": "D3", "members": ["U1", "U1"]}, {"id": "D4", "members": []}]"""));
        files.put("mpims.json", text("""
                [{"id": "G2", "name": "x", "members": ["U1", "U2", "U3"]},
                 {"id": "G3", "name": "y", "members": ["U3", "U2", "U1"]}]"""));
        List<ArchiveLine> lines = converted();
        assertThat(conversation("D2", lines).kind()).isEqualTo(ConversationKind.GROUP);
        assertThat(conversation("D2", lines).title()).isNotNull();
        assertThat(conversation("G2", lines).title()).isNull();
        assertThat(conversation("G3", lines).title()).isNotNull();
        assertThat(membersOf("D3", lines)).as("notes to oneself").containsExactly("U1");
        assertThat(tally.skipped()).containsEntry("a private conversation of nobody", 1L);
    }

    private static byte[] text(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void what_cannot_be_taken_over_is_counted_with_its_reason() throws IOException {
        converted();
        assertThat(tally.taken()).containsEntry("messages", 10L).containsEntry("replies", 2L);
        assertThat(tally.skipped())
                .containsEntry("a message of the subtype channel_topic", 1L)
                .containsEntry("a message of the subtype from_the_future", 1L)
                .containsEntry("who comes or goes where people are given", 1L)
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
        assertThat(of(ArchiveLine.Conversation.class, converted()))
                .as("an export of private conversations")
                .hasSize(2);
        files.remove("mpims.json");
        files.remove("dms.json");
        assertThatThrownBy(this::converted).hasMessageContaining("no export of Slack");
    }
}
