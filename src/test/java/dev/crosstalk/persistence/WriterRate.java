package dev.crosstalk.persistence;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.message.Draft;
import dev.crosstalk.message.MessageStore;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Measures the writer alone: so many posts always in flight, spread over so many rooms, for so many seconds. Arguments: database
 * URL (or {@code mariadb} for one of its own), rooms, in flight, seconds.
 */
final class WriterRate {
    private final MessageStore messages;
    private final Caller caller;
    private final List<ConversationId> rooms;
    private final Histogram latency = new Histogram(3);
    private final Promise<Void> finished = Promise.promise();
    private long endNanos;
    private int inFlight;
    private long next;

    private WriterRate(MessageStore messages, Caller caller, List<ConversationId> rooms) {
        this.messages = messages;
        this.caller = caller;
        this.rooms = rooms;
    }

    public static void main(String[] arguments) {
        String url = arguments[0].equals("mariadb") ? Twins.mariaDb() : arguments[0];
        int count = Integer.parseInt(arguments[1]);
        try (TestNode node = new TestNode(PersistenceSettings.at(url))) {
            Caller alice = node.guest("alice");
            List<ConversationId> rooms = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rooms.add(node.room(alice, "Room " + i));
            }
            Vertx vertx = node.vertx();
            Promise<Stores> opened = Promise.promise();
            vertx.runOnContext(
                    ignored -> Stores.open(vertx, PersistenceSettings.at(url), TestNode.SHARDS, event -> {}, List.of())
                            .onComplete(opened));
            WriterRate rate = new WriterRate(TestNode.await(opened.future()).messages(), alice, rooms);
            for (int second : new int[] {3, Integer.parseInt(arguments[3])}) {
                rate.run(vertx, Integer.parseInt(arguments[2]), second);
            }
        }
        System.exit(0);
    }

    private void run(Vertx vertx, int wanted, int seconds) {
        WriterRate round = new WriterRate(messages, caller, rooms);
        round.endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long cpu = cpuMicros();
        vertx.runOnContext(ignored -> {
            for (int i = 0; i < wanted; i++) {
                round.post();
            }
        });
        TestNode.await(round.finished.future());
        System.out.printf(
                "%,d posts/s at %d µs of this process's CPU each; acknowledged in ms: p50 %.1f, p99 %.1f, most %.1f%n",
                round.latency.getTotalCount() / seconds,
                (cpuMicros() - cpu) / Math.max(1, round.latency.getTotalCount()),
                round.latency.getValueAtPercentile(50) / 1e3,
                round.latency.getValueAtPercentile(99) / 1e3,
                round.latency.getMaxValue() / 1e3);
    }

    private static long cpuMicros() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                        .getProcessCpuTime()
                / 1000;
    }

    private void post() {
        long start = System.nanoTime();
        if (start >= endNanos) {
            if (inFlight == 0) {
                finished.tryComplete();
            }
            return;
        }
        inFlight++;
        ConversationId room = rooms.get((int) (next++ % rooms.size()));
        String text = "A message of ordinary length, as people write them. ".repeat(4);
        messages.post(new Draft(caller, new Post(room, text, UUID.randomUUID())))
                .onComplete(done -> {
                    if (done.failed()) {
                        System.out.println(done.cause());
                    }
                    inFlight--;
                    latency.recordValue((System.nanoTime() - start) / 1000);
                    post();
                });
    }
}
