package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.ListMembers;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Changes;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.HistoryPage;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.MessageCommand.ListPins;
import dev.crosstalk.bus.ReceiptEvent;
import dev.crosstalk.bus.SyncCommand.Held;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.bus.SyncCommand.Synced;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.persistence.SocketNode.Guest;
import io.vertx.core.http.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A device on sockets of its own that follows a conversation and its person as the protocol says: it registers, syncs, and then takes
 * what comes, in the order in which it comes, for all that there is: what the bus loses the hub has to bring.
 */
final class SocketDevice {
    private static final int PAGE = 9;

    private final List<SocketNode> nodes;
    private final WebSocketClient client;
    private final Guest owner;
    private final ConversationId conversation;
    private final Random random;
    private final Replica replica;
    private final Map<AccountId, Long> read = new TreeMap<>();
    private final Set<Long> saved = new TreeSet<>();
    private final Set<Long> hidden = new TreeSet<>();
    private Wire wire;
    private Long rev;
    private Long receiptRev;
    private Long userRev;

    /** All that is shown. @param read how far each member has read */
    record Picture(Replica.Picture conversation, Map<AccountId, Long> read, Set<Long> saved) {}

    /** Where it stands on its three lines. */
    record Stand(long rev, long receiptRev, long userRev) {}

    SocketDevice(List<SocketNode> nodes, WebSocketClient client, Guest owner, ConversationId conversation, long seed) {
        this.nodes = nodes;
        this.client = client;
        this.owner = owner;
        this.conversation = conversation;
        this.random = new Random(seed);
        this.replica = new Replica(owner.caller().account());
        connect();
    }

    /** On whichever node, also if the socket breaks or somebody is busy meanwhile. */
    void connect() {
        while (wire == null || wire.isClosed()) {
            wire = Wire.open(client, nodes.get(random.nextInt(nodes.size())), owner.token());
            again(this::subscribe);
        }
    }

    private void again(Runnable question) {
        while (!wire.isClosed()) {
            try {
                question.run();
                return;
            } catch (Wire.Cut cut) {
                return;
            } catch (Failure failure) {
                if (failure.code().kind() == FailureCode.Kind.REFUSED) {
                    throw failure;
                }
            }
        }
    }

    private void subscribe() {
        wire.register(Addresses.conversation(conversation));
        wire.register(Addresses.user(owner.caller().account()));
        sync();
        if (rev == null) {
            load();
        } else {
            catchUp();
        }
    }

    void cut() {
        wire.cut();
    }

    /** Sends it, and is cut off before anything can be answered. */
    void askAndCut(Command<?> command) {
        wire.askAndCut(command);
    }

    <R> R ask(Command<R> command) {
        return wire.ask(command);
    }

    /** Takes what has come; registers again where the hub has given up. */
    void follow() {
        if (wire.isClosed()) {
            return;
        }
        if (!wire.ended().isEmpty()) {
            wire.ended().clear();
            again(this::subscribe);
        }
        for (Event event = wire.events().poll();
                event != null;
                event = wire.events().poll()) {
            take(event);
        }
    }

    private void take(Event event) {
        if (event instanceof ConversationEvent change && change.rev() > rev) {
            apply(change);
            rev = change.rev();
        } else if (event instanceof ReceiptEvent receipt && receipt.receiptRev() > receiptRev) {
            reads(receipt.account(), receipt.read());
            receiptRev = receipt.receiptRev();
        } else if (event instanceof UserEvent own && own.userRev() > userRev) {
            apply(own);
            userRev = own.userRev();
        }
    }

    private void apply(ConversationEvent event) {
        replica.apply(event);
        if (event instanceof MessageEvent message) {
            reads(message.sender(), message.seq());
        }
    }

    private void reads(AccountId account, long seq) {
        read.merge(account, seq, Math::max);
    }

    private void apply(UserEvent event) {
        if (event instanceof UserEvent.Saved one) {
            boolean changed = one.saved() ? saved.add(one.seq()) : saved.remove(one.seq());
        } else if (event instanceof UserEvent.MessageHidden one) {
            hidden.add(one.seq());
        }
    }

    /** What is not of the messages. */
    private void sync() {
        boolean more = true;
        while (more) {
            List<Held> held = rev == null ? List.of() : List.of(new Held(conversation, rev, receiptRev));
            Synced page = ask(new Sync(userRev, held, null, null));
            page.user().forEach(this::apply);
            page.receipts().forEach(told -> {
                reads(owner.caller().account(), told.read());
                told.others().forEach(one -> reads(one.account(), one.read()));
            });
            page.conversations().forEach(view -> receiptRev = view.receiptRev());
            userRev = page.userRev();
            more = page.more();
        }
    }

    private void catchUp() {
        Long upTo = null;
        Changes page;
        do {
            page = ask(new ListChanges(conversation, rev, upTo, PAGE));
            if (!page.complete()) {
                load();
                return;
            }
            page.changes().forEach(this::apply);
            rev = page.next();
            upTo = page.upTo();
        } while (page.more());
        rev = upTo;
    }

    private void load() {
        replica.clear();
        List<MessageEvent> all = new ArrayList<>();
        HistoryPage page = ask(new History(conversation, null, null, PAGE));
        long from = page.rev();
        all.addAll(page.messages());
        while (!page.messages().isEmpty() && page.messages().get(0).seq() > page.firstSeq()) {
            page = ask(new History(conversation, page.messages().get(0).seq(), null, PAGE));
            all.addAll(page.messages());
        }
        all.forEach(this::apply);
        var members = ask(new ListMembers(conversation, null, 100));
        members.members().forEach(member -> replica.member(member.account().id(), member.role()));
        ask(new ListPins(conversation, null))
                .pins()
                .forEach(pin -> replica.pinned(pin.message().seq()));
        ConversationView view = ask(new Get(conversation));
        replica.called(view.title(), view.settings());
        rev = Math.min(from, members.rev());
        catchUp();
    }

    boolean isConnected() {
        return !wire.isClosed();
    }

    Stand stand() {
        return new Stand(rev, receiptRev, userRev);
    }

    Picture picture() {
        hidden.forEach(replica::hidden);
        return new Picture(replica.picture(), Map.copyOf(read), Set.copyOf(saved));
    }
}
