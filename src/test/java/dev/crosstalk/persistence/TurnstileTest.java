package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnstileTest {
    private final List<Promise<String>> begun = new ArrayList<>();

    private Future<String> pass(Turnstile turnstile, long bytes) {
        return turnstile.pass(bytes, () -> {
            Promise<String> work = Promise.promise();
            begun.add(work);
            return work.future();
        });
    }

    private static FailureCode refusal(Future<?> answer) {
        return ((Failure) answer.cause()).code();
    }

    @Test
    void soManyWorkAtOnceAndTheOthersInTheirOrder() {
        Turnstile turnstile = new Turnstile(2, 10, 1_000);
        Future<String> first = pass(turnstile, 1);
        pass(turnstile, 1);
        Future<String> third = pass(turnstile, 1);
        Future<String> fourth = pass(turnstile, 1);
        assertThat(begun).hasSize(2);

        begun.get(0).complete("one");
        assertThat(first.result()).isEqualTo("one");
        assertThat(begun).hasSize(3);
        begun.get(2).complete("three");
        assertThat(third.result()).isEqualTo("three");
        assertThat(fourth.isComplete()).isFalse();
        begun.get(3).complete("four");
        assertThat(fourth.result()).isEqualTo("four");
    }

    @Test
    void whatComesWhenSoManyWaitIsRefusedAndCanComeAgainLater() {
        Turnstile turnstile = new Turnstile(1, 2, 1_000);
        pass(turnstile, 1);
        pass(turnstile, 1);
        pass(turnstile, 1);
        assertThat(refusal(pass(turnstile, 1))).isEqualTo(FailureCode.OVERLOADED);
        begun.get(0).complete("done");
        assertThat(pass(turnstile, 1).isComplete()).isFalse();
    }

    @Test
    void whatComesWhenSoMuchWaitsIsRefused() {
        Turnstile turnstile = new Turnstile(1, 100, 1_000);
        pass(turnstile, 5_000);
        pass(turnstile, 600);
        pass(turnstile, 600);
        assertThat(refusal(pass(turnstile, 1))).isEqualTo(FailureCode.OVERLOADED);
        begun.get(0).complete("done");
        assertThat(pass(turnstile, 1).failed()).isFalse();
    }

    @Test
    void thousandsThatFailAtOnceAreNotCallsInOneAnother() {
        Turnstile turnstile = new Turnstile(1, 100_000, 1_000_000);
        pass(turnstile, 1);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            answers.add(turnstile.pass(1, () -> Future.failedFuture("in vain")));
        }
        begun.get(0).fail("away");
        assertThat(answers).allSatisfy(answer -> assertThat(answer.cause()).hasMessage("in vain"));
    }

    @Test
    void whatFailsOrThrowsGivesItsPlaceToTheNext() {
        Turnstile turnstile = new Turnstile(1, 10, 1_000);
        pass(turnstile, 1);
        Future<String> thrown = turnstile.pass(1, () -> {
            throw new IllegalStateException("broken");
        });
        Future<String> last = pass(turnstile, 1);
        begun.get(0).fail("away");
        assertThat(thrown.cause()).hasMessage("broken");
        begun.get(1).complete("last");
        assertThat(last.result()).isEqualTo("last");
    }
}
