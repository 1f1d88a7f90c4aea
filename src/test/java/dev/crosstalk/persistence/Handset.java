package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Bus.Delivery;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Changes;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.Position;
import dev.crosstalk.bus.Role;
import dev.crosstalk.bus.Setting;
import dev.crosstalk.bus.SyncCommand.Held;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.bus.SyncCommand.Synced;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.persistence.Cursors.Cursor;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A device that follows everything of one person as the protocol says: it takes the next own revision, drops what is not newer, and
 * syncs when it sees a hole or has been away. Of the events some are lost.
 */
final class Handset {
    private static final double LOSS = 0.15;

    private final List<TestNode> nodes;
    private final Caller caller;
    private final Random random;
    private final Queue<UserEvent> arrived = new ConcurrentLinkedQueue<>();
    private final Map<ConversationId, ConversationView> conversations = new TreeMap<>();
    private final Map<ConversationId, Cursors> cursors = new TreeMap<>();
    private final Map<ConversationId, UserEvent.Draft> drafts = new TreeMap<>();
    private final Set<String> saved = new TreeSet<>();
    private final Set<String> hidden = new TreeSet<>();
    private final Map<Setting, Object> settings = new TreeMap<>();
    private volatile boolean connected = true;
    private Long userRev;
    private boolean asksCursorsAnew;

    /** A conversation as it stands in a list. */
    record Row(
            String title,
            long rev,
            long receiptRev,
            long lastSeq,
            int memberCount,
            Role role,
            Position position,
            String preview) {}

    /** What is being written somewhere. */
    record Writing(String text, Long replyTo, String other) {}

    /** All that is shown of a person's own. */
    record Picture(
            Map<ConversationId, Row> conversations,
            Map<ConversationId, Writing> drafts,
            Set<String> saved,
            Set<String> hidden,
            Map<Setting, Object> settings) {}

    Handset(List<TestNode> nodes, Caller caller, long seed) {
        this.nodes = nodes;
        this.caller = caller;
        this.random = new Random(seed);
        for (TestNode node : nodes) {
            Random losses = new Random(random.nextLong());
            TestNode.await(node.bus()
                    .subscribe(Addresses.user(caller.account()), delivery -> deliver(delivery, losses))
                    .completion());
        }
        sync();
    }

    /** Called on each node's own event loop. */
    private void deliver(Delivery delivery, Random losses) {
        if (connected && delivery.rev() > 0 && losses.nextDouble() >= LOSS) {
            arrived.add(delivery.event(UserEvent.class));
        }
    }

    long userRev() {
        return userRev;
    }

    /** The revision of the draft that it shows; 0 if it shows none. */
    long draftRev(ConversationId conversation) {
        UserEvent.Draft draft = drafts.get(conversation);
        return draft == null ? 0 : draft.userRev();
    }

    void disconnect() {
        connected = false;
    }

    /** Hears again from here on, and then asks for what it missed. */
    void reconnect() {
        connected = true;
        sync();
    }

    /** Takes what has arrived. */
    void follow() {
        for (UserEvent event = arrived.poll(); event != null; event = arrived.poll()) {
            if (event.userRev() == userRev + 1) {
                apply(event);
                userRev = event.userRev();
            } else if (event.userRev() > userRev) {
                sync();
            }
        }
    }

    /** All that differs, page by page. */
    void sync() {
        boolean more = true;
        while (more) {
            List<Held> held = conversations.values().stream()
                    .map(view -> new Held(view.id(), view.rev(), asksCursorsAnew ? null : (Long) view.receiptRev()))
                    .toList();
            asksCursorsAnew = false;
            Synced page = ask(new Sync(userRev, held, null, 2));
            if (!page.complete()) {
                forget();
                continue;
            }
            take(page);
            for (Synced next = page; next.next() != null; ) {
                next = ask(new Sync(userRev, held, next.next(), 2));
                take(next);
            }
            userRev = page.userRev();
            more = page.more() || asksCursorsAnew;
        }
    }

