package dev.crosstalk.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** The formulas, with the arithmetic written out by hand. */
class CapacityTest {
    private static final Percentage ROUNDING = Percentage.withPercentage(1e-7);

    private static Figures figures(String words) {
        return Figures.parse(Arrays.asList(words.split(" ")));
    }

    private static Traffic traffic(String words) {
        return Traffic.of(figures(words));
    }

    private static Nodes nodes(String words) {
        return Capacity.of(figures(words)).nodes();
    }

    @Test
    void fiftyMillionPeopleAsTheDefaultsHaveThem() {
        Traffic traffic = Traffic.of(Figures.DEFAULTS);
        assertThat(traffic.online()).isEqualTo(50_000_000 * 0.20);
        assertThat(traffic.sockets()).isEqualTo(10_000_000 * 1.2);
        assertThat(traffic.visits()).isCloseTo(50_000_000.0 * 8 / 86_400 * 3, ROUNDING);
        double posts = 50_000_000.0 * 20 / 86_400 * 3 + 5;
        assertThat(traffic.posts()).isCloseTo(posts, ROUNDING);
        assertThat(traffic.listeners()).isCloseTo(10 * 0.5 * 1.2, ROUNDING);
        assertThat(traffic.cursors()).isCloseTo(posts * (5 - 1), ROUNDING);
        assertThat(traffic.messages()).isCloseTo(posts * 6 + 5 * 100_000, ROUNDING);
        assertThat(traffic.receipts()).isCloseTo(posts * 4 * 6, ROUNDING);
        assertThat(traffic.presence()).isCloseTo(2 * 50_000_000.0 * 8 / 86_400 * 3 * 10, ROUNDING);
        assertThat(traffic.framesIn()).isCloseTo(posts + posts * 4, ROUNDING);
        assertThat(traffic.framesOut())
                .isCloseTo(traffic.messages() + traffic.receipts() + traffic.presence() + posts + posts * 4, ROUNDING);
    }

    @Test
    void aboveTheLimitOfGroupsNobodyIsToldWhatWasRead() {
        assertThat(traffic("--members-per-conversation 100").receipts()).isPositive();
        assertThat(traffic("--members-per-conversation 101").receipts()).isZero();
        assertThat(traffic("--members-per-conversation 101").cursors()).isPositive();
    }

    @Test
    void whoIsAloneMovesNobodysCursor() {
        assertThat(traffic("--members-per-conversation 1").cursors()).isZero();
    }

    @Test
    void theLargestRoomHasNoMoreSocketsThanThereAre() {
        assertThat(Traffic.hotDeliveries(figures("--daily-users 1000"))).isEqualTo(5 * (1_000 * 0.2 * 1.2));
    }

    @Test
    void listenersAreSpreadOverNodesAndNeverOnMoreThanThereAreOfEither() {
        assertThat(Nodes.spread(6, 1)).isEqualTo(1);
        assertThat(Nodes.spread(0, 10)).isZero();
        // Two listeners, two nodes: together on one of them half of the time.
        assertThat(Nodes.spread(2, 2)).isCloseTo(0.5 * 1 + 0.5 * 2, within(1e-12));
        assertThat(Nodes.spread(100_000, 10)).isCloseTo(10, within(1e-9));
        assertThat(Nodes.spread(6, 1e9)).isCloseTo(6, within(1e-6));
    }

    @Test
    void bridgeNodesAreWhatTheScarcestThingAsksForAndTheSpareOnes() {
        // 12,000,000 sockets in 60 s at 1,000/s a node
        assertThat(nodes("--spare-nodes 2").bridge()).isEqualTo(200 + 2);
        assertThat(nodes("--spare-nodes 2").decidedBy()).contains("return within 60 s");
        // 12,000,000 sockets at 100,000 × 60% a node is 200, too; at 50,000 it is 400
        assertThat(nodes("--node-sockets 50000").bridge()).isEqualTo(400 + 1);
        assertThat(nodes("--node-sockets 50000").decidedBy()).isEqualTo("sockets of a node");
        // 12,000,000 × 300 KB = 3,600 GB, at 16 GB × 60% a node
        assertThat(nodes("--connection-kb 300").bridge()).isEqualTo(375 + 1);
        assertThat(nodes("--connection-kb 300").decidedBy()).isEqualTo("memory of sockets");
        assertThat(nodes("--connection-kb 300").socketsGb()).isEqualTo(3_600);
        assertThat(nodes("--node-cores 0.5").decidedBy()).isEqualTo("processor time");
    }

