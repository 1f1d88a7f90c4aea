package dev.crosstalk.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.PresenceEvent;
import dev.crosstalk.bus.PresenceEvent.Status;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every presence store keeps to. */
@Timeout(60)
abstract class PresenceStoreContract {
    static final AccountId ALICE = new AccountId(1);
    static final AccountId BOB = new AccountId(2);

    abstract PresenceStore store();

    /** Lets so much time pass that these, who were heard until now, are offline. */
    abstract void untilOffline(Collection<AccountId> accounts);

    @Test
    void whoWasHeardIsOnlineAndTheOthersAreNot() {
        heard(ALICE);

        assertThat(states(BOB, ALICE))
                .containsExactly(
                        new PresenceEvent(BOB, Status.OFFLINE, null), new PresenceEvent(ALICE, Status.ONLINE, null));
        assertThat(store().online().await()).containsExactly(ALICE);
    }

    @Test
    void whoIsNotHeardAnyMoreIsOfflineSinceTheLastSignOfLife() {
        heard(ALICE, BOB);
        untilOffline(List.of(ALICE, BOB));
        heard(BOB);

        PresenceEvent alice = states(ALICE).get(0);

        assertThat(alice.status()).isEqualTo(Status.OFFLINE);
        assertThat(alice.lastActive()).isPositive();
        assertThat(states(BOB)).containsExactly(new PresenceEvent(BOB, Status.ONLINE, null));
        assertThat(store().online().await()).containsExactly(BOB);
    }

    @Test
    void theFirstSignOfLifeIsAChange() {
        heard(ALICE);

        assertThat(changes(true).accounts()).containsExactly(ALICE);
    }

    @Test
    void aBeatOfSomebodyWhoIsOnlineIsNoChange() {
        heard(ALICE);
        announceAll();

        heard(ALICE, BOB);

        assertThat(changes(true).accounts()).containsExactly(BOB);
    }

    @Test
    void aChangeIsGivenAgainUntilItIsAnnounced() {
        heard(ALICE);
        changes(true);

        PresenceStore.Changes again = changes(true);
        assertThat(again.accounts()).containsExactly(ALICE);
        store().announced(again).await();

        assertThat(changes(true).accounts()).isEmpty();
    }

    @Test
    void whoseTimeRanOutIsAChangeOnceSomebodySweeps() {
        heard(ALICE);
        announceAll();
        untilOffline(List.of(ALICE));

        PresenceStore.Changes unswept = changes(false);
        assertThat(unswept.accounts()).isEmpty();
        store().announced(unswept).await();

        PresenceStore.Changes swept = changes(true);
        assertThat(swept.accounts()).containsExactly(ALICE);
        assertThat(changes(true).accounts()).as("not announced yet").containsExactly(ALICE);
        store().announced(swept).await();
        assertThat(changes(true).accounts()).isEmpty();
    }

    @Test
    void whoComesBackAfterGoingIsAChange() {
        heard(ALICE);
        untilOffline(List.of(ALICE));
        announceAll();

        heard(ALICE);

        assertThat(changes(true).accounts()).containsExactly(ALICE);
        assertThat(states(ALICE)).containsExactly(new PresenceEvent(ALICE, Status.ONLINE, null));
    }

    @Test
    void whoComesBackWhileTheirGoingIsAnnouncedIsAChangeOfItsOwn() {
        heard(ALICE);
        announceAll();
        untilOffline(List.of(ALICE));
        PresenceStore.Changes going = changes(true);

        heard(ALICE);
        store().announced(going).await();

        assertThat(changes(true).accounts()).containsExactly(ALICE);
    }

    @Test
    void whoComesWhileOthersAreAnnouncedIsNotForgotten() {
        heard(ALICE);
        PresenceStore.Changes first = changes(true);
        heard(BOB);
        store().announced(first).await();

        assertThat(changes(true).accounts()).containsExactly(BOB);
    }

    @Test
    void aBeatOfThousandsIsHeardAsAWhole() {
        List<AccountId> everyone =
                LongStream.rangeClosed(1, 5_000).mapToObj(AccountId::new).toList();

        store().heard(everyone).await();

        assertThat(store().online().await()).containsExactlyInAnyOrderElementsOf(everyone);
        assertThat(store().states(everyone).await())
                .extracting(PresenceEvent::account)
                .containsExactlyElementsOf(everyone);
        announceAll();
        assertThat(changes(true).accounts()).isEmpty();
    }

    @Test
    void nobodyIsAskedForAndNobodyIsAnswered() {
        heard();

        assertThat(states()).isEmpty();
        assertThat(changes(true).accounts()).isEmpty();
    }

    final void heard(AccountId... accounts) {
        store().heard(List.of(accounts)).await();
    }

    final List<PresenceEvent> states(AccountId... accounts) {
        return store().states(List.of(accounts)).await();
    }

    final PresenceStore.Changes changes(boolean sweep) {
        return store().changes(sweep).await();
    }

    final void announceAll() {
        store().announced(changes(true)).await();
    }
}
