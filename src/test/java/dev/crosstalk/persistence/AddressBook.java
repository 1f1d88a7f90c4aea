package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountCommand;
import dev.crosstalk.bus.AccountCommand.ListRenamed;
import dev.crosstalk.bus.AccountCommand.Renamed;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Bus.Delivery;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.DirectoryEvent;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.bus.SyncCommand.Synced;
import dev.crosstalk.bus.UserEvent;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A device that keeps who is a contact and who is called what: it follows its person's line and the directory, and heals the one by a
 * sync and the other by asking who was renamed. Of the events some are lost.
 */
final class AddressBook {
    private static final double LOSS = 0.15;

    private final List<TestNode> nodes;
    private final Caller caller;
    private final Random random;
    private final Queue<Event> arrived = new ConcurrentLinkedQueue<>();
    private final Map<AccountId, ContactState> contacts = new TreeMap<>();
    private final Map<AccountId, String> names = new TreeMap<>();
    private volatile boolean connected = true;
    private Long userRev;
    private long since;

    /** @param people whose names are to be known */
    AddressBook(List<TestNode> nodes, Caller caller, List<AccountId> people, long seed) {
        this.nodes = nodes;
        this.caller = caller;
        this.random = new Random(seed);
        for (TestNode node : nodes) {
            Random losses = new Random(random.nextLong());
            for (String address :
                    List.of(Addresses.user(caller.account()), Addresses.directory(TestNode.APPLICATION))) {
                TestNode.await(node.bus()
                        .subscribe(address, delivery -> deliver(delivery, losses))
                        .completion());
            }
        }
        since = sync();
        ask(new AccountCommand.Get(people)).accounts().forEach(this::called);
    }

    /** Called on each node's own event loop. */
    private void deliver(Delivery delivery, Random losses) {
        if (connected && losses.nextDouble() >= LOSS) {
            arrived.add(delivery.event(Event.class));
        }
    }

    private void called(AccountView account) {
        names.put(account.id(), account.name());
    }

    Map<AccountId, ContactState> contacts() {
        return contacts;
    }

    /** Of the deleted empty. */
    Map<AccountId, String> names() {
        return names;
    }

    void disconnect() {
        connected = false;
    }

    /** Hears again from here on, and then asks for what it missed; what the directory tells after that goes over it. */
    void reconnect() {
        connected = true;
        sync();
        Renamed page = ask(new ListRenamed(since, null, 2));
        long time = page.time();
        page.accounts().forEach(this::renamed);
        while (page.next() != null) {
            page = ask(new ListRenamed(since, page.next(), 2));
            page.accounts().forEach(this::renamed);
        }
        since = time;
    }

    private void renamed(AccountView account) {
        names.computeIfPresent(account.id(), (id, before) -> account.name());
    }

    /** Takes what has arrived. */
    void follow() {
        for (Event event = arrived.poll(); event != null; event = arrived.poll()) {
            if (event instanceof DirectoryEvent.AccountRenamed renaming) {
                renamed(renaming.account());
            } else if (event instanceof DirectoryEvent.AccountDeleted deletion) {
                renamed(deletion.account());
            } else if (event instanceof UserEvent own && own.userRev() > 0) {
                follow(own);
            }
        }
    }

    private void follow(UserEvent event) {
        if (event.userRev() == userRev + 1) {
            take(event);
            userRev = event.userRev();
        } else if (event.userRev() > userRev) {
            sync();
        }
    }

    private void take(UserEvent event) {
        if (event instanceof UserEvent.ContactChanged one) {
            if (one.state() == ContactState.NONE) {
                contacts.remove(one.other().id());
            } else {
                contacts.put(one.other().id(), one.state());
            }
        }
    }

    /** @return the time of the answer */
    private long sync() {
        Synced page;
        Long begun = null;
        do {
            page = ask(new Sync(userRev, begun, List.of(), null, null));
            page.user().forEach(this::take);
            userRev = page.userRev();
            begun = page.begun();
        } while (page.more());
        return page.time();
    }

    private <R> R ask(Command<R> command) {
        return nodes.get(random.nextInt(nodes.size())).ask(caller, command);
    }
}
