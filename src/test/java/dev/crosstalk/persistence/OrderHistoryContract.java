package dev.crosstalk.persistence;

import dev.crosstalk.bus.ConversationKind;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Who is let in, made something and kept out by several people at once is what the rules permit, in one order. {@code -Dhistory.seed}
 * repeats a history, {@code -Dhistory.operations} makes it longer.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OrderHistoryContract {
    private TestNode first;
    private TestNode second;

    abstract String freshUrl();

    @BeforeAll
    void startTwoNodes() {
        String url = freshUrl();
        first = new TestNode(PersistenceSettings.at(url));
        second = new TestNode(PersistenceSettings.at(url));
    }

    @AfterAll
    void stop() {
        first.close();
        second.close();
    }

    @RepeatedTest(3)
    void whatIsAnsweredInARoomIsWhatTheRulesPermitInOneOrder() {
        check(ConversationKind.ROOM);
    }

    @RepeatedTest(3)
    void whatIsAnsweredInAGroupIsWhatTheRulesPermitInOneOrder() {
        check(ConversationKind.GROUP);
    }

    private void check(ConversationKind kind) {
        long seed = Long.getLong("history.seed", System.nanoTime());
        OrderHistory history =
                new OrderHistory(List.of(first, second), kind, Integer.getInteger("history.operations", 60), seed);
        history.run();
        history.check();
    }
}
