package dev.crosstalk.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IdsTest {
    /** As they are made: milliseconds, 10 bits of node, 12 of a counter that begins at 0 in each. */
    @Test
    void idsOfOneSecondDoNotShareTheBucketsOfATable() {
        int buckets = 2_048;
        LongStream ids = LongStream.range(0, 1_000).map(i -> (1_790_000_000_000L + i) << 22 | 1L << 12);

        // A table spreads a hash by its upper half, as HashMap does. By chance 1,000 of 2,048 would meet in some 790.
        long used = ids.mapToInt(Ids::hash)
                .map(hash -> (hash ^ hash >>> 16) & buckets - 1)
                .distinct()
                .count();

        assertThat(used).isGreaterThan(700);
        assertThat(new ConversationId(7)).isEqualTo(new ConversationId(7)).hasSameHashCodeAs(new ConversationId(7));
        assertThat(new ConversationId(7)).isNotEqualTo(new ConversationId(8));
    }
}
