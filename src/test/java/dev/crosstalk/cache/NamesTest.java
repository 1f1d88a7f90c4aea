package dev.crosstalk.cache;

import static dev.crosstalk.cache.Samples.ALICE;
import static dev.crosstalk.cache.Samples.BOB;
import static dev.crosstalk.cache.Samples.MALLORY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody is called what nobody has been called for longer than the bound. */
@Timeout(60)
class NamesTest {
    private static final long MS = 1_000_000;
    private static final long FRESH_MS = 3_000;
    private static final List<AccountId> ALL = List.of(ALICE, BOB, MALLORY);

    private long now = 1_000_000 * MS;
    private Random random = new Random(1);
    private Later later = new Later(random);
    private People people = new People();
    private Names names = new Names(people, FRESH_MS, () -> now);
    private ChangeWatch watch = new ChangeWatch(people, List.of(names), () -> now);

    /** All names that everybody ever had, and since when. */
    private final class People implements NameSource, ChangeSource {
        private final Map<AccountId, List<Named>> history = new HashMap<>();
        private boolean away;
        private int questions;

        private record Named(AccountView account, long since) {}

        private People() {
            ALL.forEach(account -> name(account, "first " + account));
        }

        void name(AccountId account, String name) {
            AccountView view = name.isEmpty() ? AccountView.deleted(account) : new AccountView(account, name);
            history.computeIfAbsent(account, id -> new ArrayList<>()).add(new Named(view, now));
        }

        AccountView present(AccountId account) {
            if (away) {
                throw new IllegalStateException("the database is away");
            }
            List<Named> all = history.get(account);
            return all.get(all.size() - 1).account();
        }

        /** For how long it had not been so at that time; negative while it is so. */
        long supersededFor(AccountView account, long at) {
            List<Named> all = history.get(account.id());
            for (int i = all.size() - 1; i >= 0; i--) {
                if (all.get(i).account().equals(account)) {
                    return i == all.size() - 1 ? -1 : at - all.get(i + 1).since();
                }
            }
            throw new AssertionError(account + " was never");
        }

        @Override
        public Future<List<AccountView>> accounts(List<AccountId> accounts) {
            questions++;
            return later.ask(() -> accounts.stream().map(this::present).toList());
        }

        @Override
        public Future<Changes> since(Long time) {
            return later.ask(() -> new Changes(
                    List.of(),
                    history.entrySet().stream()
                            .filter(one -> one.getValue().size() > 1)
                            .map(one -> present(one.getKey()))
                            .toList(),
                    now));
        }
    }

    private <T> T answer(Future<T> future) {
        while (!future.isComplete()) {
            assertThat(later.isIdle()).as("nothing is left that could answer").isFalse();
            later.happen();
        }
        return future.result();
    }

    private AccountView alice() {
        return answer(names.of(ALL)).get(ALICE);
    }

    @Test
    void tenThousandWhoAskAtOnceAreOneQuestion() {
        List<Future<Map<AccountId, AccountView>>> all =
                IntStream.range(0, 10_000).mapToObj(i -> names.of(ALL)).toList();
        answer(Future.all(all));

        assertThat(people.questions).isEqualTo(1);
        assertThat(all).allSatisfy(one -> assertThat(one.result()).hasSize(3));
    }

    @Test
    void whatNobodyChangesIsNotAskedForAgain() {
        alice();
        for (int second = 0; second < 60; second++) {
            now += 1_000 * MS;
            answer(watch.check());
        }

        assertThat(alice().name()).isEqualTo("first 1");
        assertThat(people.questions).isEqualTo(1);
    }

    @Test
    void onlyThoseThatAreNotKnownAreAskedFor() {
        answer(names.of(List.of(ALICE)));
        answer(names.of(ALL));
        answer(names.of(ALL));

        assertThat(people.questions).isEqualTo(2);
    }

    @Test
    void aNameThatThisNodeGaveIsReadAtOnce() {
        alice();
        people.name(ALICE, "second");
        names.renamed(ALICE);

        assertThat(alice().name()).isEqualTo("second");
    }

    @Test
    void aNameThatIsGivenWhileTheOldOneIsReadIsNotMissed() {
        Future<Map<AccountId, AccountView>> asked = names.of(ALL);
        later.happen();
        people.name(ALICE, "second");
        names.renamed(ALICE);

        assertThat(alice().name()).isEqualTo("second");
        assertThat(answer(asked).get(ALICE).name()).as("the premise").isEqualTo("first 1");
        assertThat(alice().name()).as("nor is the late answer kept").isEqualTo("second");
    }

    @Test
    void whoWasRenamedOrDeletedByAnotherNodeIsCalledSoWithinTheBound() {
        alice();
        people.name(ALICE, "");
        now += 1_000 * MS;
        answer(watch.check());

        assertThat(alice()).isEqualTo(AccountView.deleted(ALICE));
    }

    @Test
    void whatTheDatabaseCannotConfirmIsNotTold() {
        alice();
        people.away = true;
        now += FRESH_MS * MS;
        Future<Map<AccountId, AccountView>> asked = names.of(ALL);
        while (!asked.isComplete()) {
            later.happen();
        }

        assertThat(asked.failed()).isTrue();
    }

    @Test
    void whateverFailsNobodyIsCalledWhatIsLongPast() {
        for (int round = 0; round < 200; round++) {
            long seed = Long.getLong("seed", System.nanoTime() + round);
            try {
                play(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("again with -Dseed=" + seed, e);
            }
        }
    }

    /** Two nodes give names; what this one is to be told comes late or never. */
    private void play(long seed) {
        random = new Random(seed);
        later = new Later(random);
        people = new People();
        names = new Names(people, FRESH_MS, () -> now);
        watch = new ChangeWatch(people, List.of(names), () -> now);
        Deque<AccountId> untold = new ArrayDeque<>();
        AtomicInteger told = new AtomicInteger();
        List<AssertionError> wrong = new ArrayList<>();
        for (int step = 0; step < 1_000; step++) {
            AccountId account = ALL.get(random.nextInt(ALL.size()));
            switch (random.nextInt(16)) {
                case 0 -> now += random.nextInt(2_000) * MS;
                case 1 -> now += random.nextInt(50) * MS;
                case 2 -> {
                    people.name(account, "name " + step);
                    untold.add(account);
                }
                case 3 -> people.name(account, "elsewhere " + step);
                case 4 -> watch.check();
                case 5 -> untold.stream().findFirst().ifPresent(one -> names.renamed(untold.remove()));
                case 6 -> people.away = random.nextInt(4) == 0;
                case 7 -> untold.clear();
                case 8, 9, 10 -> ask(told, wrong);
                default -> later.happen();
            }
        }
        if (!wrong.isEmpty()) {
            throw wrong.get(0);
        }
        assertThat(told).as("the premise: it answers").hasPositiveValue();
    }

    private void ask(AtomicInteger told, List<AssertionError> wrong) {
        long askedAt = now;
        names.of(ALL).onSuccess(found -> {
            told.incrementAndGet();
            found.values().forEach(account -> {
                if (people.supersededFor(account, askedAt) >= FRESH_MS * MS) {
                    wrong.add(new AssertionError(account + " is long past"));
                }
            });
        });
    }
}
