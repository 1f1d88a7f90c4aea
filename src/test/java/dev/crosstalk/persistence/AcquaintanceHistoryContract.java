package dev.crosstalk.persistence;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Contacts, blocks, names and the end of an account are one story to everybody, whoever does what at the same time.
 * {@code -Dhistory.seed} repeats a history, {@code -Dhistory.operations} makes it longer.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AcquaintanceHistoryContract {
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

    @RepeatedTest(4)
    void whoIsWhatToWhomIsWhatWasAnsweredAndTheSameOnEveryDevice() {
        long seed = Long.getLong("history.seed", System.nanoTime());
        AcquaintanceHistory history =
                new AcquaintanceHistory(List.of(first, second), Integer.getInteger("history.operations", 60), seed);
        history.run();
        history.check();
    }
}
