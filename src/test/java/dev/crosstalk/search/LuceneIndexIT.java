package dev.crosstalk.search;

import static dev.crosstalk.search.Finding.KITCHEN;
import static dev.crosstalk.search.Finding.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.testing.TemporaryDirectory;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LuceneIndexIT extends SearchIndexContract {
    private final Vertx vertx = Vertx.vertx();
    private final Path directory = TemporaryDirectory.create("lucene");

    @Override
    SearchIndex fresh() {
        return at(directory);
    }

    private SearchIndex at(Path path) {
        String name = UUID.randomUUID().toString();
        return new LuceneIndex(
                path,
                vertx.createSharedWorkerExecutor("writing-" + name, 1),
                vertx.createSharedWorkerExecutor("searching-" + name, 2));
    }

    @Override
    void end() {
        await(vertx.close());
    }

    private static SearchIndex serving(SearchIndex index) {
        await(index.open());
        await(index.build());
        await(index.switchOver());
        return index;
    }

    @Test
    void what_was_answered_is_there_when_the_process_ended_without_a_word() throws IOException {
        SearchIndex index = serving(at(directory.resolve("one")));
        new Finding(index).say(KITCHEN, 1, "bread");
        Path copy = copy(directory.resolve("one"), directory.resolve("as-left"));
        SearchIndex again = at(copy);
        assertThat(await(again.open())).isEqualTo(await(index.open()));
        assertThat(new Finding(again).seqs("bread")).containsExactly(1L);
        await(index.close());
        await(again.close());
    }

    @Test
    void an_index_that_cannot_be_read_is_none_and_is_made_anew() throws IOException {
        SearchIndex index = serving(at(directory.resolve("two")));
        new Finding(index).say(KITCHEN, 1, "bread");
        String name = await(index.open());
        await(index.close());
        try (Stream<Path> files = Files.list(directory.resolve("two").resolve(name))) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("segments"))
                    .toList()) {
                Files.writeString(file, "no index");
            }
        }
        SearchIndex again = at(directory.resolve("two"));
        assertThat(await(again.open())).isNull();
        serving(again);
        new Finding(again).say(KITCHEN, 1, "butter");
        assertThat(new Finding(again).seqs("butter")).containsExactly(1L);
        await(again.close());
    }

    @Test
    void what_is_gone_is_in_no_file_any_more_when_it_was_cleared_away() throws IOException {
        Path path = directory.resolve("three");
        SearchIndex index = serving(at(path));
        new Finding(index).say(KITCHEN, 1, "opensesame");
        new Finding(index).say(KITCHEN, 2, "bread");
        assertThat(isWritten(path, "opensesame")).isTrue();
        new Finding(index).apply(new IndexChange.Gone(new Place(KITCHEN, 1), 3));
        await(index.purge());
        assertThat(isWritten(path, "opensesame")).isFalse();
        assertThat(isWritten(path, "bread")).isTrue();
        await(index.close());
    }

    private static boolean isWritten(Path directory, String word) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!file.getFileName().toString().equals("write.lock")) {
                    Files.copy(file, target);
                }
            }
        }
        return to;
    }
}
