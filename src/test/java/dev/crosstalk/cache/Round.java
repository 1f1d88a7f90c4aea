package dev.crosstalk.cache;

import static dev.crosstalk.cache.RecentConversationsTest.MS;
import static dev.crosstalk.cache.RecentConversationsTest.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.cache.RecentMessages.Hide;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A random history: two nodes write, one of them caches, by stores that do as they like. */
final class Round {
    private static final List<ConversationId> ALL =
            List.of(new ConversationId(70), new ConversationId(71), new ConversationId(72));
    private static final List<AccountId> PEOPLE = List.of(Samples.ALICE, Samples.BOB);

    private final Random random;
    private final Later later;
    private final TestDatabase database;
    private final UnreliableStore near;
    private final UnreliableStore far;
    private final RecentConversations cache;
    private final ChangeWatch watch;
    private final Deque<Runnable> untold = new ArrayDeque<>();
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
        watch = new ChangeWatch(database, List.of(cache), () -> now);
        ALL.forEach(id -> database.create(id, 12));
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
            case 5 -> watch.check();
            case 6, 7 -> tell();
            case 8 -> database.away(random.nextInt(4) == 0);
            case 9 -> disturb();
            case 10, 11, 12 -> ask(conversation);
            default -> later.happen();
        }
    }

    /** @return what tells the cache of it */
    private Runnable change(ConversationId conversation) {
        TestConversation one = database.of(conversation);
        // Some of them are older than what is kept.
        long seq = Math.max(1, one.lastSeq() - random.nextInt(TestConversation.KEPT + 4));
        AccountId who = PEOPLE.get(random.nextInt(PEOPLE.size()));
        return switch (random.nextInt(6)) {
            case 0 -> committed(one.move(now));
            case 1 -> {
                Optional<Hide> hidden = one.hide(now, who, seq);
                yield () -> hidden.ifPresent(hide -> cache.hidden(conversation, hide));
            }
            case 2, 3 -> committed(one.react(now, who, seq));
            case 4 -> committed(one.post(now, seq));
            default -> committed(one.post(now, null));
        };
    }

    private Runnable committed(ConversationEvent event) {
        return () -> cache.committed(event);
    }

    /** Between commit and update the node may be slow; it tells in order, or dies before it has told. */
    private void tell() {
        if (!untold.isEmpty()) {
            untold.remove().run();
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
        TestConversation one = database.of(conversation);
        RecentConversation state = one.at(recent.rev())
                .orElseThrow(() -> new AssertionError("a revision that was never given"))
                .conversation();
        States.assertSameButHides(recent, state);
        assertThat(one.hides(recent.version().hides())).as("hidden by then").containsAll(States.hides(recent));
        one.hides(recent.version().hides())
                .forEach(hide -> assertThat(recent.messages().lacks(hide)).isFalse());
        one.supersededAt(recent.version())
                .ifPresent(end -> assertThat(askedAt - end)
                        .as("for how long it is not so any more")
                        .isLessThan(SETTINGS.freshMs() * MS));
    }
}
