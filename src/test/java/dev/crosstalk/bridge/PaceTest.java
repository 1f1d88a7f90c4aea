package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MS = 1_000_000;

    private final Pace pace = new Pace(20);

    @Test
    void whoHasNotSentYetDoesNotWait() {
        assertThat(pace.waitNanos(-5)).isZero();
    }

    @Test
    void aRoundThatTookLongerIsFollowedLater() {
        pace.sent(100 * MS, 101 * MS);

        assertThat(pace.waitNanos(101 * MS)).isEqualTo(4 * MS);
        assertThat(pace.waitNanos(106 * MS)).isNegative();
    }

    @Test
    void nothingWaitsLongerThanItMay() {
        pace.sent(0, 300 * MS);

        assertThat(pace.waitNanos(0)).isEqualTo(20 * MS);
    }

    @Test
    void withoutCoalescingNothingWaits() {
        Pace none = new Pace(0);
        none.sent(0, 300 * MS);

        assertThat(none.waitNanos(300 * MS)).isNegative();
    }
}
