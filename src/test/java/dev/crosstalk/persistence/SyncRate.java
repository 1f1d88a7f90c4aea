package dev.crosstalk.persistence;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.SyncCommand.Held;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.bus.SyncCommand.Synced;
import dev.crosstalk.sync.SyncService;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Measures a sync: somebody is in so many conversations, of which so many have a new message. Arguments: database URL (or {@code
 * mariadb} for one of its own), conversations, how many differ, rounds.
 */
final class SyncRate {
    private SyncRate() {}

    public static void main(String[] arguments) {
        String url = arguments[0].equals("mariadb") ? Twins.mariaDb() : arguments[0];
        int count = Integer.parseInt(arguments[1]);
        int differ = Integer.parseInt(arguments[2]);
        try (TestNode node = new TestNode(PersistenceSettings.at(url))) {
            Caller alice = node.guest("alice" + System.nanoTime());
            Caller bob = node.guest("bob" + System.nanoTime());
            List<ConversationId> groups = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                groups.add(node.ask(
                                alice,
                                Json.read(
                                        Json.object()
                                                .put("kind", "group")
                                                .put("title", "Project number " + i)
                                                .set("members", Json.tree(List.of(bob.account()))),
                                        Create.class))
                        .id());
            }
            Vertx vertx = node.vertx();
            Promise<Stores> opened = Promise.promise();
            vertx.runOnContext(
                    v -> Stores.open(vertx, PersistenceSettings.at(url), TestNode.SHARDS, event -> {}, List.of())
                            .onComplete(opened));
            Stores stores = TestNode.await(opened.future());
            SyncService service = new SyncService(stores.sync(), 10_000);
            List<Held> held = new ArrayList<>();
            ConversationId next = null;
            long userRev = 0;
            do {
                Synced page = TestNode.await(service.sync(bob, new Sync(null, List.of(), next, 1000)));
                page.conversations().forEach(view -> held.add(new Held(view.id(), view.rev(), view.receiptRev())));
                userRev = page.userRev();
                next = page.next();
            } while (next != null);
            List<Future<?>> posts = new ArrayList<>();
            String text = "A message of ordinary length, as people write them. ".repeat(4);
            groups.subList(0, differ)
                    .forEach(group -> posts.add(node.bus()
                            .request(
                                    alice,
                                    new dev.crosstalk.bus.MessageCommand.Post(
                                            group, text, java.util.UUID.randomUUID()))));
            TestNode.await(Future.all(posts));
            measure(stores, service, bob, new Sync(userRev, held, null, 1000), Integer.parseInt(arguments[3]));
        }
        System.exit(0);
    }

    private static void measure(Stores stores, SyncService service, Caller caller, Sync sync, int rounds) {
        Histogram micros = new Histogram(3);
        long before = stores.reads();
        Synced last = null;
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            last = TestNode.await(service.sync(caller, sync));
            micros.recordValue((System.nanoTime() - start) / 1000);
        }
        System.out.printf(
                "%d held, %d differ: %.1f statements, %,d bytes asked, %,d bytes answered, ms: p50 %.1f, p99 %.1f, most %.1f%n",
                sync.conversations().size(),
                last.conversations().size(),
                (stores.reads() - before) / (double) rounds,
                Json.write(sync).getBytes(StandardCharsets.UTF_8).length,
                Json.write(last).getBytes(StandardCharsets.UTF_8).length,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }
}
