package dev.crosstalk.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SignInLimitTest {
    private long now;
    private final SignInLimit limit = new SignInLimit(30, () -> now);

    @Test
    void whoSignsInTooOftenFromOneAddressIsToldWhenToComeBack() {
        for (int i = 0; i < 30; i++) {
            limit.require("192.0.2.1");
        }
        assertThatThrownBy(() -> {
                    limit.require("192.0.2.1");
                    limit.require("192.0.2.1");
                })
                .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
                .matches(failure -> failure.code() == FailureCode.TOO_MANY_REQUESTS)
                .matches(failure -> failure.retryAfterMs() > 0 && failure.retryAfterMs() <= 4_000);
        assertThatCode(() -> limit.require("192.0.2.2")).doesNotThrowAnyException();

        now += TimeUnit.SECONDS.toNanos(5);
        assertThatCode(() -> limit.require("192.0.2.1")).doesNotThrowAnyException();
    }

    @Test
    void programsOfThisMachineAreNotLimited() {
        for (int i = 0; i < 10_000; i++) {
            limit.require("127.0.0.1");
        }
        assertThatCode(() -> limit.require("0:0:0:0:0:0:0:1")).doesNotThrowAnyException();
    }
}
