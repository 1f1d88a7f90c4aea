package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountCommand.OpenSession;
import dev.crosstalk.bus.AccountCommand.OpenedSession;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.EventTypes;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.cache.CacheSettings;
import dev.crosstalk.cluster.Shards;
import dev.crosstalk.cluster.SingleNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node of its own with the persistence verticle, asked over its bus. */
final class TestNode implements AutoCloseable {
    static final ApplicationId APPLICATION = new ApplicationId(1);

    static final int SHARDS = Shards.SHARDS;

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx, new SingleNode());

    private final PersistenceVerticle verticle;

    TestNode(PersistenceSettings settings, String... outboxKinds) {
        this(settings, CacheSettings.DEFAULTS, outboxKinds);
    }

    TestNode(PersistenceSettings settings, CacheSettings cache, String... outboxKinds) {
        try {
            verticle = new PersistenceVerticle(settings, cache, SHARDS, Future.succeededFuture(bus), outboxKinds);
            await(vertx.deployVerticle(verticle));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    Bus bus() {
        return bus;
    }

    Vertx vertx() {
        return vertx;
    }

    /** Removes what is kept no longer. @return how many messages and entries */
    long sweep() {
        Promise<Long> swept = Promise.promise();
        verticle.context().runOnContext(ignored -> verticle.sweepNow().onComplete(swept));
        return await(swept.future());
    }

    /** Removes invites that ended a while ago. */
    void removeEndedInvites() {
        Promise<Void> removed = Promise.promise();
        verticle.context().runOnContext(ignored -> verticle.removeEndedInvites().onComplete(removed));
        await(removed.future());
    }

    /** Lets the caches ask what has changed. */
    void check() {
        await(verticle.checkNow());
    }

    /** How many statements it has read with so far. */
    long reads() {
        return verticle.reads();
    }

    /** Statements on the same database, past everything that the service does. */
    Database database(PersistenceSettings settings) {
        return await(Opening.database(vertx, settings, SHARDS));
    }

    /** Stores of their own over the same database. */
    Stores stores(PersistenceSettings settings) {
        Promise<Stores> opened = Promise.promise();
        vertx.runOnContext(ignored ->
                Stores.open(vertx, settings, SHARDS, event -> {}, List.of()).onComplete(opened));
        return await(opened.future());
    }

    static <T> T await(Future<T> future) {
        return await(future, 30);
    }

    static <T> T await(Future<T> future, int seconds) {
        try {
            return future.await(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    <R> R ask(Caller caller, Command<R> command) {
        return await(bus.request(caller, command));
    }

    FailureCode refusal(Caller caller, Command<?> command) {
        Future<?> answer = bus.request(caller, command);
        try {
            Object reply = await(answer);
            throw new AssertionError("was not refused, but answered " + reply);
        } catch (Failure failure) {
            return failure.code();
        }
    }

    Caller guest(String name) {
        OpenedSession opened = ask(null, new OpenSession(APPLICATION, name, "test"));
        return new Caller(APPLICATION, opened.account().id(), opened.session().id());
    }

    ConversationId room(Caller caller, String title) {
        return ask(caller, new Create(ConversationKind.ROOM, title, List.of(), null))
                .id();
    }

    ConversationId group(Caller caller, String title, Caller... others) {
        return ask(caller, new Create(ConversationKind.GROUP, title, ids(others), null))
                .id();
    }

    static List<AccountId> ids(Caller... callers) {
        return Arrays.stream(callers).map(Caller::account).toList();
    }

    Posted post(Caller caller, ConversationId conversation, String text) {
        return ask(caller, new Post(conversation, text, UUID.randomUUID()));
    }

    /** The present text of a message; null of a tombstone. */
    static String text(MessageEvent message) {
        if (message instanceof ConversationEvent.Edited edited) {
            return edited.text();
        }
        return message instanceof ConversationEvent.Message unedited ? unedited.text() : null;
    }

    /** Durable changes from now on, in the order of their arrival; receipts are not among them. */
    List<ConversationEvent> listen(ConversationId conversation) {
        List<ConversationEvent> events = Collections.synchronizedList(new ArrayList<>());
        await(bus.subscribe(dev.crosstalk.bus.Addresses.conversation(conversation), delivery -> {
                    if (!EventTypes.isReceipt(delivery.type())) {
                        events.add(delivery.event(ConversationEvent.class));
                    }
                })
                .completion());
        return events;
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
