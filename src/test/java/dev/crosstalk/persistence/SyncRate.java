package dev.crosstalk.persistence;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.bus.SyncCommand.Synced;
import dev.crosstalk.sync.SyncService;
import dev.crosstalk.testing.MariaDb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Measures a sync on both databases, from the text of the question to the text of the answer: somebody is in so many groups of ten,
 * of which so many have a new message, and receipts of five. Arguments: groups, how many differ, rounds, and the file into which the
 * results are written as JSON. What is printed is the table of {@code src/doc/sync.md}.
 */
final class SyncRate {
    private final String database;
    private final int count;
    private final int differ;
    private final int rounds;
    private final List<Result> results = new ArrayList<>();
    private SyncService service;
    private Stores stores;
    private Caller bob;

    private SyncRate(String database, int count, int differ, int rounds) {
        this.database = database;
        this.count = count;
        this.differ = differ;
        this.rounds = rounds;
    }

    /** Times in milliseconds, warm. */
    record Result(
            String database,
            String device,
            int conversations,
            double statements,
            int askedBytes,
            int answeredBytes,
            double p50,
            double p99,
            double most) {

        static final String HEADING =
                "| database | the device | told | statements | asked, bytes | answered, bytes | p50, ms | p99, ms | most, ms |\n"
                        + "|---|---|---|---|---|---|---|---|---|";

        @Override
        public String toString() {
            return "| %s | %s | %d | %.0f | %,d | %,d | %.1f | %.1f | %.1f |"
                    .formatted(database, device, conversations, statements, askedBytes, answeredBytes, p50, p99, most);
        }
    }

    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        int differ = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        List<Result> results = new ArrayList<>();
        results.addAll(new SyncRate("SQLite", count, differ, rounds).measure(Twins.sqlite()));
        MariaDb server = MariaDb.shared();
        results.addAll(new SyncRate("MariaDB " + server.version().replaceFirst("-.*", ""), count, differ, rounds)
                .measure(server.freshDatabase()));
        System.out.println(Result.HEADING);
        results.forEach(System.out::println);
        Files.writeString(Path.of(arguments[3]), Json.write(results) + "\n");
        System.exit(0);
    }

    private List<Result> measure(String url) {
        PersistenceSettings settings = PersistenceSettings.at(url);
        try (TestNode node = new TestNode(settings);
                ManyRows rows = new ManyRows(node.database(settings))) {
            Absence absence = new Absence(node, rows, "", count, differ);
            bob = absence.bob();
            stores = node.stores(settings);
            service = new SyncService(stores.sync(), settings.groupLimit());
            Sync question = absence.question(this::ask);
            time("has everything", question);
            absence.messagesAndReceipts();
            time("missed a message and receipts", question);
            absence.ownDraftsAndMarks();
            time("missed these and own drafts and marks", question);
            time("is new: the first page", new Sync(null, List.of(), null, null));
            TestNode.await(stores.close(node.vertx()));
        }
        return results;
    }

    private Synced ask(Sync question) {
        return TestNode.await(service.sync(bob, question));
    }

    private void time(String device, Sync question) {
        String asked = Json.write(question);
        for (int i = 0; i < rounds; i++) {
            answer(asked);
        }
        Histogram micros = new Histogram(3);
        long reads = stores.reads();
        String answered = "";
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            answered = answer(asked);
            micros.recordValue((System.nanoTime() - start) / 1000);
        }
        results.add(new Result(
                database,
                device,
                Json.read(answered, Synced.class).conversations().size(),
                (stores.reads() - reads) / (double) rounds,
                bytes(asked),
                bytes(answered),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3));
    }

    private String answer(String asked) {
        return Json.write(ask(Json.read(asked, Sync.class)));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
