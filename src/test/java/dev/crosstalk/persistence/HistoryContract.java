package dev.crosstalk.persistence;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Random histories end equal everywhere. {@code -Dhistory.seed} repeats one, {@code -Dhistory.operations} makes it longer. */
@Timeout(180)
abstract class HistoryContract {
    private TestNode first;
    private TestNode second;
    private Ages ages;

    abstract String freshUrl();

    @BeforeEach
    void startTwoNodes() {
        PersistenceSettings settings = PersistenceSettings.at(freshUrl());
        first = new TestNode(settings);
        second = new TestNode(settings);
        ages = new Ages(first.database(settings));
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @RepeatedTest(3)
    void whatEveryDeviceShowsIsWhatTheAcknowledgedOperationsLeadTo() {
        long seed = Long.getLong("history.seed", System.nanoTime());
        RandomHistory history =
                new RandomHistory(List.of(first, second), ages, Integer.getInteger("history.operations", 60), seed);
        history.run();
        history.check();
    }
}
