package dev.crosstalk.persistence;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What several people get and read at once ends as the same ticks on each of their devices. {@code -Dhistory.seed} repeats a history,
 * {@code -Dhistory.operations} makes it longer.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReadingHistoryContract {
    /** Two of three may be told of each other's receipts. */
    private static final int NARROW = 2;

    private List<TestNode> wide;
    private List<TestNode> narrow;

    abstract String freshUrl();

    @BeforeAll
    void startNodes() {
        wide = twoNodes(PersistenceSettings.at(freshUrl()));
        narrow = twoNodes(PersistenceSettings.at(freshUrl()).withGroupLimit(NARROW));
    }

    private static List<TestNode> twoNodes(PersistenceSettings settings) {
        return List.of(new TestNode(settings), new TestNode(settings));
    }

    @AfterAll
    void stop() {
        wide.forEach(TestNode::close);
        narrow.forEach(TestNode::close);
    }

    @RepeatedTest(2)
    void whatWasReadIsTheSameOnEveryDeviceAndWhatWasAcknowledged() {
        check(wide, false, PersistenceSettings.DEFAULTS.groupLimit());
    }

    @RepeatedTest(2)
    void whoIsBackAmongFewEnoughIsShownTheSameTicksOnEveryDevice() {
        check(narrow, true, NARROW);
    }

    private static void check(List<TestNode> nodes, boolean roaming, int groupLimit) {
        long seed = Long.getLong("history.seed", System.nanoTime());
        ReadingHistory history =
                new ReadingHistory(nodes, Integer.getInteger("history.operations", 60) / 4, roaming, groupLimit, seed);
        history.run();
        history.check();
    }
}
