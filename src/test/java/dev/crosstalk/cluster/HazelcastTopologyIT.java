package dev.crosstalk.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Topology;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HazelcastTopologyIT {
    private static final String MESSAGE = "message";
    /** Parts of a split cluster look for each other every ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<ConversationId> CONVERSATIONS =
            LongStream.rangeClosed(1, 500).mapToObj(ConversationId::new).toList();

    /** Hazelcast's usual join waits five seconds and more for others that might start at the same time. */
    @Test
    void aNodeJoinsTheOthersWithoutWaiting() throws Exception {
        try (TestCluster cluster = new TestCluster(2)) {
            cluster.start();
            long start = System.nanoTime();

            cluster.start();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aNodeThatIsClosedLeavesSoonAndIsAskedNoMore() throws Exception {
        try (TestCluster cluster = new TestCluster(2)) {
            Topology first = cluster.start().topology();
            ClusterNode second = cluster.start();
            second.topology().serving(MESSAGE).await();
            await().until(() -> first.any(MESSAGE).isPresent());

            second.vertx().close().await(20, TimeUnit.SECONDS);

            await().untilAsserted(() -> assertThat(first.any(MESSAGE)).isEmpty());
        }
    }

    @Test
    void allNodesAgreeOnOwnersAndADeadNodesShardsMoveToTheLivingAlone() throws Exception {
        try (TestCluster cluster = new TestCluster(3)) {
            ClusterNode first = cluster.start();
            ClusterNode second = cluster.start();
            ClusterNode third = cluster.start();
            List<ClusterNode> all = List.of(first, second, third);
            for (ClusterNode node : all) {
                node.topology().serving(MESSAGE).await();
            }
            await().untilAsserted(() -> assertThat(all)
                    .allSatisfy(node -> assertThat(owners(node.topology()))
                            .isEqualTo(owners(first.topology()))
                            .containsValues(
                                    first.topology().self(),
                                    second.topology().self(),
                                    third.topology().self())));
            Map<ConversationId, String> before = owners(first.topology());

            TestCluster.kill(third);

            await().untilAsserted(() -> assertThat(List.of(first, second))
                    .allSatisfy(node -> assertThat(owners(node.topology()))
                            .isEqualTo(owners(first.topology()))
                            .doesNotContainValue(third.topology().self())));
            Map<ConversationId, String> after = owners(first.topology());
            before.forEach((conversation, owner) -> {
                if (!owner.equals(third.topology().self())) {
                    assertThat(after).containsEntry(conversation, owner);
                }
            });
        }
    }

    @Test
    void aNodeThatJoinsLaterKnowsWhatTheOthersServeWhenItIsReady() throws Exception {
        try (TestCluster cluster = new TestCluster(2)) {
            ClusterNode first = cluster.start();
            first.topology().serving(MESSAGE).await();

            Topology second = cluster.start().topology();

            assertThat(second.any(MESSAGE)).contains(first.topology().self());
            assertThat(second.keyed(MESSAGE, 5)).contains(first.topology().self());
        }
    }

    @Test
    void aNodePrefersItselfAndANodeThatLeavesIsAskedNoMore() throws Exception {
        try (TestCluster cluster = new TestCluster(2)) {
            Topology first = cluster.start().topology();
            Topology second = cluster.start().topology();
            first.serving(MESSAGE).await();
            second.serving(MESSAGE).await();
            assertThat(first.any(MESSAGE)).contains(first.self());
            await().untilAsserted(() -> assertThat(second.any(MESSAGE)).contains(second.self()));

            second.leaving().await();

            assertThat(second.any(MESSAGE)).contains(first.self());
            await().untilAsserted(() -> assertThat(owners(first)).doesNotContainValue(second.self()));
        }
    }

    @Test
    void whatANodeServesIsKnownToTheOthersThoughTheEventWasLost() throws Exception {
        try (TestCluster cluster = new TestCluster(2)) {
            Topology first = cluster.start().topology();
            ClusterNode second = cluster.start();
            TestCluster.loseEvents(second, HazelcastTopology.SERVING);

            second.topology().serving(MESSAGE).await();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(first.any(MESSAGE))
                            .contains(second.topology().self()));
        }
    }

    @Test
    void anEntryThatWasLostIsWrittenAgain() throws Exception {
        try (TestCluster cluster = new TestCluster(2)) {
            ClusterNode first = cluster.start();
            first.topology().serving(MESSAGE).await();
            entries(first).clear();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(entries(first))
                            .containsOnlyKeys(first.topology().self()));

            assertThat(cluster.start().topology().any(MESSAGE))
                    .contains(first.topology().self());
        }
    }

    @Test
    void theEntriesOfTheDeadAreRemovedAndThoseOfTheLivingStay() throws Exception {
        try (TestCluster cluster = new TestCluster(4)) {
            ClusterNode first = cluster.start();
            List<ClusterNode> doomed = List.of(cluster.start(), cluster.start());
            first.topology().serving(MESSAGE).await();
            for (ClusterNode node : doomed) {
                node.topology().serving(MESSAGE).await();
            }
            assertThat(entries(first)).hasSize(3);

            doomed.forEach(TestCluster::kill);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(entries(first))
                            .containsOnlyKeys(first.topology().self()));
            assertThat(cluster.start().topology().any(MESSAGE))
                    .contains(first.topology().self());
        }
    }

    @Test
    void afterASplitEachKnowsWhatTheOtherServesNow() throws Exception {
        try (TestCluster cluster = new TestCluster(2)) {
            ClusterNode first = cluster.start();
            ClusterNode second = cluster.start();
            first.topology().serving(MESSAGE).await();
            second.topology().serving(MESSAGE).await();
            TestCluster.split(first, second);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(List.of(first, second))
                            .allSatisfy(
                                    node -> assertThat(owners(node.topology()).values())
                                            .containsOnly(node.topology().self())));

            first.topology().serving("presence").await();
            second.topology().leaving().await();
            second.topology().serving("account").await();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(List.of(first.topology(), second.topology()))
                            .allSatisfy(topology -> {
                                assertThat(topology.any("presence"))
                                        .contains(first.topology().self());
                                assertThat(topology.any("account"))
                                        .contains(second.topology().self());
                                assertThat(owners(topology).values())
                                        .containsOnly(first.topology().self());
                            }));
        }
    }

    private static Map<String, String> entries(ClusterNode node) {
        return TestCluster.manager(node).getHazelcastInstance().getMap(HazelcastTopology.SERVING);
    }

    @Test
    void whatNobodyServesHasNoOwner() throws Exception {
        try (TestCluster cluster = new TestCluster(1)) {
            Topology topology = cluster.start().topology();

            assertThat(topology.any(MESSAGE)).isEmpty();
            assertThat(topology.keyed(MESSAGE, 1)).isEmpty();
            assertThat(topology.owner(MESSAGE, new ConversationId(1))).isEmpty();
        }
    }

    private static Map<ConversationId, String> owners(Topology topology) {
        Map<ConversationId, String> owners = new HashMap<>();
        CONVERSATIONS.forEach(conversation ->
                topology.owner(MESSAGE, conversation).ifPresent(owner -> owners.put(conversation, owner)));
        return owners;
    }
}
