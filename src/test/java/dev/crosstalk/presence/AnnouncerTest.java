package dev.crosstalk.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PresenceEvent;
import dev.crosstalk.bus.PresenceEvent.Status;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);
    private static final PresenceSettings SETTINGS =
            new PresenceSettings(5_000, 30_000, 1_000, PresenceSettings.MEMORY, null);

    private final List<PresenceEvent> published = new ArrayList<>();
    private long now = 1_700_000_000_000L;
    private final FrailStore store = new FrailStore();
    private Announcer announcer = announcer();

    @Test
    void whoComesIsAnnouncedOnlineOnce() {
        heard(ALICE);
        rounds(3);

        assertThat(published).containsExactly(online(ALICE));
    }

    @Test
    void whoGoesIsAnnouncedOfflineThirtySecondsLater() {
        heard(ALICE);
        long heardAt = now;
        rounds(29);
        assertThat(published).containsExactly(online(ALICE));

        rounds(3);

        assertThat(published).containsExactly(online(ALICE), new PresenceEvent(ALICE, Status.OFFLINE, heardAt));
    }

    @Test
    void whoGoesAndComesWithinAWindowMakesOneEvent() {
        heard(ALICE);
        rounds(29);
        published.clear();
        now += 1_000;
        assertThat(store.memory.online().await())
                .as("the premise: the time ran out")
                .isEmpty();

        heard(ALICE);
        rounds(3);

        assertThat(published).containsExactly(online(ALICE));
    }

    @Test
    void nobodyIsMadeOfflineBeforeTheyCouldBeHeardAgainAfterTheStoreWasAway() {
        heard(ALICE);
        rounds(20);
        published.clear();

        store.down = true;
        rounds(15);
        store.down = false;
        rounds(5);
        heard(ALICE);
        rounds(20);

        assertThat(published).containsExactly(online(ALICE));
    }

    @Test
    void nobodyIsMadeOfflineBeforeTheyCouldBeHeardAgainAfterTheNodeWasFrozen() {
        heard(ALICE);
        rounds(20);
        published.clear();

        now += 90_000;
        rounds(1);
        heard(ALICE);
        rounds(20);

        assertThat(published).containsExactly(online(ALICE));
    }

    @Test
    void whoWentWhileTheStoreLostItsMemoryIsNoGhost() {
        heard(ALICE, BOB);
        rounds(5);
        published.clear();

        store.flush();
        for (int i = 0; i < 8; i++) {
            heard(BOB);
            rounds(5);
        }

        assertThat(published).containsExactly(online(BOB), new PresenceEvent(ALICE, Status.OFFLINE, null));
    }

    @Test
    void theNextAnnouncerKnowsWhomViewersBelieveToBeOnline() {
        heard(ALICE);
        rounds(2);
        published.clear();

        announcer = announcer();
        rounds(1);
        store.flush();
        rounds(40);

        assertThat(published).containsExactly(new PresenceEvent(ALICE, Status.OFFLINE, null));
    }

    private Announcer announcer() {
        return new Announcer(SETTINGS, store, published::add, () -> now * 1_000_000);
    }

    private void heard(AccountId... accounts) {
        store.heard(List.of(accounts)).await();
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            now += SETTINGS.coalesceMs();
            announcer.round().await();
        }
    }

    private static PresenceEvent online(AccountId account) {
        return new PresenceEvent(account, Status.ONLINE, null);
    }

    /** A memory store that can be away and can lose everything, as Redis does. */
    private final class FrailStore implements PresenceStore {
        private boolean down;
        private boolean flushed;
        private MemoryPresenceStore memory = fresh();

        private MemoryPresenceStore fresh() {
            return new MemoryPresenceStore(SETTINGS.offlineAfterMs(), () -> now);
        }

        void flush() {
            memory = fresh();
            flushed = true;
        }

        private <T> Future<T> unlessDown(Future<T> answer) {
            return down ? Future.failedFuture(FailureCode.UNAVAILABLE.failure()) : answer;
        }

        @Override
        public Future<Void> heard(Collection<AccountId> accounts) {
            return unlessDown(memory.heard(accounts));
        }

        @Override
        public Future<Changes> changes(boolean sweep) {
            boolean forgetful = flushed;
            flushed = false;
            return unlessDown(memory.changes(sweep)
                    .map(changes -> new Changes(changes.accounts(), changes.sweptTo(), forgetful)));
        }

        @Override
        public Future<Void> announced(Changes changes) {
            return unlessDown(memory.announced(changes));
        }

        @Override
        public Future<List<PresenceEvent>> states(Collection<AccountId> accounts) {
            return unlessDown(memory.states(accounts));
        }

        @Override
        public Future<Set<AccountId>> online() {
            return unlessDown(memory.online());
        }

        @Override
        public Future<Void> close() {
            return memory.close();
        }
    }
}
