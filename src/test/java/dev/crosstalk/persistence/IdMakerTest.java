package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.persistence.IdMaker.TimeNotReserved;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IdMakerTest {
    private static final long START = IdMaker.EPOCH_MS + 1_000_000;

    private long nanos = -500;
    private final DatabaseClock clock = new DatabaseClock(() -> nanos);
    private final IdMaker ids = new IdMaker(clock, () -> nanos);

    private void pass(long milliseconds) {
        nanos += TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    private void lease(int node, long firstMs, long milliseconds) {
        ids.lease(node, firstMs, firstMs + 60_000, nanos + TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }

    @Test
    void ids_grow_and_tell_time_and_node() {
        clock.set(START);
        lease(5, START, 30_000);
        long before = 0;
        for (int i = 0; i < 10_000; i++) {
            long id = ids.next();
            assertThat(id).isGreaterThan(before);
            assertThat(id >> 12 & 1023).isEqualTo(5);
            before = id;
        }
        // More than 4,096 in one millisecond go on in the next ones.
        assertThat((before >> 22) + IdMaker.EPOCH_MS).isEqualTo(START + 2);
    }

    @Test
    void without_a_lease_no_id_is_made() {
        clock.set(START);
        assertThatThrownBy(ids::next).hasFieldOrPropertyWithValue("code", FailureCode.UNAVAILABLE);
        lease(1, START, 30_000);
        ids.next();
        pass(30_000);
        assertThatThrownBy(ids::next).hasFieldOrPropertyWithValue("code", FailureCode.UNAVAILABLE);
        lease(1, START, 30_000);
        ids.next();
        ids.release();
        assertThatThrownBy(ids::next).hasFieldOrPropertyWithValue("code", FailureCode.UNAVAILABLE);
    }

    @Test
    void a_node_that_was_frozen_makes_no_id_with_a_number_that_is_anothers_by_now() {
        clock.set(START);
        lease(1, START, 30_000);
        pass(90_000);
        assertThatThrownBy(ids::next).hasFieldOrPropertyWithValue("code", FailureCode.UNAVAILABLE);
    }

    @Test
    void a_clock_set_back_repeats_no_id() {
        clock.set(START);
        lease(1, START, 30_000);
        Set<Long> made = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            assertThat(made.add(ids.next())).isTrue();
        }
        clock.set(START - 3_600_000);
        for (int i = 0; i < 100; i++) {
            pass(1);
            assertThat(made.add(ids.next())).isTrue();
        }
        // Another process gets the number, and the stretch of time behind the reserved one.
        DatabaseClock other = new DatabaseClock(() -> nanos);
        other.set(START - 3_600_000);
        IdMaker successor = new IdMaker(other, () -> nanos);
        successor.lease(1, START + 60_000, START + 120_000, nanos + 1_000_000_000);
        for (int i = 0; i < 100; i++) {
            assertThat(made.add(successor.next())).isTrue();
        }
    }

    @Test
    void an_id_is_above_the_one_given_also_when_that_came_from_a_faster_clock() {
        clock.set(START);
        lease(1, START, 30_000);
        long above = ids.next() + (10L << 22);
        long next = ids.next(above);
        assertThat(next).isGreaterThan(above);
        assertThat(ids.next()).isGreaterThan(next);
    }

    @Test
    void time_beyond_the_reserved_stretch_is_not_used() {
        clock.set(START);
        lease(1, START, 30_000);
        long farAhead = ids.next() + (60_000L << 22);
        assertThatThrownBy(() -> ids.next(farAhead)).isInstanceOf(TimeNotReserved.class);
        ids.lease(1, START, START + 200_000, nanos + 1_000_000_000);
        assertThat(ids.next(farAhead)).isGreaterThan(farAhead);
    }
}
