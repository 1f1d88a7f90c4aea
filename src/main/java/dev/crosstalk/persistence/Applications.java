package dev.crosstalk.persistence;

import dev.crosstalk.account.AccountRules;
import dev.crosstalk.application.ApplicationHandlers;
import dev.crosstalk.application.ApplicationService;
import dev.crosstalk.application.ApplicationSettings;
import dev.crosstalk.application.ChatService;
import dev.crosstalk.application.DailyLimit;
import dev.crosstalk.application.KeyService;
import dev.crosstalk.application.Keyrings;
import dev.crosstalk.application.LimitRules;
import dev.crosstalk.application.Removals;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.ConversationCommand;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.EventSink;
import dev.crosstalk.bus.Handlers;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.conversation.ConversationService;
import dev.crosstalk.conversation.ConversationStore;
import dev.crosstalk.jwt.KeyFetch;
import dev.crosstalk.jwt.PublishedKeys;
import dev.crosstalk.message.MessageService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** The services of applications on a node: what they may do, what they have, and what is left of those that are gone. */
final class Applications {
    private static final long REMOVALS_MS = TimeUnit.MINUTES.toMillis(1);
    private static final long EXCHANGE_MS = 1_000;

    private final LimitRules limits;
    private final DailyLimit daily;
    private final Removals removals;
    private final KeyFetch fetch;
    private final Handlers handlers;

    Applications(
            Vertx vertx,
            Bus bus,
            Stores stores,
            ConversationStore conversations,
            PersistenceSettings persistence,
            AccountRules rules,
            ApplicationSettings settings,
            EventSink events) {
        limits = new LimitRules(stores.applications(), settings);
        daily = new DailyLimit(stores.usage(), stores.clock(), settings);
        removals = new Removals(
                stores.removals(),
                persistence.retention().forgetDays(),
                conversation -> bus.topology()
                        .owner(CommandType.MESSAGE, conversation)
                        .filter(bus.topology().self()::equals)
                        .isPresent());
        fetch = new KeyFetch(vertx, settings.keyUrls().equals("any"));
        Keyrings keyrings = new Keyrings(new PublishedKeys(fetch, System::nanoTime), settings);
        handlers = ApplicationHandlers.of(
                new ApplicationService(stores.applications(), removals),
                new ChatService(stores.chats(), conversations, stores.chatSearch(), limits, removals),
                new KeyService(stores.keys(), stores.users(), keyrings, limits, rules, stores.clock(), events));
        vertx.setPeriodic(1, REMOVALS_MS, tick -> removals.run());
        vertx.setPeriodic(EXCHANGE_MS, tick -> daily.exchange());
    }

    Handlers handlers() {
        return handlers;
    }

    Future<Posted> post(MessageService messages, Caller caller, Post command) {
        return daily.post(caller, command, messages::post);
    }

    Future<ConversationView> create(
            ConversationService conversations, Caller caller, ConversationCommand.Create command) {
        return command.kind() == ConversationKind.ROOM
                ? limits.requireRoom(caller.application()).compose(room -> conversations.create(caller, command))
                : conversations.create(caller, command);
    }

    Future<Void> removeNow() {
        return removals.run();
    }

    Future<Void> close() {
        return removals.stop().eventually(fetch::close);
    }
}
