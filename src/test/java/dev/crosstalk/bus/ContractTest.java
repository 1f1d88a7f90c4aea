package dev.crosstalk.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The golden files are the contract: one for each type that crosses the wire. */
class ContractTest {
    private static final Path GOLDEN = Path.of("src/test/resources/contract");

    @TestFactory
    Stream<DynamicTest> aCommandIsReadAndWrittenAsItsGoldenFileSays() {
        return CommandType.ALL.stream()
                .map(type -> DynamicTest.dynamicTest(
                        name(type), () -> assertRoundTrip("command/" + name(type), type.command())));
    }

    @TestFactory
    Stream<DynamicTest> aReplyIsReadAndWrittenAsItsGoldenFileSays() {
        return CommandType.ALL.stream()
                .map(type -> DynamicTest.dynamicTest(
                        name(type), () -> assertRoundTrip("reply/" + name(type), type.reply())));
    }

    @TestFactory
    Stream<DynamicTest> anEventIsReadAndWrittenAsItsGoldenFileSays() {
        return eventTypes()
                .map(type -> DynamicTest.dynamicTest(type.name(), () -> {
                    Event event = assertRoundTrip("event/" + type.name(), Event.class);
                    assertThat(event).isInstanceOf(type.value());
                    assertThat(EventTypes.nameOf(event.getClass())).isEqualTo(type.name());
                }));
    }

    @TestFactory
    Stream<DynamicTest> aFailureIsReadAndWrittenAsItsGoldenFileSays() throws IOException {
        return files("failure").stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Failure.Wire wire = assertRoundTrip("failure/" + name, Failure.Wire.class);
                    assertThat(wire.failure().wire()).isEqualTo(wire);
                }));
    }

    @Test
    void everyTypeHasAGoldenFileAndEveryGoldenFileAType() throws IOException {
        Set<String> commands =
                CommandType.ALL.stream().map(ContractTest::name).collect(Collectors.toCollection(TreeSet::new));
        assertThat(files("command")).isEqualTo(commands);
        assertThat(files("reply")).isEqualTo(commands);
        assertThat(files("event"))
                .isEqualTo(eventTypes().map(JsonSubTypes.Type::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void aReaderIgnoresFieldsAndTypesThatItDoesNotKnow() {
        ObjectNode done = Json.object().put("later", 1);
        assertThat(Json.read(done, Done.class)).isEqualTo(new Done());
        ObjectNode post = (ObjectNode) Json.parse(read("command/message.post"));
        post.putObject("mood").put("colour", "red");
        assertThat(Json.read(post, MessageCommand.Post.class).text()).isEqualTo("Grüße, 😀");
    }

    @Test
    void aReaderOfChangesLeavesOutEventsOfATypeThatItDoesNotKnow() {
        ObjectNode changes = (ObjectNode) Json.parse(read("reply/message.changes"));
        int known = changes.withArray("changes").size();
        changes.withArray("changes").addObject().put("type", "later").put("rev", 99);

        assertThat(Json.read(changes, MessageCommand.Changes.class).changes())
                .hasSize(known)
                .doesNotContainNull();
    }

    private static <T> T assertRoundTrip(String file, Class<T> type) {
        String golden = read(file);
        T value = Json.read(golden, type);
        assertThat(Json.parse(Json.write(value))).isEqualTo(Json.parse(golden));
        return value;
    }

    private static String read(String file) {
        try {
            return Files.readString(GOLDEN.resolve(file + ".json"));
        } catch (IOException e) {
            throw new AssertionError("no golden file " + file, e);
        }
    }

    private static Set<String> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN.resolve(folder))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<JsonSubTypes.Type> eventTypes() {
        return Arrays.stream(Event.class.getAnnotation(JsonSubTypes.class).value());
    }

    private static String name(CommandType<?, ?> type) {
        return type.capability() + "." + type.verb();
    }
}
