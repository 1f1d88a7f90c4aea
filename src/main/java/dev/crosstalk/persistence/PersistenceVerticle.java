package dev.crosstalk.persistence;

import dev.crosstalk.account.AccountHandlers;
import dev.crosstalk.account.AccountRules;
import dev.crosstalk.account.AccountService;
import dev.crosstalk.account.Argon2Hashing;
import dev.crosstalk.account.PasswordCheck;
import dev.crosstalk.account.PasswordHashing;
import dev.crosstalk.account.PasswordService;
import dev.crosstalk.account.SessionService;
import dev.crosstalk.account.SettingService;
import dev.crosstalk.account.SignInService;
import dev.crosstalk.application.ApplicationSettings;
import dev.crosstalk.archive.ArchiveHandlers;
import dev.crosstalk.archive.ArchiveService;
import dev.crosstalk.archive.ImportStore;
import dev.crosstalk.bus.AccountCommand;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.ConversationCommand;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.MessageCommand;
import dev.crosstalk.bus.RetentionCommand;
import dev.crosstalk.cache.CacheSettings;
import dev.crosstalk.cache.Caches;
import dev.crosstalk.cache.RecentStore;
import dev.crosstalk.cache.RedisRecentStore;
import dev.crosstalk.contact.ContactHandlers;
import dev.crosstalk.contact.ContactService;
import dev.crosstalk.conversation.ConversationHandlers;
import dev.crosstalk.conversation.ConversationService;
import dev.crosstalk.conversation.ConversationStore;
import dev.crosstalk.conversation.InviteService;
import dev.crosstalk.conversation.MembershipService;
import dev.crosstalk.conversation.ModerationService;
import dev.crosstalk.departure.DepartureService;
import dev.crosstalk.departure.Departures;
import dev.crosstalk.indexing.IndexingHandlers;
import dev.crosstalk.message.MessageHandlers;
import dev.crosstalk.message.MessageService;
import dev.crosstalk.message.StoredMessageService;
import dev.crosstalk.personal.PersonalHandlers;
import dev.crosstalk.personal.PersonalService;
import dev.crosstalk.position.MarkFanOut;
import dev.crosstalk.position.PositionHandlers;
import dev.crosstalk.position.PositionService;
import dev.crosstalk.retention.RetentionService;
import dev.crosstalk.retention.Sweep;
import dev.crosstalk.sync.Forgetting;
import dev.crosstalk.sync.SyncHandlers;
import dev.crosstalk.sync.SyncService;
import dev.crosstalk.sync.UserLineService;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable heart of a node: serves accounts, conversations and messages, and alone opens the database. One instance a node, as
 * the order of a sender's messages is the order of one queue; its lanes make use of several connections.
 */
