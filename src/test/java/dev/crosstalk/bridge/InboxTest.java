package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InboxTest {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong clock = new AtomicLong();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile long costNanos;
    private volatile boolean over;
    private Inbox inbox;

    private final Transport transport = new Transport() {
        @Override
        public Future<Void> write(Bundle bundle) {
            return Future.succeededFuture();
        }

        @Override
        public void hold() {
            asked.add("hold");
        }

        @Override
        public void pause() {
            asked.add("pause");
        }

        @Override
        public void resume() {
            asked.add("resume");
        }

        @Override
        public void close(Close close) {}
    };

    @AfterEach
    void stop() {
        BridgeNode.await(vertx.close());
    }

    /** Adds so many texts within one task of the event loop. @return how many were handled in it */
    private int add(int texts, BridgeSettings settings) {
        return BridgeNode.await(onLoop(() -> {
            inbox = new Inbox(
                    transport,
                    new Loop(vertx, null, BridgeSettings.DEFAULTS),
                    settings,
                    clock::get,
                    this::handle,
                    () -> over);
            IntStream.range(0, texts).forEach(i -> inbox.add(Integer.toString(i)));
            return handled.size();
        }));
    }

    private <T> Future<T> onLoop(java.util.concurrent.Callable<T> task) {
        io.vertx.core.Promise<T> done = io.vertx.core.Promise.promise();
        vertx.runOnContext(v -> {
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.fail(e);
            }
        });
        return done.future();
    }

    private void handle(String text) {
        clock.addAndGet(costNanos);
        handled.add(text);
    }

    @Test
    void whoKeepsTheEventLoopLetsOthersHaveTheirTurn() {
        costNanos = 1_000_000;

        assertThat(add(100, BridgeSettings.DEFAULTS)).isBetween(10, 12);

        await().until(() -> handled.size() == 100);
        assertThat(handled)
                .isEqualTo(IntStream.range(0, 100).mapToObj(Integer::toString).toList());
        await().until(() -> asked.contains("resume"));
        assertThat(asked).first().isEqualTo("hold");
        assertThat(asked).filteredOn("resume"::equals).hasSize(1);
        assertThat(asked).doesNotContain("pause");
    }

    @Test
    void whatIsAboveTheRateWaitsAndIsNotTimedOneByOne() {
        costNanos = 0;
        BridgeSettings settings = Settings.with(Map.of("framesPerSecond", 1_000L, "frameBurst", 10L));

        assertThat(add(1_000, settings)).isEqualTo(11);
        clock.addAndGet(Duration.ofMillis(500).toNanos());
        await().until(() -> handled.size() > 11);

        assertThat(handled.size()).isBetween(20, 22);
        assertThat(asked).contains("pause");
        assertThat(asked).doesNotContain("resume");
    }

    @Test
    void nothingIsHandledOnceTheSocketIsOver() {
        costNanos = 1_000_000;
        add(100, BridgeSettings.DEFAULTS);
        int before = handled.size();

        over = true;
        await().until(() -> BridgeNode.await(onLoop(() -> inbox.size())) == 0);

        assertThat(handled).hasSizeLessThan(100).hasSizeGreaterThanOrEqualTo(before);
        assertThat(asked).doesNotContain("resume");
    }
}
