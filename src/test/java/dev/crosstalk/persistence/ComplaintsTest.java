package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
    private long nanos = -5;

    @Test
    void of_many_complaints_one_in_ten_seconds_is_said() {
        Complaints complaints = new Complaints(() -> nanos);
        TimeoutException error = new TimeoutException("none");
        assertThat(complaints.unavailable(error)).isTrue();
        nanos += TimeUnit.SECONDS.toNanos(9);
        assertThat(complaints.unavailable(error)).isFalse();
        nanos += TimeUnit.SECONDS.toNanos(1);
        assertThat(complaints.unavailable(error)).isTrue();
    }
}
