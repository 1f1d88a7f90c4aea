package dev.crosstalk.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.ConversationId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RendezvousTest {
    private static final List<String> NODES =
            IntStream.range(0, 5).mapToObj(i -> new UUID(0x5eed, i).toString()).toList();

    @Test
    void withoutNodesNothingIsOwned() {
        assertThat(Rendezvous.owner(1, List.of())).isEmpty();
    }

    @Test
    void theOrderOfTheNodesDoesNotMatter() {
        List<String> reversed = new ArrayList<>(NODES);
        Collections.reverse(reversed);

        for (int key = 0; key < 1000; key++) {
            assertThat(Rendezvous.owner(key, reversed)).isEqualTo(Rendezvous.owner(key, NODES));
        }
    }

    @Test
    void aNodeThatGoesMovesOnlyItsOwnShards() {
        String gone = NODES.get(2);
        List<String> left = NODES.stream().filter(node -> !node.equals(gone)).toList();
        int moved = 0;

        for (int shard = 0; shard < Shards.SHARDS; shard++) {
            String before = Rendezvous.owner(shard, NODES).orElseThrow();
            String after = Rendezvous.owner(shard, left).orElseThrow();
            if (before.equals(gone)) {
                moved++;
                assertThat(after).isNotEqualTo(gone);
            } else {
                assertThat(after).isEqualTo(before);
            }
        }

        assertThat(moved).as("the premise: it owned some").isPositive();
    }

    @Test
    void everyNodeOwnsAFairShareOfManyKeys() {
        Map<String, Integer> owned = new HashMap<>();
        for (int key = 0; key < 50_000; key++) {
            owned.merge(Rendezvous.owner(key, NODES).orElseThrow(), 1, Integer::sum);
        }

        assertThat(owned).hasSize(NODES.size());
        assertThat(owned.values()).allSatisfy(count -> assertThat(count).isBetween(9_000, 11_000));
    }

    @Test
    void conversationsWhoseIdsFollowEachOtherInTimeFillAllShardsEvenly() {
        int[] counts = new int[Shards.SHARDS];
        for (int i = 0; i < 64_000; i++) {
            counts[Shards.of(new ConversationId((1_700_000_000_000L + i) << 22))]++;
        }

        assertThat(counts).hasSize(64);
        assertThat(IntStream.of(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(800, 1_200));
    }

    /** Nodes of different versions must agree. */
    @Test
    void theShardOfAConversationNeverChanges() {
        assertThat(IntStream.of(1, 2, 3, 1_000_000)
                        .map(id -> Shards.of(new ConversationId(id)))
                        .boxed())
                .containsExactly(1, 14, 45, 39);
    }
}
