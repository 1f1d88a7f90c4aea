package dev.crosstalk.cache;

import static dev.crosstalk.cache.Samples.ALICE;
import static dev.crosstalk.cache.Samples.BOB;
import static dev.crosstalk.cache.Samples.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.ConversationEvent.Message;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.cache.RecentMessages.Hide;
import dev.crosstalk.message.MessageStore.Reader;
import dev.crosstalk.message.StoredMessage;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No answer shows a state that the database did not have, or has not had for longer than the bound. */
@Timeout(120)
class RecentConversationsTest {
    static final long MS = 1_000_000;
    static final CacheSettings SETTINGS = new CacheSettings(
            true, 1 << 20, CacheSettings.MEMORY, null, TestConversation.KEPT, 2_000, 1_000, 3_000, 100, 48);
    private static final Reader EVERYBODY = new Reader(null, 1, 1);

    private long now = 1_000_000 * MS;
    private final Random random = new Random(1);
    private final Later later = new Later(random);
    private final TestDatabase database = new TestDatabase(later, () -> now);
    private final MemoryRecentStore far = new MemoryRecentStore(1 << 20);
    private final RecentConversations cache = node(far);
    private final ChangeWatch watch = new ChangeWatch(database, List.of(cache), () -> now);

    @Test
    void whoeverIsAwayForADayReadsTheRecentWithoutTheDatabase() {
        database.create(ROOM, 30);
        answer(cache.find(ROOM));
        for (int second = 0; second < 60; second++) {
            now += 1_000 * MS;
            answer(watch.check());
        }
        int before = database.questions();

        RecentConversation found = answer(cache.find(ROOM)).orElseThrow();

        assertThat(found.standing(ALICE).orElseThrow().membership()).isPresent();
        assertThat(found.range(EVERYBODY, Set.of(), 1, 30, true, 10))
                .contains(database.now(ROOM).messages().latest().stream()
                        .map(StoredMessage::event)
                        .toList());
        assertThat(database.questions()).isEqualTo(before);
    }

    @Test
    void whatIsOlderThanTheRecentIsLeftToTheDatabase() {
        assertThat(range(1, 20, true, 5)).isEmpty();
        assertThat(range(1, 25, true, 6)).isEmpty();
        assertThat(range(1, 30, false, 5)).isEmpty();
        assertThat(range(1, 25, true, 5)).get().asList().hasSize(5);
        assertThat(range(25, 30, false, 3).orElseThrow())
                .extracting(MessageEvent::seq)
                .containsExactly(25L, 26L, 27L);
        assertThat(range(1, 31, true, 5)).as("beyond what is known").isEmpty();
    }

    private static Optional<List<MessageEvent>> range(long from, long to, boolean last, int limit) {
        return Samples.conversation(ROOM, 30, 10).range(EVERYBODY, Set.of(), from, to, last, limit);
    }

    @Test
    void tenThousandAtOnceAreOneQuestion() {
        database.create(ROOM, 30);

        List<Future<Optional<RecentConversation>>> all =
                IntStream.range(0, 10_000).mapToObj(i -> cache.find(ROOM)).toList();
        answer(Future.all(all));

        assertThat(database.loads()).isEqualTo(1);
        assertThat(all).allSatisfy(found -> assertThat(found.result()).contains(database.now(ROOM)));
    }

    @Test
    void whatThisNodeCommittedIsReadAtOnceAndWithoutTheDatabase() {
        database.create(ROOM, 30);
        answer(cache.find(ROOM));
        int before = database.questions();

        cache.committed(database.post(ROOM));

        assertThat(answer(cache.find(ROOM))).contains(database.now(ROOM));
        assertThat(database.questions()).isEqualTo(before);
    }

    @Test
    void whatIsCommittedWhileTheDatabaseIsReadIsNotMissed() {
        database.create(ROOM, 30);
        Future<Optional<RecentConversation>> found = cache.find(ROOM);
        while (!later.isIdle() && !found.isComplete()) {
            later.happen();
            cache.committed(database.post(ROOM));
        }

        assertThat(answer(cache.find(ROOM))).contains(database.now(ROOM));
    }

