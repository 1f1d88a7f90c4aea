package dev.crosstalk.cache;

import static dev.crosstalk.cache.Samples.ALICE;
import static dev.crosstalk.cache.Samples.BOB;
import static dev.crosstalk.cache.Samples.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No answer shows a state that the database did not have, or has not had for longer than the bound. */
@Timeout(120)
class RecentConversationsTest {
    private static final long MS = 1_000_000;
    private static final CacheSettings SETTINGS =
            new CacheSettings(true, 1 << 20, CacheSettings.MEMORY, null, 10, 2_000, 1_000, 3_000, 100, 48);

    private long now = 1_000_000 * MS;
    private final Random random = new Random(1);
    private final Later later = new Later(random);
    private final TestDatabase database = new TestDatabase(later, () -> now);
    private final MemoryRecentStore far = new MemoryRecentStore(1 << 20);
    private final RecentConversations cache = node(far);

    @Test
    void whoeverIsAwayForADayReadsTheRecentWithoutTheDatabase() {
        database.create(Samples.conversation(ROOM, 30, 10));
        answer(cache.find(ROOM));
        for (int second = 0; second < 60; second++) {
            now += 1_000 * MS;
            answer(cache.check());
        }
        int before = database.questions();

        RecentConversation found = answer(cache.find(ROOM)).orElseThrow();

        assertThat(found.standing(ALICE).orElseThrow().membership()).isPresent();
        assertThat(found.range(1, 30, true, 10)).contains(database.now(ROOM).messages());
        assertThat(database.questions()).isEqualTo(before);
    }

    @Test
    void whatIsOlderThanTheRecentIsLeftToTheDatabase() {
        RecentConversation recent = Samples.conversation(ROOM, 30, 10);

        assertThat(recent.range(1, 20, true, 5)).isEmpty();
        assertThat(recent.range(1, 25, true, 6)).isEmpty();
        assertThat(recent.range(1, 30, false, 5)).isEmpty();
        assertThat(recent.range(1, 25, true, 5)).get().asList().hasSize(5);
        assertThat(recent.range(25, 30, false, 3).orElseThrow())
                .extracting(ConversationEvent.MessageEvent::seq)
                .containsExactly(25L, 26L, 27L);
        assertThat(recent.range(1, 31, true, 5)).as("beyond what is known").isEmpty();
    }

    @Test
    void tenThousandAtOnceAreOneQuestion() {
        database.create(Samples.conversation(ROOM, 30, 10));

        List<Future<Optional<RecentConversation>>> all =
                IntStream.range(0, 10_000).mapToObj(i -> cache.find(ROOM)).toList();
        answer(Future.all(all));

        assertThat(database.loads()).isEqualTo(1);
        assertThat(all).allSatisfy(found -> assertThat(found.result()).contains(database.now(ROOM)));
    }

    @Test
    void whatThisNodeCommittedIsReadAtOnceAndWithoutTheDatabase() {
        database.create(Samples.conversation(ROOM, 30, 10));
        answer(cache.find(ROOM));
        int before = database.questions();

        cache.committed(database.post(ROOM));

        assertThat(answer(cache.find(ROOM))).contains(database.now(ROOM));
        assertThat(database.questions()).isEqualTo(before);
    }

    @Test
    void whatIsCommittedWhileTheDatabaseIsReadIsNotMissed() {
        database.create(Samples.conversation(ROOM, 30, 10));
        Future<Optional<RecentConversation>> found = cache.find(ROOM);
        while (!later.isIdle() && !found.isComplete()) {
            later.happen();
            cache.committed(database.post(ROOM));
        }

        assertThat(answer(cache.find(ROOM))).contains(database.now(ROOM));
    }

    @Test
    void whoWasRemovedByAnotherNodeReadsOnNoLongerThanTheBound() {
        database.create(Samples.conversation(ROOM, 30, 10));
        assertThat(isMember(answer(cache.find(ROOM)))).as("the premise").isTrue();

        database.move(ROOM);
        now += 3_000 * MS;

        assertThat(isMember(answer(cache.find(ROOM)))).isFalse();
    }

    @Test
    void aNodeThatStartsTakesWhatAnotherKeptIfItIsOfThePresentRevision() {
        database.create(Samples.conversation(ROOM, 30, 10));
        answer(cache.find(ROOM));
        answer(cache.check());
        int loads = database.loads();

        assertThat(answer(node(far).find(ROOM))).contains(database.now(ROOM));
        assertThat(database.loads()).isEqualTo(loads);
        database.post(ROOM);
        assertThat(answer(node(far).find(ROOM))).contains(database.now(ROOM));
        assertThat(database.loads()).isEqualTo(loads + 1);
    }