    private void forget() {
        userRev = null;
        conversations.clear();
        cursors.clear();
        drafts.clear();
        saved.clear();
        hidden.clear();
        settings.clear();
    }

    private void take(Synced page) {
        page.receipts()
                .forEach(told -> cursors.computeIfAbsent(told.conversation(), id -> new Cursors())
                        .take(caller.account(), told));
        page.conversations().forEach(this::take);
        page.removed().forEach(this::drop);
        page.user().forEach(this::apply);
    }

    /** Who has posted since then has read what was there, and no receipt says so. */
    private void take(ConversationView view) {
        ConversationView before = conversations.put(view.id(), view);
        if (before == null) {
            return;
        }
        try {
            readOn(view, before.rev());
        } catch (Failure failure) {
            if (failure.code() != FailureCode.NOT_A_MEMBER && failure.code() != FailureCode.NOT_FOUND) {
                throw failure;
            }
        }
    }

    private void readOn(ConversationView view, long from) {
        Changes page;
        long since = from;
        do {
            page = ask(new ListChanges(view.id(), since, view.rev(), null));
            page.changes().forEach(cursors.get(view.id())::take);
            since = page.next();
        } while (page.more());
    }

    private void drop(ConversationId conversation) {
        conversations.remove(conversation);
        cursors.remove(conversation);
    }

    private void apply(UserEvent event) {
        if (event instanceof UserEvent.Membership place) {
            place(place);
        } else if (event instanceof UserEvent.Draft draft) {
            drafts.put(draft.conversation(), draft);
        } else if (event instanceof UserEvent.Saved one) {
            String message = one.conversation() + "/" + one.seq();
            boolean changed = one.saved() ? saved.add(message) : saved.remove(message);
        } else if (event instanceof UserEvent.MessageHidden one) {
            hidden.add(one.conversation() + "/" + one.seq());
        } else if (event instanceof UserEvent.SettingChanged one) {
            settings.put(one.name(), one.value());
            asksCursorsAnew |= one.name() == Setting.RECEIPTS && one.value().equals(true);
        }
    }

    /** Of a conversation that is not known yet the next sync tells everything: it is not held. */
    private void place(UserEvent.Membership place) {
        if (!place.member()) {
            drop(place.conversation());
        }
        conversations.computeIfPresent(place.conversation(), (id, view) -> moved(view, place.role(), place.position()));
    }

    private static ConversationView moved(ConversationView view, Role role, Position position) {
        return new ConversationView(
                view.id(),
                view.number(),
                view.kind(),
                view.title(),
                view.rev(),
                view.receiptRev(),
                view.lastSeq(),
                view.firstSeq(),
                view.memberCount(),
                view.members(),
                view.preview(),
                view.lastTime(),
                role,
                view.settings(),
                position);
    }

    Picture picture() {
        Map<ConversationId, Row> rows = new TreeMap<>();
        conversations.forEach((id, view) -> rows.put(id, row(view)));
        Map<ConversationId, Writing> writings = new TreeMap<>();
        drafts.forEach((id, draft) -> {
            if (!draft.text().isEmpty() || draft.other() != null) {
                writings.put(id, new Writing(draft.text(), draft.replyTo(), draft.other()));
            }
        });
        return new Picture(rows, writings, Set.copyOf(saved), Set.copyOf(hidden), Map.copyOf(settings));
    }

    private static Row row(ConversationView view) {
        return new Row(
                view.title(),
                view.rev(),
                view.receiptRev(),
                view.lastSeq(),
                view.memberCount(),
                view.role(),
                view.position(),
                view.preview() == null ? null : view.preview().text());
    }

    /** How far those are in a conversation. */
    Map<AccountId, Cursor> cursors(ConversationId conversation, Set<AccountId> members) {
        return cursors.get(conversation).of(members);
    }

    private <R> R ask(Command<R> command) {
        return nodes.get(random.nextInt(nodes.size())).ask(caller, command);
    }
}