    @Test
    void bridgeNodesHaveTheCoresThatTheirFramesAndSocketsAndTheBusTake() {
        Traffic traffic = new Traffic(0, 2_000_000, 0, 0, 0, 0, 0, 0, 0, 0, 900_000, 100_000);
        assertThat(Nodes.bridgeCores(Figures.DEFAULTS, traffic, 200_000))
                .isCloseTo(1.0 * 15.7 + 2.0 * 1.67 + 0.2 * 31.4 / 2, ROUNDING);
        Nodes nodes = nodes("--node-cores 0.5");
        assertThat((nodes.bridge() - 1) * 0.5 * 0.6).isGreaterThanOrEqualTo(nodes.bridgeCores());
        assertThat((nodes.bridge() - 2) * 0.5 * 0.6).isLessThan(nodes.bridgeCores());
    }

    @Test
    void persistenceNodesHaveTheCoresThatPostsAndCursorsAndPasswordsTake() {
        Traffic traffic = new Traffic(0, 0, 1_000, 10_000, 0, 20_000, 0, 0, 0, 0, 0, 0);
        // 1% of 1,000 visits with a password of 60 ms
        assertThat(Nodes.persistenceCores(Figures.DEFAULTS, traffic, 100_000))
                .isCloseTo(0.01 * 36.2 + 0.02 * 36.2 + 0.1 * 31.4 / 2 + 10 * 0.060, ROUNDING);
    }

    @Test
    void presenceNodesHaveTheCoresThatReportsTake() {
        double visits = 50_000_000.0 * 8 / 86_400 * 3;
        double cores = (10_000_000 / 5.0 + 2 * visits * 15) * 2 / 1e6;
        assertThat(Nodes.presenceCores(Figures.DEFAULTS, Traffic.of(Figures.DEFAULTS)))
                .isCloseTo(cores, ROUNDING);
        assertThat(nodes("--node-cores 4").presence()).isEqualTo(Math.ceil(cores / (4 * 0.6)) + 1);
    }

    @Test
    void databasesAreDividedByWhatOneBears() {
        double posts = 50_000_000.0 * 20 / 86_400 * 3 + 5;
        Stores stores = Capacity.of(Figures.DEFAULTS).stores();
        assertThat(stores.primaries()).isEqualTo(Math.ceil((posts / 18_000 + posts * 4 / 55_000) / 0.6));
        assertThat(stores.servers()).isEqualTo(2 * stores.primaries());
        assertThat(stores.gbAYear()).isCloseTo(365 * (50_000_000.0 * 20 + 5 * 86_400) * (200 + 400) / 1e9, ROUNDING);
        assertThat(stores.membersGb()).isCloseTo(50_000_000.0 * 50 * 250 / 1e9, ROUNDING);
        double visits = 50_000_000.0 * 8 / 86_400 * 3;
        assertThat(stores.redisWrites()).isCloseTo(10_000_000 / 5.0 + 2 * visits * 15, ROUNDING);
        assertThat(stores.redisGb()).isCloseTo((50_000_000 * 100.0 + 12_000_000 * 15 * 50.0) / 1e9, ROUNDING);
        assertThat(stores.search()).isEqualTo(Math.ceil(posts / (5_000 * 0.6)) + 1);
    }

    @Test
    void registrationsGrowWithNodesTimesAddresses() {
        Figures figures = figures("--members-per-conversation 4 --members-online-percent 50 --sockets-per-user 1");
        Traffic traffic = Traffic.of(figures);
        Nodes two = new Nodes(2, "", 0, 0, 0, 0, 3, 0, 0);
        // 10,000,000 sockets with 50 addresses each, of two listeners each, which are on one and a half of two nodes
        assertThat(Registrations.count(figures, traffic, two)).isCloseTo(10_000_000.0 * 50 / 2 * 1.5, ROUNDING);
        assertThat(Registrations.partitionGb(figures, traffic, two))
                .isCloseTo(375_000_000.0 * 500 / 13 / 1e9, ROUNDING);
        assertThat(Registrations.changes(figures, traffic, two))
                .isCloseTo(2 * traffic.visits() * 50 * 1.5 / 2, ROUNDING);
    }

