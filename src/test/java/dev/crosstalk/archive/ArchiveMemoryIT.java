package dev.crosstalk.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.Role;
import dev.crosstalk.testing.NodeConfigs;
import dev.crosstalk.testing.NodeConfigs.NodeConfig;
import dev.crosstalk.testing.ServerProcess;
import dev.crosstalk.testing.TemporaryDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An archive of any length passes through a node of little memory, in and out: it has one page of it at a time. */
@Timeout(600)
class ArchiveMemoryIT {
    private static final String SECRET = "a-secret-of-administrators";
    /** A node that does nothing has 35 MB, of which 20 are what the last password was hashed in. */
    private static final String HEAP = "56m";

    private static final int PEOPLE = 15_000;
    private static final int EDITS = 200;
    private static final int MESSAGES = 3_000;
    private static final String LONG = "x".repeat(40_000);
    private static final String TEXT = "y".repeat(20_000);

    @Test
    void an_archive_that_is_longer_than_the_memory_goes_in_and_out() throws IOException, InterruptedException {
        Path directory = TemporaryDirectory.create("memory");
        NodeConfig config = NodeConfigs.embedded(directory);
        Files.writeString(
                config.file(),
                Files.readString(config.file())
                        .replace("\"http\": {", "\"http\": {\"adminSecret\": \"" + SECRET + "\", "));
        try (ServerProcess node = ServerProcess.small(directory, config.file(), config.port(), HEAP)) {
            HttpResponse<String> answer = send(config, node);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(export(config))
                    .containsEntry("account", PEOPLE)
                    .containsEntry("member", PEOPLE)
                    .containsEntry("reaction", PEOPLE)
                    .containsEntry("edit", EDITS)
                    .containsEntry("message", 1 + MESSAGES)
                    .containsEntry("end", 1);
            assertThat(node.process().isAlive()).isTrue();
        }
    }

    private static HttpResponse<String> send(NodeConfig config, ServerProcess node) throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            request(config, "/v1/import")
                                    .POST(HttpRequest.BodyPublishers.ofInputStream(ArchiveMemoryIT::archive))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(String.join("\n", node.process().output()), e);
        }
    }

    private static HttpRequest.Builder request(NodeConfig config, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + config.port() + path))
                .header("authorization", "Bearer " + SECRET);
    }

    /** How many lines of each type come; accounts that come again count once. */
    private static Map<String, Integer> export(NodeConfig config) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer = HttpClient.newHttpClient()
                .send(request(config, "/v1/export").build(), HttpResponse.BodyHandlers.ofLines());
        Map<String, Integer> counts = new TreeMap<>();
        java.util.Set<String> accounts = new java.util.HashSet<>();
        answer.body().forEach(line -> {
            String type = line.substring(9, line.indexOf('"', 9));
            if (!type.equals("account") || accounts.add(line)) {
                counts.merge(type, 1, Integer::sum);
            }
        });
        return counts;
    }

    /** Made while it is sent. */
    private static InputStream archive() {
        long[] count = {0};
        Iterator<ArchiveLine> lines = Stream.of(
                        Stream.of(ArchiveLine.Header.of(ArchiveLine.APPLICATION, 1)),
                        people().mapToObj(i -> ArchiveLine.Account.named("u" + i, "user" + i)),
                        Stream.of(room()),
                        people().mapToObj(ArchiveMemoryIT::member),
                        Stream.of(message(1, LONG)),
                        LongStream.rangeClosed(1, EDITS).mapToObj(i -> new ArchiveLine.Edit(1, (int) i, LONG, 1)),
                        people().mapToObj(i -> new ArchiveLine.Reaction(1, "u" + i, "👍", 1 + i, 2L, 1)),
                        LongStream.rangeClosed(2, 1 + MESSAGES).mapToObj(seq -> message(seq, TEXT)))
                .flatMap(some -> some)
                .map(ArchiveLine.class::cast)
                .peek(line -> count[0]++)
                .iterator();
        return new SequenceInputStream(new Enumeration<>() {
            private boolean ended;

            @Override
            public boolean hasMoreElements() {
                return !ended;
            }

            @Override
            public InputStream nextElement() {
                ended = !lines.hasNext();
                ArchiveLine line = ended ? new ArchiveLine.End(count[0]) : lines.next();
                return new ByteArrayInputStream((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static LongStream people() {
        return LongStream.rangeClosed(1, PEOPLE);
    }

    private static ArchiveLine room() {
        return new ArchiveLine.Conversation(
                "c1",
                ConversationKind.ROOM,
                "Stadium",
                "u1",
                1,
                PEOPLE + MESSAGES + 2,
                1,
                1,
                ConversationSettings.of(ConversationKind.ROOM),
                null,
                null);
    }

    private static ArchiveLine member(long i) {
        return new ArchiveLine.Member("u" + i, i == 1 ? Role.OWNER : Role.MEMBER, "active", 0, 1, null, null, null);
    }

    private static ArchiveLine message(long seq, String text) {
        return new ArchiveLine.Message(
                seq,
                PEOPLE + seq,
                "u1",
                new UUID(7, seq),
                text,
                seq,
                seq == 1 ? 1L : null,
                null,
                null,
                null,
                null,
                null);
    }
}
