package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.PositionCommand.FillReceipts;
import dev.crosstalk.bus.PositionCommand.ListReceipts;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.Receipt;
import dev.crosstalk.bus.PositionCommand.Receipts;
import dev.crosstalk.bus.ReceiptEvent;
import dev.crosstalk.bus.ReceiptsEvent;
import dev.crosstalk.bus.ReceiptsWithheld;
import dev.crosstalk.bus.SyncCommand.Held;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.bus.SyncCommand.SyncReceipts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Receipts of a room that becomes larger than groups may be, and small again, whichever database is below. */
@Timeout(60)
abstract class GroupLimitContract {
    private TestNode node;
    private Caller alice;
    private Caller bob;
    private Caller mallory;
    private ConversationId room;
    private Receipts held;
    private final List<ReceiptsEvent> told = Collections.synchronizedList(new ArrayList<>());

    abstract String freshUrl();

    @BeforeEach
    void twoOfAtMostTwoAreInARoom() {
        node = new TestNode(PersistenceSettings.at(freshUrl()).withGroupLimit(2));
        alice = node.guest("alice");
        bob = node.guest("bob");
        mallory = node.guest("mallory");
        room = node.room(alice, "Room");
        node.ask(bob, new Join(room));
        node.post(alice, room, "hello");
        node.ask(bob, new Mark(room, 1L, 1L));
        held = receipts();
        assertThat(held.receipts()).extracting(Receipt::account).contains(bob.account());
        assertThat(held.withheld()).isNull();
        TestNode.await(node.bus()
                .subscribe(Addresses.conversation(room), delivery -> {
                    if (delivery.type().startsWith("receipt")) {
                        told.add(delivery.event(ReceiptsEvent.class));
                    }
                })
                .completion());
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private Receipts receipts() {
        return node.ask(alice, new ListReceipts(room, null));
    }

    private SyncReceipts synced() {
        return node.ask(alice, new Sync(null, List.of(new Held(room, 1, held.receiptRev())), null, null))
                .receipts()
                .get(0);
    }

    @Test
    void who_comes_above_the_limit_ends_what_is_told_and_later_ones_end_nothing() {
        node.ask(mallory, new Join(room));

        await().until(() -> !told.isEmpty());
        assertThat(told).containsExactly(new ReceiptsWithheld(room, held.receiptRev() + 1));
        node.ask(node.guest("fourth"), new Join(room));
        assertThat(receipts().receiptRev()).isEqualTo(held.receiptRev() + 1);
        assertThat(told).hasSize(1);
    }

    @Test
    void above_the_limit_nobody_is_told_and_one_sees_oneself_alone() {
        node.ask(mallory, new Join(room));
        node.post(alice, room, "to three");

        node.ask(bob, new Mark(room, 2L, 2L));

        Receipts seen = receipts();
        assertThat(seen.receipts()).extracting(Receipt::account).containsExactly(alice.account());
        assertThat(seen.withheld()).isTrue();
        assertThat(seen.receiptRev()).isEqualTo(held.receiptRev() + 1);
        assertThat(told).noneMatch(ReceiptEvent.class::isInstance);
    }

    @Test
    void a_hub_that_lost_the_news_is_told_it_again() {
        node.ask(mallory, new Join(room));

        assertThat(node.ask(null, new FillReceipts(room, held.receiptRev())).receipts())
                .containsExactly(new ReceiptsWithheld(room, held.receiptRev() + 1));
    }

    @Test
    void a_device_that_was_away_is_told_by_the_sync_that_what_it_holds_is_to_be_forgotten() {
        assertThat(synced().withheld()).isNull();
        node.ask(mallory, new Join(room));

        assertThat(synced().withheld()).isTrue();
        assertThat(synced().others()).isEmpty();
    }

    @Test
    void who_held_cursors_gets_all_of_them_again_when_the_room_is_small_again() {
        node.ask(mallory, new Join(room));
        node.post(alice, room, "to three");
        node.ask(bob, new Mark(room, 2L, 2L));
        long above = receipts().receiptRev();

        node.ask(mallory, new Leave(room));

        Receipts since = node.ask(alice, new ListReceipts(room, above));
        assertThat(since.withheld()).isNull();
        assertThat(since.receipts())
                .filteredOn(one -> one.account().equals(bob.account()))
                .singleElement()
                .satisfies(one -> assertThat(one.read()).isEqualTo(2));
        assertThat(node.ask(null, new FillReceipts(room, above)).receipts())
                .filteredOn(ReceiptEvent.class::isInstance)
                .extracting(event -> ((ReceiptEvent) event).account())
                .contains(alice.account(), bob.account());
        assertThat(synced().others()).extracting(one -> one.account()).contains(bob.account());
    }
}
