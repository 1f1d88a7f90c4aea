package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountCommand.Authenticated;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.SessionId;
import dev.crosstalk.cluster.SingleNode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong with one socket or task is not the others' harm. */
@Timeout(30)
class LoopTest {
    private static final Authenticated ALICE = new Authenticated(
            Services.APPLICATION, new AccountView(new AccountId(1), "alice"), new SessionId(10), Long.MAX_VALUE, 1);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Hub hub = new Hub(vertx, new Bus(vertx, new SingleNode()), BridgeSettings.DEFAULTS);
    private final Loop loop = onContext(() -> new Loop(vertx, hub, hub.settings()));

    @AfterEach
    void stop() {
        BridgeNode.await(vertx.close());
    }

    private <T> T onContext(Callable<T> made) {
        io.vertx.core.Promise<T> promise = io.vertx.core.Promise.promise();
        context.runOnContext(v -> {
            try {
                promise.complete(made.call());
            } catch (Exception e) {
                promise.fail(e);
            }
        });
        return BridgeNode.await(promise.future());
    }

    private final class Wire implements Transport {
        private final boolean broken;
        private final List<Frame> written = new CopyOnWriteArrayList<>();
        private final List<Close> closed = new CopyOnWriteArrayList<>();
        private volatile int looks;
        private final BridgeSocket socket = onContext(() -> new BridgeSocket(loop, hub, ALICE, this, 1_000_000));

        Wire(boolean broken) {
            this.broken = broken;
        }

        private void mayBreak() {
            if (broken) {
                throw new IllegalStateException("broken");
            }
        }

        @Override
        public Future<Void> write(Bundle bundle) {
            mayBreak();
            written.addAll(bundle.frames());
            return Future.succeededFuture();
        }

        @Override
        public boolean isPolled() {
            mayBreak();
            looks = looks + 1;
            return false;
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void close(Close close) {
            closed.add(close);
            mayBreak();
        }
    }

    @Test
    void aSocketThatCannotBeWrittenToIsClosedAndTheOthersOfItsRoundAreServed() {
        Wire broken = new Wire(true);
        Wire whole = new Wire(false);

        onContext(() -> {
            loop.post(() -> broken.socket.send(Frame.of("one")));
            loop.post(() -> {
                throw new IllegalStateException("a task");
            });
            loop.post(() -> whole.socket.send(Frame.of("two")));
            return null;
        });

        await().until(() -> whole.written.size() == 1);
        assertThat(broken.closed).containsExactly(Close.FAILED);
        assertThat(whole.closed).isEmpty();
    }

    @Test
    void aSocketThatFailsWithTimeIsClosedAndTheOthersAreLookedAt() {
        Wire broken = new Wire(true);
        Wire whole = new Wire(false);
        onContext(() -> {
            loop.add(broken.socket);
            loop.add(whole.socket);
            return null;
        });

        await().until(() -> whole.looks > 1);
        assertThat(broken.closed).containsExactly(Close.FAILED);
        assertThat(onContext(loop::snapshot)).containsExactly(whole.socket);
    }
}
