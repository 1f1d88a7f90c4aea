package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.SessionId;
import dev.crosstalk.bus.Topology;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private static final Caller ALICE = new Caller(Services.APPLICATION, new AccountId(1), new SessionId(10));

    private final Vertx vertx = Vertx.vertx();
    private final List<String> replies = new ArrayList<>();

    @AfterEach
    void stop() {
        BridgeNode.await(vertx.close());
    }

    /** The topology of a node that is leaving its cluster. */
    private static final class Broken implements Topology {
        @Override
        public String self() {
            return "one";
        }

        @Override
        public Optional<String> owner(String capability, ConversationId conversation) {
            throw new IllegalStateException("not active");
        }

        @Override
        public Optional<String> any(String capability) {
            throw new IllegalStateException("not active");
        }

        @Override
        public Optional<String> keyed(String capability, long key) {
            throw new IllegalStateException("not active");
        }

        @Override
        public Future<Void> serving(String capability) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> leaving() {
            return Future.succeededFuture();
        }

        @Override
        public void onGone(Consumer<String> action) {}
    }

    @Test
    void aCommandThatCannotBeAskedIsAnsweredAndIsNotInFlight() {
        Commands commands = new Commands(new Bus(vertx, new Broken()), ALICE, 1, reply -> replies.add(reply.raw()));
        for (int i = 0; i < 3; i++) {
            commands.send(ClientFrame.parse(
                    "{\"type\":\"send\",\"address\":\"cmd.conversation.list\",\"body\":{},\"replyAddress\":\"r\"}"));
        }

        assertThat(replies).hasSize(3).allSatisfy(reply -> assertThat(reply).contains("\"internal\""));
    }
}