    @Test
    void whoWasRemovedByAnotherNodeReadsOnNoLongerThanTheBound() {
        database.create(ROOM, 30);
        assertThat(isMember(answer(cache.find(ROOM)))).as("the premise").isTrue();

        database.move(ROOM);
        now += 3_000 * MS;

        assertThat(isMember(answer(cache.find(ROOM)))).isFalse();
    }

    @Test
    void aNodeThatStartsTakesWhatAnotherKeptIfItIsOfThePresentRevision() {
        database.create(ROOM, 30);
        answer(cache.find(ROOM));
        answer(watch.check());
        int loads = database.loads();

        assertThat(answer(node(far).find(ROOM))).contains(database.now(ROOM));
        assertThat(database.loads()).isEqualTo(loads);
        database.post(ROOM);
        assertThat(answer(node(far).find(ROOM))).contains(database.now(ROOM));
        assertThat(database.loads()).isEqualTo(loads + 1);
    }

    @Test
    void whatTheDatabaseCannotConfirmIsNotServed() {
        database.create(ROOM, 30);
        answer(cache.find(ROOM));
        database.away(true);
        now += 3_000 * MS;
        Future<Optional<RecentConversation>> found = cache.find(ROOM);
        settle(found);

        assertThat(found.failed()).isTrue();
    }

    @Test
    void answersAndReactionsOfThisNodeAreReadAtOnceAndWithoutTheDatabase() {
        TestConversation room = database.create(ROOM, 30);
        answer(cache.find(ROOM));
        int before = database.questions();

        cache.committed(room.post(now, 25L));
        cache.committed(room.react(now, BOB, 28));
        cache.committed(room.react(now, ALICE, 28));
        cache.committed(room.react(now, BOB, 28));
        cache.committed(room.post(now, 25L));

        States.assertSame(answer(cache.find(ROOM)).orElseThrow(), room.now());
        assertThat(database.questions()).isEqualTo(before);
    }

    @Test
    void anAnswerToWhatIsNotKnownHereIsReadFromTheDatabase() {
        TestConversation room = database.create(ROOM, 30);
        answer(cache.find(ROOM));
        room.hide(now, BOB, 5);

        cache.committed(room.post(now, 5L));

        States.assertSame(answer(cache.find(ROOM)).orElseThrow(), room.now());
    }

    @Test
    void whatSomebodyHidesOnThisNodeIsHiddenAtOnce() {
        TestConversation room = database.create(ROOM, 30);
        answer(cache.find(ROOM));

        cache.hidden(ROOM, room.hide(now, BOB, 30).orElseThrow());

        assertThat(hiddenFromBob()).containsExactly(30L);
    }

    @Test
    void whatIsHiddenWhileTheDatabaseIsReadIsNotMissed() {
        TestConversation room = database.create(ROOM, 30);
        Future<Optional<RecentConversation>> found = cache.find(ROOM);
        long seq = 21;
        while (!later.isIdle() && !found.isComplete()) {
            later.happen();
            cache.hidden(ROOM, room.hide(now, BOB, seq++).orElseThrow());
        }

        assertThat(hiddenFromBob()).hasSize((int) (seq - 21)).isNotEmpty();
    }

    @Test
    void whatWasHiddenOnAnotherNodeIsNoticedThoughThisOneGoesOnPosting() {
        TestConversation room = database.create(ROOM, 30);
        answer(cache.find(ROOM));
        room.hide(now, BOB, 30);
        for (int second = 0; second < 5; second++) {
            Message message = room.post(now, null);
            cache.committed(message);
            now += 1_000 * MS;
            answer(watch.check());
        }

        assertThat(hiddenFromBob()).containsExactly(30L);
    }

    private Set<Long> hiddenFromBob() {
        return answer(cache.find(ROOM)).orElseThrow().messages().hiddenFrom(BOB).orElseThrow();
    }

    @Test
    void whoHidesTooManyIsLeftToTheDatabase() {
        List<Hide> none = null;
        RecentMessages messages =
                new RecentMessages(Samples.conversation(ROOM, 30, 10).messages().latest(), List.of(), List.of(), none);

        assertThat(messages.hiddenFrom(BOB)).isEmpty();
        assertThat(messages.lacks(new Hide(BOB, 30))).isFalse();
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
}
