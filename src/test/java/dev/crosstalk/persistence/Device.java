package dev.crosstalk.persistence;

import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Bus.Delivery;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.ListMembers;
import dev.crosstalk.bus.ConversationCommand.Members;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.Member;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.EventTypes;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Changes;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.HistoryPage;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.MessageCommand.ListPins;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A device that follows a conversation as the protocol says: it takes the next revision, drops what is not newer, and asks for what
 * changed when it sees a hole or has been away. Events reach it from every node, but not all of them.
 */
final class Device {
    private static final int PAGE = 7;
    private static final double LOSS = 0.15;
    private static final Set<FailureCode> OUTSIDE = Set.of(FailureCode.NOT_A_MEMBER, FailureCode.NOT_FOUND);

    private final List<TestNode> nodes;
    private final Caller caller;
    private final ConversationId conversation;
    private final Random random;
    private final Replica replica;
    private final Queue<ConversationEvent> arrived = new ConcurrentLinkedQueue<>();
    private volatile boolean connected = true;
    private boolean outside;
    private long rev = -1;

    Device(List<TestNode> nodes, Caller caller, ConversationId conversation, long seed) {
        this.nodes = nodes;
        this.caller = caller;
        this.conversation = conversation;
        this.random = new Random(seed);
        this.replica = new Replica(caller.account());
        for (TestNode node : nodes) {
            Random losses = new Random(random.nextLong());
            TestNode.await(node.bus()
                    .subscribe(Addresses.conversation(conversation), delivery -> deliver(delivery, losses))
                    .completion());
        }
        orLeave(this::load);
    }

    /** Called on each node's own event loop. */
    private void deliver(Delivery delivery, Random losses) {
        boolean durable = delivery.rev() > 0 && !EventTypes.isReceipt(delivery.type());
        if (connected && durable && losses.nextDouble() >= LOSS) {
            arrived.add(delivery.event(ConversationEvent.class));
        }
    }

    Replica replica() {
        return replica;
    }

    void disconnect() {
        connected = false;
    }

    /** Hears again from here on, and then asks for what it missed. */
    void reconnect() {
        connected = true;
        orLeave(outside ? this::load : this::catchUp);
    }

    /** Who is no member any more shows nothing, until it asks again and is one. */
    private void orLeave(Runnable question) {
        try {
            question.run();
            outside = false;
        } catch (Failure failure) {
            if (!OUTSIDE.contains(failure.code())) {
                throw failure;
            }
            leave();
        }
    }

    /** Takes what has arrived. */
    void follow() {
        for (ConversationEvent event = arrived.poll(); event != null; event = arrived.poll()) {
            if (outside) {
                continue;
            }
            if (event.rev() == rev + 1) {
                take(event);
            } else if (event.rev() > rev) {
                orLeave(this::catchUp);
                if (!outside && event.rev() == rev + 1) {
                    take(event);
                }
            }
        }
    }

    private void take(ConversationEvent event) {
        replica.apply(event);
        rev = event.rev();
        if (event instanceof Member member && isOwnEnd(member)) {
            leave();
        }
    }

    private boolean isOwnEnd(Member member) {
        return member.account().equals(caller.account()) && !member.change().member();
    }

    /** Shows nothing of it, as somebody would who comes back to a group. */
    private void leave() {
        outside = true;
        replica.clear();
    }

    /** Everything that changed after what it has, page by page to a fixed end. */
    void catchUp() {
        Long upTo = null;
        Changes page;
        do {
            page = ask(new ListChanges(conversation, rev, upTo, PAGE));
            if (!page.complete()) {
                load();
                return;
            }
            page.changes().forEach(replica::apply);
            rev = page.next();
            upTo = page.upTo();
        } while (page.more());
        rev = upTo;
    }

    /** Loads everything anew, and then what changed meanwhile. */
    void load() {
        replica.clear();
        List<MessageEvent> all = new ArrayList<>();
        HistoryPage page = ask(new History(conversation, null, null, PAGE));
        long from = page.rev();
        all.addAll(page.messages());
        while (!page.messages().isEmpty() && page.messages().get(0).seq() > page.firstSeq()) {
            page = ask(new History(conversation, page.messages().get(0).seq(), null, PAGE));
            // Another node may not have heard yet what the one of the first page knew.
            from = Math.min(from, page.rev());
            all.addAll(page.messages());
        }
        replica.startsAt(page.firstSeq());
        all.forEach(replica::put);
        Members members = ask(new ListMembers(conversation, null, 100));
        members.members().forEach(member -> replica.member(member.account().id(), member.role()));
        ask(new ListPins(conversation, null))
                .pins()
                .forEach(pin -> replica.pinned(pin.message().seq()));
        ConversationView view = ask(new Get(conversation));
        replica.called(view.title(), view.settings());
        rev = Math.min(from, members.rev());
        catchUp();
    }

    private <R> R ask(Command<R> command) {
        return nodes.get(random.nextInt(nodes.size())).ask(caller, command);
    }
}
