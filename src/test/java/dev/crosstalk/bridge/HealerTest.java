package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Bus.Delivery;
import dev.crosstalk.bus.ConversationCommand.Head;
import dev.crosstalk.bus.ConversationCommand.Heads;
import dev.crosstalk.bus.ConversationCommand.ListHeads;
import dev.crosstalk.bus.ConversationCommand.UserHead;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.ReceiptEvent;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * When a loss is noticed that nothing follows, by a clock that the test moves: bounded is the time from the loss to the question for
 * what is missing, with the defaults, as long as each answer with the heads comes within {@link #SLOWEST_ANSWER_MS}. How long the
 * bus and the sockets take is no part of it.
 */
class HealerTest {
    private static final long SLOWEST_ANSWER_MS = 1_500;
    private static final BridgeSettings DEFAULTS = BridgeSettings.DEFAULTS;
    private static final AccountId ALICE = new AccountId(1);
    private static final ConversationId ROOM = new ConversationId(5);

    /** Of which of the lines that a hub follows. */
    enum Kind {
        USER,
        RECEIPTS
    }

    /** A hub with one line, of which the database has one event that has not come. */
    private static final class World implements Healer.Followed {
        private final VirtualTime time = new VirtualTime();
        private final Kind kind;
        private final long answerMs;
        private final List<Long> asked = new ArrayList<>();
        private final List<Event> passed = new ArrayList<>();
        private final Line line;
        private int failures;
        private long stored = 1;

        World(Kind kind, long answerMs) {
            this.kind = kind;
            this.answerMs = answerMs;
            this.line = new Line(
                    kind.name(),
                    (since, upTo) -> fill(since),
                    time::after,
                    delivery -> passed.add(delivery.event(Event.class)),
                    why -> {
                        throw new AssertionError(why);
                    });
            line.follow(stored);
            new Healer(this, this::heads, time::after, DEFAULTS).start(time::every);
        }

        private Future<Line.Source.Page> fill(long since) {
            asked.add(time.now());
            List<Event> missing = LongStream.rangeClosed(since + 1, stored)
                    .mapToObj(this::event)
                    .toList();
            return Future.succeededFuture(new Line.Source.Page(true, stored, missing, false, stored));
        }

        private Event event(long number) {
            return kind == Kind.USER
                    ? new UserEvent.Membership(ALICE, number, ROOM, false, null, null)
                    : new ReceiptEvent(ROOM, number, ALICE, number, number, 1);
        }

        /** What they are when the question comes; they are told later, when they may have moved on. */
        private Future<Heads> heads(ListHeads question) {
            Promise<Heads> answer = Promise.promise();
            boolean fails = failures-- > 0;
            Heads heads = new Heads(
                    kind == Kind.RECEIPTS ? List.of(new Head(ROOM, 0, stored)) : List.of(),
                    kind == Kind.USER ? List.of(new UserHead(ALICE, stored)) : List.of(),
                    time.now());
            time.after(answerMs, () -> {
                if (fails) {
                    answer.fail(FailureCode.UNAVAILABLE.failure());
                } else {
                    answer.complete(heads);
                }
            });
            return answer.future();
        }

        /** The database has an event that nobody here is told of. */
        Event lose(long at) {
            time.goOnTo(at);
            return event(++stored);
        }

        @Override
        public boolean hasConversations() {
            return kind == Kind.RECEIPTS;
        }

        @Override
        public List<AccountId> users() {
            return kind == Kind.USER ? List.of(ALICE) : List.of();
        }

        @Override
        public boolean isBehind(Head head) {
            return line.isBehind(head.receiptRev());
        }

        @Override
        public boolean isBehind(UserHead head) {
            return line.isBehind(head.userRev());
        }

        @Override
        public void lost(Head head) {
            line.head(head.receiptRev());
        }

        @Override
        public void lost(UserHead head) {
            line.head(head.userRev());
        }
    }

    /** From the loss at that time to the question for what was lost. */
    private static long wait(Kind kind, long answerMs, long lostAt) {
        World world = new World(kind, answerMs);
        Event lost = world.lose(lostAt);
        world.time.goOnTo(lostAt + 10 * Bounds.HEALED.toMillis());
        assertThat(world.passed).containsExactly(lost);
        assertThat(world.asked).as("once").hasSize(1);
        return world.asked.get(0) - lostAt;
    }

    @ParameterizedTest
    @EnumSource
    void what_was_lost_at_whatever_moment_is_asked_for_within_five_seconds(Kind kind) {
        long longest = LongStream.rangeClosed(0, 2 * DEFAULTS.headsMs())
                .map(lostAt -> wait(kind, SLOWEST_ANSWER_MS, lostAt))
                .max()
                .orElseThrow();
        assertThat(longest).isLessThanOrEqualTo(Bounds.HEALED.toMillis());
        assertThat(longest)
                .as("lost just after the heads were read")
                .isEqualTo(DEFAULTS.headsMs() + SLOWEST_ANSWER_MS + DEFAULTS.graceMs());
    }

    @ParameterizedTest
    @EnumSource
    void what_comes_within_the_grace_was_not_lost(Kind kind) {
        World world = new World(kind, 0);
        Event late = world.lose(DEFAULTS.headsMs() - 1);
        world.time.goOnTo(DEFAULTS.headsMs() + DEFAULTS.graceMs() - 1);
        world.line.delivered(Delivery.of(late), false);
        world.time.goOnTo(10 * DEFAULTS.headsMs());

        assertThat(world.passed).containsExactly(late);
        assertThat(world.asked).isEmpty();
    }

    @Test
    void a_question_that_fails_costs_one_round_more() {
        World world = new World(Kind.USER, 0);
        world.failures = 1;
        world.lose(1);
        world.time.goOnTo(10 * DEFAULTS.headsMs());

        assertThat(world.asked).containsExactly(2 * DEFAULTS.headsMs() + DEFAULTS.graceMs());
    }
}
