package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private final List<List<Integer>> batches = new ArrayList<>();
    private final List<Promise<Map<Integer, String>>> running = new ArrayList<>();
    private final Gathering<Integer, String, String> gathering = new Gathering<>(3, 4, this::work);

    private Future<Map<Integer, String>> work(Map<Integer, String> arguments) {
        batches.add(List.copyOf(arguments.keySet()));
        Promise<Map<Integer, String>> promise = Promise.promise();
        running.add(promise);
        return promise.future().map(found -> {
            Map<Integer, String> answers = new HashMap<>(arguments);
            answers.remove(0);
            return answers;
        });
    }

    private Future<Optional<String>> ask(int key) {
        return gathering.ask(key, "a" + key);
    }

    @Test
    void what_comes_during_one_piece_of_work_is_done_by_the_next() {
        Future<Optional<String>> first = ask(1);
        List<Future<Optional<String>>> others = List.of(ask(2), ask(3), ask(0), ask(4), ask(2));
        running.get(0).complete();
        assertThat(first.result()).contains("a1");
        running.get(1).complete();
        running.get(2).complete();
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 0), List.of(4));
        assertThat(others.stream().map(Future::result))
                .containsExactly(
                        Optional.of("a2"), Optional.of("a3"), Optional.empty(), Optional.of("a4"), Optional.of("a2"));
    }

    @Test
    void nobody_gets_an_answer_that_was_read_before_the_question() {
        ask(1);
        ask(1);
        running.get(0).complete();
        assertThat(batches).containsExactly(List.of(1), List.of(1));
    }

    @Test
    void more_than_may_wait_are_told_to_come_back() {
        for (int i = 1; i <= 5; i++) {
            assertThat(ask(i).isComplete()).isFalse();
        }
        Failure failure = (Failure) ask(6).cause();
        assertThat(failure.code()).isEqualTo(FailureCode.OVERLOADED);
        assertThat(failure.retryAfterMs()).isPositive();
    }

    @Test
    void who_waits_behind_a_failure_fails_with_it_and_the_next_is_tried() {
        Future<Optional<String>> first = ask(1);
        Future<Optional<String>> behind = ask(2);
        running.get(0).fail(FailureCode.UNAVAILABLE.failure());
        assertThat(first.failed()).isTrue();
        assertThat(behind.cause()).isSameAs(first.cause());
        Future<Optional<String>> next = ask(3);
        running.get(1).complete();
        assertThat(next.result()).contains("a3");
    }
}
