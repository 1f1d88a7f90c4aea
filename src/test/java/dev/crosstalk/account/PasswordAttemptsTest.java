package dev.crosstalk.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PasswordAttemptsTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final PasswordAttempts attempts = new PasswordAttempts(nanos::get);

    private long refusedFor(String from, String name) {
        Failure failure = catchThrowableOfType(Failure.class, () -> attempts.begin(from, name));
        if (failure == null) {
            return 0;
        }
        assertThat(failure.code()).isEqualTo(FailureCode.TOO_MANY_REQUESTS);
        return failure.retryAfterMs();
    }

    private void guesses(int count, String from, String name) {
        for (int i = 0; i < count; i++) {
            attempts.begin(from, name);
        }
    }

    private void pass(long milliseconds) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }

    @Test
    void after_five_wrong_guesses_each_next_one_waits_twice_as_long_up_to_a_quarter_of_an_hour() {
        guesses(5, "1.1.1.1", "alice");
        long longest = 0;
        long expected = 1_000;
        for (int i = 0; i < 20; i++) {
            longest = refusedFor("1.1.1.1", "alice");
            assertThat(longest).isBetween(expected, expected + 1);
            pass(longest);
            attempts.begin("1.1.1.1", "alice");
            expected = Math.min(2 * expected, TimeUnit.MINUTES.toMillis(15));
        }
        assertThat(longest).isEqualTo(TimeUnit.MINUTES.toMillis(15) + 1);
    }

    @Test
    void who_guesses_wrong_locks_out_neither_others_nor_himself_from_other_names() {
        guesses(5, "1.1.1.1", "alice");
        assertThat(refusedFor("1.1.1.1", "alice")).isPositive();
        assertThat(refusedFor("2.2.2.2", "alice")).isZero();
        assertThat(refusedFor("1.1.1.1", "bob")).isZero();
    }

    @Test
    void the_right_password_forgives_all_before_it() {
        guesses(4, "1.1.1.1", "alice");
        attempts.begin("1.1.1.1", "alice").succeeded();
        guesses(5, "1.1.1.1", "alice");
        assertThat(refusedFor("1.1.1.1", "alice")).isPositive();
    }

    @Test
    void what_was_not_looked_at_does_not_count() {
        for (int i = 0; i < 300; i++) {
            attempts.begin("1.1.1.1", "alice").undone();
        }
        assertThat(refusedFor("1.1.1.1", "alice")).isZero();
    }

    @Test
    void failures_are_forgotten_after_an_hour() {
        guesses(5, "1.1.1.1", "alice");
        pass(TimeUnit.HOURS.toMillis(1) + 1);
        guesses(5, "1.1.1.1", "alice");
        assertThat(refusedFor("1.1.1.1", "alice")).isBetween(1_000L, 1_001L);
    }

    @Test
    void guesses_from_everywhere_are_slowed_down_but_not_for_who_got_in_from_there_before() {
        attempts.begin("9.9.9.9", "alice").succeeded();
        for (int i = 0; i < 100; i++) {
            attempts.begin("10.0.0." + i, "alice");
        }
        assertThat(refusedFor("10.0.1.1", "alice")).isBetween(10_000L, 10_001L);
        assertThat(refusedFor("9.9.9.9", "alice")).as("the owner's own address").isZero();
        pass(10_001);
        assertThat(refusedFor("10.0.1.2", "alice")).as("one each ten seconds").isZero();
        assertThat(refusedFor("10.0.1.3", "alice")).isPositive();
    }

    @Test
    void behind_a_proxy_of_this_machine_only_the_name_counts() {
        guesses(100, null, "alice");
        assertThat(refusedFor(null, "alice")).isBetween(1L, 10_001L);
    }
}