    @Test
    void everyNodeReadsWhatHasChangedWithinTheOverlapAgainAndAgain() {
        Traffic traffic = new Traffic(0, 0, 0, 900, 0, 0, 0, 0, 0, 0, 0, 0);
        Nodes nodes = new Nodes(2, "", 0, 0, 0, 0, 3, 0, 0);
        // 300 conversations a second; two nodes ask every 3 s for 48 s, three every second for 46 s
        assertThat(Registrations.rowsOfHeads(Figures.DEFAULTS, traffic, nodes))
                .isCloseTo(300 * (2 * 16 + 3 * 46), ROUNDING);
        assertThat(Registrations.rowsOfOneAnswer(Figures.DEFAULTS, traffic)).isCloseTo(300 * 48, ROUNDING);
    }

    @Test
    void aLimitHoldsForTheUsersThatItNamesAndForNoMore() {
        for (Limit limit : Capacity.of(Figures.DEFAULTS).limits()) {
            Limit there = again(limit, limit.users() * 0.9999);
            Limit beyond = again(limit, limit.users() * 1.0001 + 10);
            assertThat(there.need()).as("%s", limit).isLessThanOrEqualTo(there.have());
            assertThat(beyond.need()).as("%s", limit).isGreaterThan(beyond.have());
        }
    }

    private static Limit again(Limit limit, double users) {
        return Capacity.of(Figures.DEFAULTS.with(Figure.DAILY_USERS, users)).limits().stream()
                .filter(other -> other.kind() == limit.kind())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theFirstToBreakComesFirst() {
        assertThat(Capacity.of(Figures.DEFAULTS).limits())
                .extracting(Limit::users)
                .isSorted()
                .hasSize(Limit.Kind.values().length);
    }

    @Test
    void morePeopleNeverNeedLess() {
        List<List<Double>> needs = new ArrayList<>();
        for (double users = 1; users < 1e11; users *= 1.7) {
            Capacity capacity = Capacity.of(Figures.DEFAULTS.with(Figure.DAILY_USERS, users));
            Nodes nodes = capacity.nodes();
            Stores stores = capacity.stores();
            needs.add(List.of(
                    nodes.bridge(),
                    nodes.persistence(),
                    nodes.bridgeCores(),
                    nodes.busMessages(),
                    stores.primaries(),
                    stores.redis(),
                    stores.search(),
                    stores.gbAYear(),
                    capacity.registrations()));
        }
        assertThat(needs).hasSizeGreaterThan(40);
        for (int i = 1; i < needs.size(); i++) {
            for (int j = 0; j < needs.get(i).size(); j++) {
                assertThat(needs.get(i).get(j))
                        .isGreaterThanOrEqualTo(needs.get(i - 1).get(j));
            }
        }
    }

    @Test
    void onePersonWhoSaysNothingNeedsOneOfEachAndTheSpareOne() {
        Capacity capacity = Capacity.of(
                figures("--daily-users 1 --posts-per-user 0 --visits-per-user 0 --hot-room-posts 0 --watchers 0"));
        assertThat(capacity.nodes().bridge()).isEqualTo(1 + 1);
        assertThat(capacity.nodes().persistence()).isEqualTo(1 + 1);
        assertThat(capacity.stores().primaries()).isEqualTo(1);
        assertThat(capacity.stores().redis()).isEqualTo(1);
        assertThat(capacity.traffic().framesOut()).isZero();
    }

    @Test
    void nobodyConnectedListensToNothing() {
        Capacity capacity = Capacity.of(figures("--peak-online-percent 0 --members-online-percent 0"));
        assertThat(capacity.registrations()).isZero();
        assertThat(capacity.traffic().messages()).isZero();
    }
}
