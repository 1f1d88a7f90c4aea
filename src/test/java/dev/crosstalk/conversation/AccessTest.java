package dev.crosstalk.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class AccessTest {
    private static FailureCode after(FailureCode refusal) {
        return ((Failure) Access.shown(Future.failedFuture(refusal.failure())).cause()).code();
    }

    @Test
    void whoWasPutOutAtOnceAfterAChangeIsNotToldThatNothingWasChanged() {
        assertThat(after(FailureCode.NOT_A_MEMBER)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
        assertThat(after(FailureCode.NOT_FOUND)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    }

    @Test
    void whoMayLookIsShownAndWhatFailsAnyhowHasBeenDoneNonetheless() {
        assertThat(Access.shown(Future.succeededFuture("shown")).result()).isEqualTo("shown");
        assertThat(after(FailureCode.OUTCOME_UNKNOWN)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
        assertThat(after(FailureCode.UNAVAILABLE)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
        assertThat(after(FailureCode.INTERNAL)).isEqualTo(FailureCode.INTERNAL);
    }
}
