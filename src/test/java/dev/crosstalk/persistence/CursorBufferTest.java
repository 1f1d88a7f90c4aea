package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.Marked;
import dev.crosstalk.bus.SessionId;
import dev.crosstalk.message.Draft.Seat;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CursorBufferTest {
    /** A receipt that comes later than this is late. */
    private static final long PROMISED_MS = 500;

    private static final long FAMILY = 7;
    private static final long WORK = 8;

    private record Timer(long ms, Runnable task) {}

    private final List<Timer> timers = new ArrayList<>();
    private final List<Map<Seat, PendingMark>> transactions = new ArrayList<>();
    private final List<Promise<Map<Seat, Object>>> running = new ArrayList<>();
    private final CursorBuffer buffer = new CursorBuffer((ms, task) -> timers.add(new Timer(ms, task)), this::store);

    private Future<Map<Seat, Object>> store(Map<Seat, PendingMark> marks) {
        transactions.add(marks);
        Promise<Map<Seat, Object>> promise = Promise.promise();
        running.add(promise);
        return promise.future();
    }

    private Future<Marked> mark(long account, long conversation, long read) {
        Caller caller = new Caller(new ApplicationId(1), new AccountId(account), new SessionId(account));
        return buffer.mark(caller, new Mark(new ConversationId(conversation), read, read));
    }

    private void commit(int transaction) {
        Map<Seat, Object> results = new HashMap<>();
        transactions
                .get(transaction)
                .forEach((seat, mark) -> results.put(
                        seat,
                        new Marked(
                                new ConversationId(seat.conversation()),
                                mark.devices().get(seat.account()).delivered(),
                                mark.devices().get(seat.account()).read())));
        running.get(transaction).complete(results);
    }

    @Test
    void what_several_say_of_several_conversations_in_a_moment_is_one_transaction_with_the_furthest_of_each() {
        List<Future<Marked>> answers = new ArrayList<>();
        for (long read = 1; read <= 5; read++) {
            for (long account = 1; account <= 3; account++) {
                answers.add(mark(account, FAMILY, read));
                answers.add(mark(account, WORK, 10 * read));
            }
        }
        assertThat(transactions).as("it is gathered first").isEmpty();

        timers.get(0).task().run();
        commit(0);

        assertThat(transactions)
                .singleElement()
                .satisfies(seats -> assertThat(seats).hasSize(6));
        assertThat(answers).hasSize(30).allSatisfy(answer -> {
            Marked marked = answer.result();
            assertThat(marked.read()).isEqualTo(marked.conversation().value() == FAMILY ? 5 : 50);
        });
    }

    @Test
    void gathering_takes_as_long_as_its_constant_however_many_come_meanwhile() {
        mark(1, FAMILY, 1);
        mark(1, FAMILY, 2);
        mark(2, FAMILY, 1);

        assertThat(CursorBuffer.GATHER_MS).isLessThanOrEqualTo(PROMISED_MS);
        assertThat(timers)
                .as("the first sets the time, and nobody puts it off")
                .extracting(Timer::ms)
                .containsExactly(CursorBuffer.GATHER_MS);
        timers.get(0).task().run();
        assertThat(transactions).hasSize(1);
    }

    @Test
    void who_comes_while_a_transaction_runs_waits_for_a_gathering_and_not_for_its_end() {
        Future<Marked> first = mark(1, FAMILY, 1);
        timers.get(0).task().run();
        Future<Marked> second = mark(1, FAMILY, 2);

        assertThat(timers).extracting(Timer::ms).containsExactly(CursorBuffer.GATHER_MS, CursorBuffer.GATHER_MS);
        timers.get(1).task().run();
        assertThat(transactions).hasSize(2);
        commit(0);
        assertThat(first.result().read()).isEqualTo(1);
        assertThat(second.isComplete()).isFalse();
        commit(1);
        assertThat(second.result().read()).isEqualTo(2);
    }

    @Test
    void who_is_stored_at_once_keeps_no_other_from_being_stored_in_time() {
        mark(1, FAMILY, 1);
        buffer.flush(new Seat(FAMILY, 1));
        mark(2, FAMILY, 1);
        assertThat(transactions).hasSize(1);

        timers.get(0).task().run();

        assertThat(transactions).hasSize(2);
        timers.get(1).task().run();
        assertThat(transactions).as("nothing is stored twice").hasSize(2);
    }

    @Test
    void more_than_a_statement_takes_are_stored_in_the_same_moment_too() {
        for (int account = 1; account <= CursorBuffer.MOST_TOGETHER + 1; account++) {
            mark(account, FAMILY, 1);
        }
        assertThat(timers).hasSize(1);
        timers.get(0).task().run();
        assertThat(transactions).extracting(Map::size).containsExactly(CursorBuffer.MOST_TOGETHER, 1);
    }

    @Test
    void a_transaction_that_fails_is_told_to_all_who_were_gathered_and_a_refusal_to_one() {
        Future<Marked> alice = mark(1, FAMILY, 1);
        Future<Marked> bob = mark(2, FAMILY, 1);
        timers.get(0).task().run();
        running.get(0).fail(FailureCode.UNAVAILABLE.failure());
        Future<Marked> mallory = mark(3, FAMILY, 1);
        Future<Marked> again = mark(2, FAMILY, 1);
        timers.get(1).task().run();
        running.get(1)
                .complete(Map.of(
                        new Seat(FAMILY, 3),
                        FailureCode.NOT_FOUND.failure(),
                        new Seat(FAMILY, 2),
                        new Marked(new ConversationId(FAMILY), 1, 1)));

        assertThat(List.of(alice, bob))
                .allSatisfy(
                        answer -> assertThat(((Failure) answer.cause()).code()).isEqualTo(FailureCode.UNAVAILABLE));
        assertThat(((Failure) mallory.cause()).code()).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(again.succeeded()).isTrue();
    }
}
