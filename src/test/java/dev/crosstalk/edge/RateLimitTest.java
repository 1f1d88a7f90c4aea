package dev.crosstalk.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aBurstPassesAndWhatFollowsWaits() {
        RateLimit limit = new RateLimit(10, 3, 0);

        assertThat(limit.take(0)).isZero();
        assertThat(limit.take(0)).isZero();
        assertThat(limit.take(0)).isZero();
        assertThat(limit.take(0)).isEqualTo(100);
        assertThat(limit.take(0)).isEqualTo(200);
    }

    @Test
    void whoWaitsGetsAsMuchAsTheBurstAgainAndNoMore() {
        RateLimit limit = new RateLimit(10, 3, 0);

        for (int i = 0; i < 3; i++) {
            assertThat(limit.take(100 * SECOND)).isZero();
        }
        assertThat(limit.take(100 * SECOND)).isPositive();
    }
}
