package dev.crosstalk.persistence;

import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Bus.Delivery;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.EventTypes;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Changes;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.PositionCommand.ListReceipts;
import dev.crosstalk.bus.PositionCommand.Receipts;
import dev.crosstalk.bus.ReceiptEvent;
import dev.crosstalk.bus.ReceiptsEvent;
import dev.crosstalk.bus.SyncCommand.Held;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.bus.SyncCommand.Synced;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A device that draws the ticks of a conversation: it holds the cursors of everybody, follows the line of receipts, and takes from each
 * message that its sender had all before it. Of the events some are lost; it heals by either of the questions that there are for it.
 */
final class Ticks {
    private static final double LOSS = 0.15;

    private final List<TestNode> nodes;
    private final Caller caller;
    private final ConversationId conversation;
    private final Random random;
    private final Queue<Delivery> arrived = new ConcurrentLinkedQueue<>();
    private final Cursors cursors = new Cursors();
    private volatile boolean connected = true;
    private boolean outside = true;
    private long rev;
    private Long receiptRev;

    Ticks(List<TestNode> nodes, Caller caller, ConversationId conversation, long seed) {
        this.nodes = nodes;
        this.caller = caller;
        this.conversation = conversation;
        this.random = new Random(seed);
        for (TestNode node : nodes) {
            Random losses = new Random(random.nextLong());
            TestNode.await(node.bus()
                    .subscribe(Addresses.conversation(conversation), delivery -> deliver(delivery, losses))
                    .completion());
        }
        reconnect();
    }

    /** Called on each node's own event loop. */
    private void deliver(Delivery delivery, Random losses) {
        if (connected && delivery.rev() > 0 && losses.nextDouble() >= LOSS) {
            arrived.add(delivery);
        }
    }

    Cursors cursors() {
        return cursors;
    }

    boolean isOutside() {
        return outside;
    }

    void disconnect() {
        connected = false;
    }

    /** Its owner tells again what is read, and is told again: so everybody's is asked for anew. */
    void askAnew() {
        receiptRev = null;
    }

    /** Hears again from here on, and then asks for what it missed. */
    void reconnect() {
        connected = true;
        orLeave(this::heal);
    }

    private void orLeave(Runnable question) {
        try {
            question.run();
            outside = false;
        } catch (Failure failure) {
            if (failure.code() != FailureCode.NOT_A_MEMBER && failure.code() != FailureCode.NOT_FOUND) {
                throw failure;
            }
            outside = true;
            receiptRev = null;
            cursors.clear();
        }
    }

    /** Takes what has arrived. */
    void follow() {
        for (Delivery one = arrived.poll(); one != null; one = arrived.poll()) {
            Delivery delivery = one;
            if (!outside) {
                orLeave(() -> follow(delivery));
            }
        }
    }

    private void follow(Delivery delivery) {
        if (!EventTypes.isReceipt(delivery.type())) {
            follow(delivery.event(ConversationEvent.class));
            return;
        }
        if (receiptRev == null || delivery.rev() > receiptRev + 1) {
            askReceipts();
        } else if (delivery.rev() == receiptRev + 1) {
            ReceiptsEvent event = delivery.event(ReceiptsEvent.class);
            if (event instanceof ReceiptEvent receipt) {
                cursors.move(receipt.account(), receipt.delivered(), receipt.read());
            } else {
                cursors.forgetAllBut(caller.account());
            }
            receiptRev = event.receiptRev();
        }
    }

    private void follow(ConversationEvent event) {
        if (event.rev() == rev + 1) {
            cursors.take(event);
            rev = event.rev();
        } else if (event.rev() > rev) {
            askMessages();
        }
    }

    private void heal() {
        if (receiptRev == null) {
            load();
        } else {
            askMessages();
            askReceipts();
        }
    }

    /** Everybody's cursors, and then the messages behind those that they know of. */
    private void load() {
        cursors.clear();
        rev = ask(new Get(conversation)).rev();
        askReceipts();
        askMessages();
    }

    private void askReceipts() {
        if (random.nextBoolean()) {
            Receipts told = ask(new ListReceipts(conversation, receiptRev));
            told.receipts().forEach(one -> cursors.move(one.account(), one.delivered(), one.read()));
            withhold(told.withheld());
            receiptRev = told.receiptRev();
            return;
        }
        List<Held> held = receiptRev == null ? List.of() : List.of(new Held(conversation, rev, receiptRev));
        Synced told = ask(new Sync(null, held, null, null));
        if (receiptRev == null
                && told.conversations().stream().noneMatch(view -> view.id().equals(conversation))) {
            throw FailureCode.NOT_A_MEMBER.failure();
        }
        if (told.removed().contains(conversation)) {
            throw FailureCode.NOT_A_MEMBER.failure();
        }
        told.receipts().stream()
                .filter(one -> one.conversation().equals(conversation))
                .forEach(one -> {
                    cursors.take(caller.account(), one);
                    withhold(one.withheld());
                });
        told.conversations().stream()
                .filter(view -> view.id().equals(conversation))
                .forEach(view -> receiptRev = view.receiptRev());
    }

    private void withhold(Boolean withheld) {
        if (Boolean.TRUE.equals(withheld)) {
            cursors.forgetAllBut(caller.account());
        }
    }

    private void askMessages() {
        Long upTo = null;
        Changes page;
        do {
            page = ask(new ListChanges(conversation, rev, upTo, 7));
            if (!page.complete()) {
                load();
                return;
            }
            page.changes().forEach(cursors::take);
            rev = page.next();
            upTo = page.upTo();
        } while (page.more());
        rev = upTo;
    }

    private <R> R ask(Command<R> command) {
        return nodes.get(random.nextInt(nodes.size())).ask(caller, command);
    }
}
