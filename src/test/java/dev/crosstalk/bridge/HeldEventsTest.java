package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Bus.Delivery;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldEventsTest {
    private static final int MEGABYTE = 1 << 20;

    private final HeldEvents held = new HeldEvents();

    private void add(long rev, int size) {
        held.add(new Delivery("conversation.5", "message", rev, "x".repeat(size)));
    }

    private List<Long> takeAll() {
        List<Long> revs = new ArrayList<>();
        while (!held.isEmpty()) {
            revs.add(held.takeFirst().rev());
        }
        return revs;
    }

    @Test
    void ofMoreThanFourMillionCharactersTheEarliestStay() {
        for (long rev = 9; rev >= 1; rev--) {
            add(rev, MEGABYTE);
        }

        assertThat(takeAll()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void whatHasLeftMakesRoom() {
        for (long rev = 1; rev <= 4; rev++) {
            add(rev, MEGABYTE);
            add(rev, MEGABYTE);
        }
        held.dropUpTo(2);
        held.takeFirst();
        for (long rev = 5; rev <= 8; rev++) {
            add(rev, MEGABYTE);
        }

        assertThat(takeAll()).containsExactly(4L, 5L, 6L, 7L);
    }

    @Test
    void oneThatIsTooLongAloneIsKept() {
        add(1, 5 * MEGABYTE);

        assertThat(takeAll()).containsExactly(1L);
    }

    @Test
    void ofMoreThanTenThousandTheEarliestStay() {
        for (long rev = 1; rev <= 10_001; rev++) {
            add(rev, 1);
        }

        assertThat(takeAll()).hasSize(10_000).contains(1L).doesNotContain(10_001L);
    }
}
