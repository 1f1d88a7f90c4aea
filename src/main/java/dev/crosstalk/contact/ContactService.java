package dev.crosstalk.contact;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ContactCommand.Accept;
import dev.crosstalk.bus.ContactCommand.Block;
import dev.crosstalk.bus.ContactCommand.Contact;
import dev.crosstalk.bus.ContactCommand.Contacts;
import dev.crosstalk.bus.ContactCommand.Decline;
import dev.crosstalk.bus.ContactCommand.ListContacts;
import dev.crosstalk.bus.ContactCommand.Remove;
import dev.crosstalk.bus.ContactCommand.Request;
import dev.crosstalk.bus.ContactCommand.Unblock;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.EventSink;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PresenceLimited;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.UnaryOperator;

/** Contacts by request and consent, and whom one blocks. */
public final class ContactService {
    private final ContactStore store;
    private final EventSink events;

    public ContactService(ContactStore store, EventSink events) {
        this.store = store;
        this.events = events;
    }

    public Future<Contact> request(Caller caller, Request command) {
        return change(caller, command.account(), false, ContactRules::request);
    }

    public Future<Contact> accept(Caller caller, Accept command) {
        return change(caller, command.account(), false, ContactRules::accept);
    }

    public Future<Contact> decline(Caller caller, Decline command) {
        return change(caller, command.account(), false, ContactRules::decline);
    }

    public Future<Contact> remove(Caller caller, Remove command) {
        return change(caller, command.account(), false, ContactRules::remove);
    }

    public Future<Contact> block(Caller caller, Block command) {
        return change(caller, command.account(), true, ContactRules::block);
    }

    public Future<Contact> unblock(Caller caller, Unblock command) {
        return change(caller, command.account(), true, ContactRules::unblock);
    }

    private Future<Contact> change(Caller caller, AccountId other, boolean blocking, UnaryOperator<Relation> rule) {
        if (other.equals(caller.account())) {
            return Future.failedFuture(FailureCode.BAD_REQUEST.because("that is yourself"));
        }
        return store.change(caller, other, blocking, rule).map(changed -> {
            changed.events().forEach(events::publish);
            limitPresence(caller.account(), other, changed);
            return changed.mine();
        });
    }

    /** Who sees less of somebody than before must not go on hearing it. */
    private void limitPresence(AccountId caller, AccountId other, ContactStore.Changed changed) {
        boolean ended = changed.before().mine() == ContactState.ACCEPTED
                && changed.after().mine() != ContactState.ACCEPTED;
        boolean blocked = changed.before().mine() != ContactState.BLOCKED
                && changed.after().mine() == ContactState.BLOCKED;
        if (ended || blocked) {
            events.publish(new PresenceLimited(caller));
        }
        if (ended) {
            events.publish(new PresenceLimited(other));
        }
    }

    public Future<Contacts> list(Caller caller, ListContacts command) {
        int limit = command.limit();
        return store.userRev(caller)
                .compose(userRev -> store.list(caller, command.state(), command.after(), limit + 1)
                        .map(found -> page(found, userRev, limit)));
    }

    private static Contacts page(List<Contact> found, long userRev, int limit) {
        List<Contact> shown = found.subList(0, Math.min(limit, found.size()));
        return new Contacts(
                shown,
                userRev,
                found.size() > limit ? shown.get(limit - 1).account().id() : null);
    }
}
