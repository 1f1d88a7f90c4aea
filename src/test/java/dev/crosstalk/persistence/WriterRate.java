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
public final class WriterRate {
    private static final int WARM_UP_SECONDS = 3;

    private final MessageStore messages;
    private final Caller caller;
    private final List<ConversationId> rooms;
    private final Histogram latency = new Histogram(3);
    private final Promise<Void> finished = Promise.promise();
    private long endNanos;
    private int inFlight;
    private long failed;
    private long next;

    /** @param micros from each post to its acknowledgement */
    public record Rate(double postsPerSecond, long failed, double cpuMicrosEach, Histogram micros) {}

    private WriterRate(MessageStore messages, Caller caller, List<ConversationId> rooms) {
        this.messages = messages;
        this.caller = caller;
        this.rooms = rooms;
    }

    public static void main(String[] arguments) {
        String url = arguments[0].equals("mariadb") ? Twins.mariaDb() : arguments[0];
        Rate rate = measure(
                url,
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                WARM_UP_SECONDS,
                Integer.parseInt(arguments[3]));
        System.out.printf(
                "%,d posts/s (%d failed) at %.0f µs of this process's CPU each; acknowledged in ms: p50 %.1f, p99 %.1f, most %.1f%n",
                Math.round(rate.postsPerSecond()),
                rate.failed(),
                rate.cpuMicrosEach(),
                rate.micros().getValueAtPercentile(50) / 1e3,
                rate.micros().getValueAtPercentile(99) / 1e3,
                rate.micros().getMaxValue() / 1e3);
        System.exit(0);
    }

    /** Makes the rooms, warms up, and measures. */
    public static Rate measure(String url, int count, int inFlight, int warmUpSeconds, int seconds) {
        try (TestNode node = new TestNode(PersistenceSettings.at(url))) {
            Caller alice = node.guest("alice" + System.nanoTime());
            List<ConversationId> rooms = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rooms.add(node.room(alice, "Room " + i));
            }
            Vertx vertx = node.vertx();
            Promise<Stores> opened = Promise.promise();
            vertx.runOnContext(
                    ignored -> Stores.open(vertx, PersistenceSettings.at(url), TestNode.SHARDS, event -> {}, List.of())
                            .onComplete(opened));
            MessageStore messages = TestNode.await(opened.future()).messages();
            new WriterRate(messages, alice, rooms).run(vertx, inFlight, warmUpSeconds);
            return new WriterRate(messages, alice, rooms).run(vertx, inFlight, seconds);
        }
    }

    private Rate run(Vertx vertx, int wanted, int seconds) {
        long start = System.nanoTime();
        endNanos = start + TimeUnit.SECONDS.toNanos(seconds);
        long cpu = cpuMicros();
        vertx.runOnContext(ignored -> {
            for (int i = 0; i < wanted; i++) {
                post();
            }
        });
        TestNode.await(finished.future(), seconds + 60);
        long stored = Math.max(1, latency.getTotalCount());
        double took = (System.nanoTime() - start) / 1e9;
        return new Rate(stored / took, failed, (cpuMicros() - cpu) / (double) stored, latency);
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
                    inFlight--;
                    if (done.succeeded()) {
                        latency.recordValue((System.nanoTime() - start) / 1000);
                    } else {
                        failed++;
                    }
                    post();
                });
    }
}
