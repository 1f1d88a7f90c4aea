package dev.crosstalk.departure;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.EventSink;
import dev.crosstalk.contact.ContactStore;
import dev.crosstalk.contact.Relation;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.Change;
import dev.crosstalk.conversation.ConversationStore;
import dev.crosstalk.conversation.Locked;
import dev.crosstalk.departure.DepartureStore.Leaver;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets deleted accounts leave: each conversation and each contact in a transaction of its own, so that an account of thousands holds
 * nobody up. What is left is read from the rows each time: a crash loses nothing, and two nodes that do the same do no harm.
 */
public final class Departures {
    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);
    private static final int AT_ONCE = 50;

    private final DepartureStore store;
    private final ConversationStore conversations;
    private final ContactStore contacts;
    private final EventSink events;
    private Future<Void> running = Future.succeededFuture();

    public Departures(DepartureStore store, ConversationStore conversations, ContactStore contacts, EventSink events) {
        this.store = store;
        this.conversations = conversations;
        this.contacts = contacts;
        this.events = events;
    }

    /** Goes on until nothing is left; behind a run that may have looked too early. Never fails: the next run finds what is left. */
    public Future<Void> run() {
        running = running.compose(done -> leave()).otherwise(error -> {
            LOG.warn("A deleted account has not left everything yet: {}", error.toString());
            return null;
        });
        return running;
    }

    private Future<Void> leave() {
        return store.leavers(AT_ONCE)
                .compose(leavers -> leavers.isEmpty()
                        ? Future.succeededFuture()
                        : each(leavers, this::leave).compose(done -> leave()));
    }

    /** Contacts first: the end of a block opens a direct conversation again. */
    private Future<Void> leave(Leaver leaver) {
        return part(leaver).compose(done -> depart(leaver)).compose(done -> store.done(leaver));
    }

    private Future<Void> depart(Leaver leaver) {
        return store.conversations(leaver, AT_ONCE)
                .compose(some -> some.isEmpty()
                        ? Future.succeededFuture()
                        : each(some, conversation -> depart(leaver, conversation))
                                .compose(done -> depart(leaver)));
    }

    private Future<Void> depart(Leaver leaver, ConversationId conversation) {
        return store.close(conversation)
                .compose(closed ->
                        conversations.change(caller(leaver), conversation, leaver.account(), Departures::exit));
    }

    /** A direct conversation is what it is by its two people: it is closed, and nobody leaves it. */
    private static Change exit(Locked conversation) {
        return Access.isMember(conversation.subject()) && conversation.kind() != ConversationKind.DIRECT
                ? new Change.Exits(ConversationEvent.Change.LEFT)
                : new Change.Nothing();
    }

    private Future<Void> part(Leaver leaver) {
        return store.acquaintances(leaver, AT_ONCE)
                .compose(some -> some.isEmpty()
                        ? Future.succeededFuture()
                        : each(some, other -> part(leaver, other)).compose(done -> part(leaver)));
    }

    private Future<Void> part(Leaver leaver, AccountId other) {
        return contacts.change(
                        caller(leaver), other, true, before -> new Relation(ContactState.NONE, ContactState.NONE))
                .compose(changed -> {
                    changed.events().forEach(events::publish);
                    return store.forget(leaver, other);
                });
    }

    /** Nobody asks: there is no session. */
    private static Caller caller(Leaver leaver) {
        return new Caller(leaver.application(), leaver.account(), null);
    }

    private static <T> Future<Void> each(List<T> all, Function<T, Future<Void>> step) {
        Future<Void> chain = Future.succeededFuture();
        for (T one : all) {
            chain = chain.compose(done -> step.apply(one));
        }
        return chain;
    }
}
