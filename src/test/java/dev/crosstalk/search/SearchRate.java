package dev.crosstalk.search;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.IndexingCommand.Grant;
import dev.crosstalk.bus.IndexingCommand.Source;
import dev.crosstalk.bus.MessageId;
import dev.crosstalk.testing.TemporaryDirectory;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * How long an embedded index takes for questions in many messages: {@code java … SearchRate [MESSAGES]}, 1,000,000 by default. The
 * words are made up, as frequent as those of a language (Zipf), in 1,000 conversations of 100 people.
 */
public final class SearchRate {
    private static final int CONVERSATIONS = 1_000;
    private static final int PEOPLE = 100;
    private static final int WORDS = 50_000;
    private static final int AT_ONCE = 500;
    private static final int WARM_UP = 300;
    private static final int ASKED = 1_000;

    private final Random random = new Random(7);
    private final double[] chances = new double[WORDS];
    private final String[] words = new String[WORDS];
    private final SearchIndex index;

    private SearchRate(SearchIndex index) {
        this.index = index;
        double sum = 0;
        for (int i = 0; i < WORDS; i++) {
            sum += 1.0 / (i + 2);
            chances[i] = sum;
            words[i] = made(i);
        }
    }

    /** The more often a word is said, the shorter it is. */
    private static String made(int number) {
        StringBuilder word = new StringBuilder();
        for (int left = number + 20; left > 0; left /= 20) {
            word.append("bdfgklmnprstvwzchjqx".charAt(left % 20)).append("aeiou".charAt((left / 7) % 5));
        }
        return word.toString();
    }

    public static void main(String[] arguments) throws Exception {
        int messages = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        Path directory = TemporaryDirectory.create("search-rate");
        Vertx vertx = Vertx.vertx();
        SearchIndex index = new LuceneIndex(
                directory, vertx.createSharedWorkerExecutor("w", 1), vertx.createSharedWorkerExecutor("s", 4));
        SearchRate rate = new SearchRate(index);
        rate.fill(messages);
        System.out.printf("index: %d MB%n", size(directory) >> 20);
        rate.ask();
        Finding.await(index.close());
        Finding.await(vertx.close());
    }

    private static long size(Path directory) throws java.io.IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private String word() {
        double wanted = random.nextDouble() * chances[WORDS - 1];
        int at = java.util.Arrays.binarySearch(chances, wanted);
        return words[at < 0 ? Math.min(WORDS - 1, -at - 1) : at];
    }

    private String text() {
        int length = 3 + random.nextInt(15);
        return IntStream.range(0, length).mapToObj(i -> word()).collect(Collectors.joining(" "));
    }

    private void fill(int messages) {
        Finding.await(index.open());
        Finding.await(index.build());
        long begun = System.nanoTime();
        for (int from = 0; from < messages; from += AT_ONCE) {
            List<IndexChange> changes = new ArrayList<>();
            for (int i = from; i < Math.min(messages, from + AT_ONCE); i++) {
                changes.add(Finding.put(source(i)));
            }
            Finding.await(index.fill(changes));
        }
        Finding.await(index.switchOver());
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("filled with %d messages in %.0f s, %.0f/s%n", messages, seconds, messages / seconds);
    }

    private Source source(int number) {
        long conversation = 1L + random.nextInt(CONVERSATIONS);
        return new Source(
                new ApplicationId(1),
                new ConversationId(conversation),
                conversation,
                number + 1L,
                new MessageId(number + 1L),
                number + 1L,
                new AccountId(1 + random.nextInt(PEOPLE)),
                "en",
                1_700_000_000_000L + number * 1_000L,
                false,
                null,
                text());
    }

    private void ask() {
        List<Grant> all = LongStream.rangeClosed(1, CONVERSATIONS)
                .mapToObj(id -> new Grant(new ConversationId(id), 1 + id % 2))
                .toList();
        List<Grant> few = all.subList(0, 10);
        Map<String, Function<Integer, IndexQuery>> questions = new LinkedHashMap<>();
        questions.put(
                "a frequent word", i -> Finding.builder(words[i % 20] + " ").build(all, null, 21));
        questions.put(
                "a rare word", i -> Finding.builder(words[5_000 + i] + " ").build(all, null, 21));
        questions.put("some word", i -> Finding.builder(word() + " ").build(all, null, 21));
        questions.put(
                "two words", i -> Finding.builder(word() + " " + word() + " ").build(all, null, 21));
        questions.put(
                "a phrase of two frequent words",
                i -> Finding.builder("\"" + words[i % 15] + " " + words[i % 17] + "\"")
                        .build(all, null, 21));
        questions.put(
                "two letters, as one types",
                i -> Finding.builder(word().substring(0, 2)).build(all, null, 21));
        questions.put(
                "four letters, as one types",
                i -> Finding.builder(longWord().substring(0, 4)).build(all, null, 21));
        questions.put(
                "a frequent word by somebody",
                i -> Finding.builder(words[i % 20] + " ")
                        .sender(new AccountId(1 + i % PEOPLE), false)
                        .build(all, null, 21));
        questions.put(
                "a frequent word in ten conversations",
                i -> Finding.builder(words[i % 20] + " ").build(few, null, 21));
        questions.put(
                "some word in ten conversations",
                i -> Finding.builder(word() + " ").build(few, null, 21));
        questions.put(
                "a later page",
                i -> Finding.builder(words[i % 20] + " ")
                        .build(all, new Cursor(1_700_000_000_000L + random.nextInt(900_000) * 1_000L, 1), 21));
        questions.put(
                "everything but a frequent word",
                i -> Finding.builder("-" + words[i % 20] + " ").build(all, null, 21));
        System.out.println("| question | p50, ms | p99, ms | most, ms |\n|---|---|---|---|");
        questions.forEach(this::measure);
    }

    private String longWord() {
        String word = word();
        while (word.length() < 4) {
            word = word();
        }
        return word;
    }

    private void measure(String name, Function<Integer, IndexQuery> question) {
        Histogram micros = new Histogram(3);
        for (int i = 0; i < WARM_UP + ASKED; i++) {
            IndexQuery query = question.apply(i);
            long begun = System.nanoTime();
            Finding.await(index.find(query));
            if (i >= WARM_UP) {
                micros.recordValue((System.nanoTime() - begun) / 1_000);
            }
        }
        System.out.printf(
                "| %s | %.1f | %.1f | %.1f |%n",
                name,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }
}