    @Test
    void whatTheDatabaseCannotConfirmIsNotServed() {
        database.create(Samples.conversation(ROOM, 30, 10));
        answer(cache.find(ROOM));
        database.away(true);
        now += 3_000 * MS;
        Future<Optional<RecentConversation>> found = cache.find(ROOM);
        settle(found);

        assertThat(found.failed()).isTrue();
    }

    @Test
    void aCacheThatFailsAnywhereShowsNothingThatTheDatabaseHasNot() {
        for (int round = 0; round < 200; round++) {
            long seed = Long.getLong("seed", System.nanoTime() + round);
            try {
                new Round(seed).play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("again with -Dseed=" + seed, e);
            }
        }
    }

    private RecentConversations node(RecentStore shared) {
        return new RecentConversations(database, new MemoryRecentStore(1 << 20), shared, SETTINGS, () -> now);
    }

    private <T> T answer(Future<T> future) {
        settle(future);
        return future.result();
    }

    private void settle(Future<?> future) {
        while (!future.isComplete()) {
            assertThat(later.isIdle()).as("nothing is left that could answer").isFalse();
            later.happen();
        }
    }

    private static boolean isMember(Optional<RecentConversation> found) {
        return found.orElseThrow()
                .standing(BOB)
                .orElseThrow()
                .membership()
                .orElseThrow()
                .isActive();
    }

    /** A random history: two nodes write, one of them caches, by stores that do as they like. */
    private static final class Round {
        private static final List<ConversationId> ALL =
                List.of(new ConversationId(70), new ConversationId(71), new ConversationId(72));

        private final Random random;
        private final Later later;
        private final TestDatabase database;
        private final UnreliableStore near;
        private final UnreliableStore far;
        private final RecentConversations cache;
        private final Deque<ConversationEvent> untold = new ArrayDeque<>();
        private final List<AssertionError> wrong = new ArrayList<>();
        private final AtomicInteger served = new AtomicInteger();
        private long now = 5_000_000 * MS;

        Round(long seed) {
            random = new Random(seed);
            later = new Later(random);
            database = new TestDatabase(later, () -> now);
            near = new UnreliableStore(random, later);
            far = new UnreliableStore(random, later);
            cache = new RecentConversations(database, near, far, SETTINGS, () -> now);
            ALL.forEach(id -> database.create(Samples.conversation(id, 12, 10)));
        }

        void play() {
            for (int step = 0; step < 2_000; step++) {
                step();
            }
            database.away(false);
            while (!later.isIdle()) {
                later.happen();
            }
            if (!wrong.isEmpty()) {
                throw wrong.get(0);
            }
            assertThat(served).as("the premise: it serves").hasPositiveValue();
        }

        private void step() {
            ConversationId conversation = ALL.get(random.nextInt(ALL.size()));
            switch (random.nextInt(20)) {
                case 0 -> now += random.nextInt(2_000) * MS;
                case 1 -> now += random.nextInt(50) * MS;
                case 2, 3 -> untold.add(change(conversation));
                case 4 -> change(conversation);
                case 5 -> cache.check();
                case 6, 7 -> tell();
                case 8 -> database.away(random.nextInt(4) == 0);
                case 9 -> disturb();
                case 10, 11, 12 -> ask(conversation);
                default -> later.happen();
            }
        }

        private ConversationEvent change(ConversationId conversation) {
            return random.nextInt(3) == 0 ? database.move(conversation) : database.post(conversation);
        }

        /** Between commit and update the node may be slow; it tells in order, or dies before it has told. */
        private void tell() {
            if (!untold.isEmpty()) {
                cache.committed(untold.remove());
            }
        }

        private void disturb() {
            switch (random.nextInt(3)) {
                case 0 -> near.flush();
                case 1 -> far.flush();
                default -> untold.clear();
            }
        }

        private void ask(ConversationId conversation) {
            long askedAt = now;
            cache.find(conversation)
                    .onSuccess(found -> found.ifPresent(recent -> {
                        served.incrementAndGet();
                        try {
                            judge(conversation, recent, askedAt);
                        } catch (AssertionError e) {
                            wrong.add(e);
                        }
                    }));
        }

        private void judge(ConversationId conversation, RecentConversation recent, long askedAt) {
            Optional<RecentConversation> state = database.at(conversation, recent.rev());
            assertThat(state).as("a state that the database had").contains(recent);
            database.supersededAt(state.get())
                    .ifPresent(end -> assertThat(askedAt - end)
                            .as("for how long it is not so any more")
                            .isLessThan(SETTINGS.freshMs() * MS));
        }
    }
}
