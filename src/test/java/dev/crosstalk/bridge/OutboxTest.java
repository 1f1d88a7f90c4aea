package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final long SECOND = 1_000_000_000L;

    private final Wire wire = new Wire();
    private final Outbox outbox = new Outbox(wire, BridgeSettings.DEFAULTS);

    /** A transport that keeps what is written until the test lets it go. */
    private static final class Wire implements Transport {
        private final List<List<Frame>> written = new ArrayList<>();
        private Promise<Void> sent = Promise.promise();

        @Override
        public Future<Void> write(Bundle bundle) {
            written.add(bundle.frames());
            return sent.future();
        }

        void send() {
            sent.complete();
            sent = Promise.promise();
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void close(Close close) {}
    }

    private static Frame frame(int bytes) {
        return Frame.of("x".repeat(bytes));
    }

    @Test
    void whatIsAddedInOneTickIsOneWriteInOrder() {
        Frame first = frame(1);
        Frame second = frame(2);
        outbox.add(first, 0);
        outbox.add(second, 0);

        outbox.flush(new Bundles());
        outbox.flush(new Bundles());

        assertThat(wire.written).containsExactly(List.of(first, second));
    }

    @Test
    void aSlowReaderLosesPresenceButNoMessage() {
        int soft = (int) BridgeSettings.DEFAULTS.softQueueBytes();
        Frame presence = Frame.ephemeral("presence");
        Frame message = frame(10);
        outbox.add(frame(soft + 1), 0);
        outbox.flush(new Bundles());

        outbox.add(presence, 0);
        outbox.add(message, 0);
        outbox.flush(new Bundles());
        wire.send();
        outbox.add(presence, 0);
        outbox.flush(new Bundles());

        assertThat(wire.written.subList(1, 3)).containsExactly(List.of(message), List.of(presence));
    }

    @Test
    void aReaderIsTooSlowAfterTenSecondsAboveTheSoftLimit() {
        outbox.add(frame((int) BridgeSettings.DEFAULTS.softQueueBytes() + 1), SECOND);
        outbox.flush(new Bundles());

        assertThat(outbox.isTooSlow(10 * SECOND)).isFalse();
        assertThat(outbox.isTooSlow(12 * SECOND)).isTrue();
        wire.send();
        assertThat(outbox.isTooSlow(12 * SECOND)).isFalse();
    }

    @Test
    void aboveTheHardLimitNothingMoreIsKept() {
        int third = (int) BridgeSettings.DEFAULTS.hardQueueBytes() / 3;
        for (int i = 0; i < 10; i++) {
            outbox.add(frame(third), 0);
        }
        outbox.flush(new Bundles());

        assertThat(outbox.isTooSlow(0)).isTrue();
        assertThat(outbox.queued()).isLessThan(BridgeSettings.DEFAULTS.hardQueueBytes() + third + 1);
        assertThat(wire.written).isEmpty();
    }

    @Test
    void oneFrameAboveTheHardLimitIsSentToAReaderWhoKeepsUp() {
        Frame large = frame(3 * (int) BridgeSettings.DEFAULTS.hardQueueBytes());
        outbox.add(large, 0);
        outbox.flush(new Bundles());

        assertThat(outbox.isTooSlow(0)).isFalse();
        assertThat(wire.written).containsExactly(List.of(large));
        outbox.add(frame(1), 0);
        assertThat(outbox.isTooSlow(0)).isTrue();
    }

    @Test
    void sizesAreCountedAsUtf8() {
        outbox.add(Frame.of("\u2603\ud83d\ude00"), 0);

        assertThat(outbox.queued()).isEqualTo(7);
    }
}
