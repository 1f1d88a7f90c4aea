package dev.crosstalk.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.HereEvent;
import dev.crosstalk.bus.PresenceCommand.HereChange;
import dev.crosstalk.bus.PresenceCommand.ReportHere;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store of who is here keeps to. */
@Timeout(60)
abstract class HereStoreContract {
    static final ConversationId ROOM = new ConversationId(7);
    static final ConversationId OTHER = new ConversationId(8);
    static final AccountId ALICE = new AccountId(1);
    static final AccountId BOB = new AccountId(2);

    abstract HereStore store();

    /** Lets so much time pass that the lists that were reported until now do not hold any more. */
    abstract void untilEnded();

    /** How many lists are stored, those that have ended included. */
    abstract int storedLists();

    /** The list of a node. */
    final class Node {
        final UUID list = UUID.randomUUID();
        long number;

        boolean report(HereChange... changes) {
            return report(null, changes);
        }

        boolean report(UUID replaces, HereChange... changes) {
            return store().report(new ReportHere(list, ++number, List.of(changes), replaces))
                    .await();
        }
    }

    @Test
    void whoCameIsHereUntilTheyLeave() {
        Node node = new Node();
        assertThat(node.report()).isTrue();
        assertThat(node.report(came(ROOM, BOB, ALICE), came(OTHER, BOB))).isTrue();
        assertThat(here(ROOM)).containsExactly(ALICE, BOB);
        assertThat(here(OTHER)).containsExactly(BOB);

        assertThat(node.report(left(ROOM, ALICE))).isTrue();

        assertThat(here(ROOM)).containsExactly(BOB);
        assertThat(here(new ConversationId(99))).isEmpty();
    }

    @Test
    void whoIsHereByTwoNodesCountsOnceAndStaysUntilBothAreLeft() {
        Node one = begin(came(ROOM, ALICE));
        Node two = begin(came(ROOM, ALICE, BOB));

        assertThat(here(ROOM)).containsExactly(ALICE, BOB);
        one.report(left(ROOM, ALICE));
        assertThat(here(ROOM)).containsExactly(ALICE, BOB);
        two.report(left(ROOM, ALICE));

        assertThat(here(ROOM)).containsExactly(BOB);
    }

    @Test
    void aPageBeginsBehindTheOneBeforeAndCountsEveryone() {
        begin(came(ROOM, accounts(1, 25)));

        HereStore.Page page = store().here(ROOM, new AccountId(10), 5).await();

        assertThat(page.accounts()).containsExactly(accounts(11, 15));
        assertThat(page.count()).isEqualTo(25);
    }

    @Test
    void thousandsComeAndGoAsAWhole() {
        Node node = begin(came(ROOM, accounts(1, 3_500)));
        assertThat(store().here(ROOM, null, 1).await().count()).isEqualTo(3_500);

        node.report(left(ROOM, accounts(2, 3_500)));

        assertThat(here(ROOM)).containsExactly(ALICE);
    }

    @Test
    void aReportOutOfItsOrderDoesNotCount() {
        Node node = begin(came(ROOM, ALICE));
        node.number++;

        assertThat(node.report(came(ROOM, BOB))).isFalse();

        assertThat(here(ROOM)).containsExactly(ALICE);
    }

    @Test
    void aReportOfAListThatNobodyBeganDoesNotCount() {
        Node node = new Node();
        node.number = 3;

        assertThat(node.report(came(ROOM, BOB))).isFalse();

        assertThat(here(ROOM)).isEmpty();
    }

    @Test
    void aListHoldsWhileItIsReportedAndEndsWithItsNode() {
        Node dies = begin(came(ROOM, ALICE));
        assertThat(here(ROOM)).as("the premise").containsExactly(ALICE);

        untilEnded();

        assertThat(here(ROOM)).isEmpty();
        assertThat(dies.report()).as("it comes back").isFalse();
        assertThat(here(ROOM)).isEmpty();
    }

    @Test
    void whatIsLeftOfAnEndedListIsCleanedAwayAndIsAChange() {
        begin(came(ROOM, ALICE, BOB), came(OTHER, BOB));
        takeAll();
        untilEnded();
        assertThat(storedLists()).as("the premise").isEqualTo(1);

        store().clean().await();

        assertThat(storedLists()).isZero();
        assertThat(takeAll())
                .containsExactlyInAnyOrder(
                        new HereEvent(ROOM, 0, List.of(), List.of(ALICE, BOB)),
                        new HereEvent(OTHER, 0, List.of(), List.of(BOB)));
    }

    @Test
    void cleaningLeavesWhatHolds() {
        begin(came(ROOM, ALICE));

        store().clean().await();

        assertThat(here(ROOM)).containsExactly(ALICE);
        assertThat(storedLists()).isEqualTo(1);
    }

    @Test
    void aListThatReplacesAnotherEndsIt() {
        Node old = begin(came(ROOM, ALICE, BOB));
        Node next = begin(came(ROOM, ALICE));
        assertThat(here(ROOM)).as("both hold").containsExactly(ALICE, BOB);

        assertThat(next.report(old.list)).isTrue();

        assertThat(here(ROOM)).containsExactly(ALICE);
        assertThat(old.report()).isFalse();
    }

    @Test
    void aChangeIsTakenAsTheStateThatIsThen() {
        Node one = begin(came(ROOM, ALICE, BOB));
        begin(came(ROOM, BOB));
        one.report(left(ROOM, ALICE, BOB));

        List<HereEvent> events = takeAll();

        assertThat(events).containsExactly(new HereEvent(ROOM, 1, List.of(BOB), List.of(ALICE)));
        assertThat(takeAll()).isEmpty();
    }

    @Test
    void aRenewalIsNoChange() {
        Node node = begin(came(ROOM, ALICE));
        takeAll();

        node.report();

        assertThat(takeAll()).isEmpty();
        assertThat(here(ROOM)).containsExactly(ALICE);
    }

    final Node begin(HereChange... changes) {
        Node node = new Node();
        node.report();
        node.report(changes);
        return node;
    }

    static HereChange came(ConversationId conversation, AccountId... accounts) {
        return new HereChange(conversation, List.of(accounts), List.of());
    }

    static HereChange left(ConversationId conversation, AccountId... accounts) {
        return new HereChange(conversation, List.of(), List.of(accounts));
    }

    static AccountId[] accounts(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(AccountId::new).toArray(AccountId[]::new);
    }

    final List<AccountId> here(ConversationId conversation) {
        HereStore.Page page = store().here(conversation, null, 10_000).await();
        assertThat(page.count()).isEqualTo(page.accounts().size());
        return page.accounts();
    }

    /** Everything that changed, the names in order. */
    final List<HereEvent> takeAll() {
        List<HereEvent> events = new ArrayList<>();
        store().takeChanges(100_000)
                .await()
                .forEach(event -> events.add(new HereEvent(
                        event.conversation(), event.count(), sorted(event.joined()), sorted(event.left()))));
        return events;
    }

    private static List<AccountId> sorted(List<AccountId> accounts) {
        return accounts.stream()
                .sorted(java.util.Comparator.comparingLong(AccountId::value))
                .toList();
    }
}