public final class PersistenceVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(PersistenceVerticle.class);
    private static final long SWEEP_MS = TimeUnit.MINUTES.toMillis(10);
    private static final long DEPARTURES_MS = TimeUnit.MINUTES.toMillis(1);
    private static final long CLEARING_MS = TimeUnit.MINUTES.toMillis(1);

    private final PersistenceSettings settings;
    private final int shards;
    private final Future<Bus> joined;
    private final List<String> outboxKinds;
    private final CacheSettings cache;
    private final ApplicationSettings applicationSettings;
    private Bus bus;
    private Caches caches;
    private Stores stores;
    private Sweep sweep;
    private InviteService invites;
    private Applications applications;

    /**
     * @param shards over which conversations are spread; fixed at the first start of an installation
     * @param joined the bus, once the node has joined its cluster; the database is opened meanwhile
     * @param outboxKinds kinds of the outbox consumers that this installation has enabled
     */
    public PersistenceVerticle(
            PersistenceSettings settings,
            CacheSettings cache,
            ApplicationSettings applicationSettings,
            int shards,
            Future<Bus> joined,
            String... outboxKinds) {
        this.applicationSettings = applicationSettings;
        this.settings = settings;
        this.cache = cache;
        this.shards = shards;
        this.joined = joined;
        this.outboxKinds = List.of(outboxKinds);
    }

    /** With applications as they are by default. */
    public PersistenceVerticle(
            PersistenceSettings settings, CacheSettings cache, int shards, Future<Bus> joined, String... outboxKinds) {
        this(settings, cache, ApplicationSettings.DEFAULTS, shards, joined, outboxKinds);
    }

    /** @return fails with {@link dev.crosstalk.config.StartupFailure} */
    @Override
    public Future<?> start() {
        return Stores.open(vertx, settings, shards, this::publish, outboxKinds)
                .compose(opened -> {
                    stores = opened;
                    return joinedHere();
                })
                .compose(this::serve);
    }

    /** In the context of this verticle: where a handler is registered is where it runs. */
    private Future<Bus> joinedHere() {
        Promise<Bus> here = Promise.promise();
        joined.onComplete((joinedBus, error) -> context.runOnContext(ignored -> here.complete(joinedBus, error)));
        return here.future();
    }

    private Future<Void> serve(Bus joinedBus) {
        bus = joinedBus;
        openCache();
        applications = new Applications(
                vertx, bus, stores, conversationStore(), settings, rules(), applicationSettings, this::publish);
        return stores.indexing()
                .keepOnly(outboxKinds)
                .compose(done -> serveAccounts())
                .compose(done -> bus.serve(CommandType.APPLICATION, applications.handlers()))
                .compose(done -> serveContacts())
                .compose(done -> serveConversations())
                .compose(done -> serveMessages())
                .compose(done -> serveArchives())
                .compose(done -> bus.serve(CommandType.INDEXING, IndexingHandlers.of(stores.indexing())))
                .onSuccess(done -> sweep());
    }

    private void openCache() {
        if (!cache.enabled()) {
            return;
        }
        RecentStore far = cache.store().equals(CacheSettings.MEMORY) ? null : new RedisRecentStore(vertx, cache);
        caches = new Caches(stores.cacheSources(cache), far, cache, System::nanoTime);
        vertx.setPeriodic(cache.checkMs(), tick -> caches.check());
    }

    /** What is committed is read from the cache, too, before anybody hears of it. */
    private void publish(Event event) {
        if (caches != null) {
            caches.committed(event);
        }
        bus.publish(event);
    }

    private AccountRules rules() {
        return new AccountRules(
                Duration.ofDays(settings.guestIdleDays()),
                Duration.ofDays(settings.sessionIdleDays()),
                Duration.ofDays(settings.sessionDays()));
    }

    private ConversationStore conversationStore() {
        return caches == null ? stores.conversations() : caches.over(stores.conversations());
    }

    private Future<Void> serveAccounts() {
        AccountRules rules = rules();
        PasswordHashing hashing = new Argon2Hashing(vertx, settings.passwords());
        PasswordCheck check = new PasswordCheck(stores.passwords(), hashing, System::nanoTime);
        PasswordService passwords =
                new PasswordService(stores.passwords(), hashing, check, stores.clock(), bus::publish);
        SignInService signIns =
                new SignInService(stores.accounts(), stores.passwords(), check, rules, stores.clock(), bus::publish);
        SettingService settingsOfPeople = new SettingService(stores.settings(), bus::publish);
        AccountService accounts = new AccountService(stores.accounts(), rules, stores.clock(), this::publish);
        SessionService sessions = new SessionService(stores.sessions(), rules, stores.clock(), bus::publish);
        vertx.setPeriodic(
                SWEEP_MS,
                tick -> sessions.removeExpired()
                        .onFailure(error -> LOG.warn("Expired sessions were not removed: {}", error.getMessage())));
        Departures departures =
                new Departures(stores.departures(), stores.conversations(), stores.contacts(), bus::publish);
        DepartureService leaving =
                new DepartureService(passwords, stores.departures(), departures, stores.clock(), this::publish);
        vertx.setPeriodic(1, DEPARTURES_MS, tick -> departures.run());
        return bus.serve(
                CommandType.ACCOUNT,
                AccountHandlers.of(accounts, signIns, sessions, passwords, settingsOfPeople)
                        .on(AccountCommand.Delete.class, leaving::delete));
    }

    private Future<Void> serveContacts() {
        return bus.serve(CommandType.CONTACT, ContactHandlers.of(new ContactService(stores.contacts(), bus::publish)));
    }

    private Future<Void> serveConversations() {
        ConversationService conversations = new ConversationService(conversationStore(), settings.groupLimit());
        MembershipService memberships = new MembershipService(
                stores.conversations(), stores.memberships(), conversations, settings.groupLimit());
        ModerationService moderation =
                new ModerationService(stores.conversations(), stores.memberships(), conversations);
        invites = new InviteService(stores.invites(), conversations, settings.groupLimit(), bus::request);
        vertx.setPeriodic(
                CLEARING_MS,
                tick -> removeEndedInvites()
                        .onFailure(error -> LOG.warn("Ended invites were not removed: {}", error.getMessage())));
        UserLineService line = new UserLineService(stores.userLine());
        Forgetting forgetting =
                new Forgetting(stores.userLine(), settings.retention().forgetDays());
        vertx.setPeriodic(
                TimeUnit.MINUTES.toMillis(settings.retention().everyMinutes()),
                tick -> forgetting
                        .run()
                        .onFailure(error -> LOG.warn("What was no more was not forgotten: {}", error.getMessage())));
        RetentionService retention =
                new RetentionService(stores.retention(), settings.retention().days());
        return bus.serve(
                CommandType.CONVERSATION,
                ConversationHandlers.of(conversations, memberships, moderation)
                        .on(
                                ConversationCommand.Create.class,
                                (caller, command) -> applications.create(conversations, caller, command))
                        .and(ConversationHandlers.of(invites))
                        .and(SyncHandlers.of(new SyncService(stores.sync(), settings.groupLimit()), line))
                        .and(PositionHandlers.of(
                                new PositionService(stores.positions(), settings.groupLimit()), new MarkFanOut(bus)))
                        .on(RetentionCommand.Set.class, retention::set)
                        .on(RetentionCommand.Get.class, retention::get)
                        .onInternal(RetentionCommand.SetForApplication.class, retention::setForApplication)
                        .onInternal(RetentionCommand.GetForApplication.class, retention::getForApplication));
    }

    private Future<Void> serveMessages() {
        MessageService messages = new MessageService(
                caches == null ? stores.messages() : caches.over(stores.messages()), settings.maxChanges());
        StoredMessageService stored =
                new StoredMessageService(stores.messages(), settings.messages().limits());
        return bus.serve(
                CommandType.MESSAGE,
                MessageHandlers.of(messages, stored)
                        .on(
                                MessageCommand.Post.class,
                                (caller, command) -> applications.post(messages, caller, command))
                        .and(PersonalHandlers.of(new PersonalService(stores.personal()))));
    }

    private Future<Void> serveArchives() {
        ImportStore imports = stores.imports();
        vertx.setPeriodic(
                SWEEP_MS,
                tick -> imports.removeAbandoned()
                        .onFailure(error -> LOG.warn("Abandoned imports were not removed: {}", error.getMessage())));
        return bus.serve(
                CommandType.ARCHIVE,
                ArchiveHandlers.of(new ArchiveService(stores.archives(), stores.messages()), imports));
    }

    /** Removes what is kept no longer from the conversations of this node, now and then. */
    private void sweep() {
        sweep = new Sweep(
                stores.retention(),
                conversation -> bus.topology()
                        .owner(CommandType.MESSAGE, conversation)
                        .filter(bus.topology().self()::equals)
                        .isPresent());
        vertx.setPeriodic(
                TimeUnit.MINUTES.toMillis(settings.retention().everyMinutes()),
                tick -> sweepNow()
                        .onFailure(error -> LOG.warn("Retention did not look at everything: {}", error.getMessage())));
    }

    /** Where its queues are. */
    Context context() {
        return context;
    }

    Future<Void> checkNow() {
        return caches.check();
    }

    /** How many statements were read with so far. */
    long reads() {
        return stores.reads();
    }

    /** For the context of this verticle. */
    Future<Void> removeEndedInvites() {
        return invites.removeEnded();
    }

    /** For the context of this verticle. */
    Future<Void> removeNow() {
        return applications.removeNow();
    }

    /** For the context of this verticle. */
    Future<Long> sweepNow() {
        return sweep.run();
    }

    @Override
    public Future<?> stop() {
        if (stores == null) {
            return Future.succeededFuture();
        }
        return (applications == null ? Future.<Void>succeededFuture() : applications.close())
                .eventually(() -> stores.close(vertx))
                .eventually(() -> caches == null ? Future.succeededFuture() : caches.close());
    }
}
