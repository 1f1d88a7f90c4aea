package dev.crosstalk.persistence;

import dev.crosstalk.account.AccountStore;
import dev.crosstalk.account.PasswordStore;
import dev.crosstalk.account.SessionStore;
import dev.crosstalk.account.SettingStore;
import dev.crosstalk.application.ApplicationStore;
import dev.crosstalk.application.ChatSearch;
import dev.crosstalk.application.ChatStore;
import dev.crosstalk.application.KeyStore;
import dev.crosstalk.application.RemovalStore;
import dev.crosstalk.application.UsageStore;
import dev.crosstalk.application.UserStore;
import dev.crosstalk.archive.ArchiveStore;
import dev.crosstalk.archive.ImportStore;
import dev.crosstalk.bus.EventSink;
import dev.crosstalk.cache.CacheSettings;
import dev.crosstalk.cache.Caches;
import dev.crosstalk.contact.ContactStore;
import dev.crosstalk.conversation.ConversationStore;
import dev.crosstalk.conversation.InviteStore;
import dev.crosstalk.conversation.MembershipStore;
import dev.crosstalk.departure.DepartureStore;
import dev.crosstalk.indexing.IndexingStore;
import dev.crosstalk.message.MessageStore;
import dev.crosstalk.outbox.OutboxStore;
import dev.crosstalk.personal.PersonalStore;
import dev.crosstalk.position.PositionStore;
import dev.crosstalk.retention.RetentionSettings;
import dev.crosstalk.retention.RetentionStore;
import dev.crosstalk.sync.SyncStore;
import dev.crosstalk.sync.UserLineStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All durable stores over one database, open. */
final class Stores {
    /** Also much longer than whoever asks lets pass between two times. */
    private static final long LEAST_OVERLAP_MS = 45_000;

    private final Database database;
    private final EventSink events;
    private final DatabaseClock clock;
    private final IdMaker ids;
    private final IdLease lease;
    private final Lanes lanes;
    private final int groupLimit;
    private final Outbox outbox;
    private final RetentionSettings retention;
    private final List<CursorBuffer> cursors;
    private final SqlConversationStore conversations;
    private final SqlSessionStore sessions;
    private final long overlapMs;
    private final long endMs;

    private Stores(Vertx vertx, PersistenceSettings settings, Database database, EventSink events, List<String> kinds) {
        this.database = database;
        this.events = events;
        this.sessions = new SqlSessionStore(database);
        this.overlapMs = Math.max(LEAST_OVERLAP_MS, 3L * settings.transactionMs());
        this.endMs = 3L * settings.transactionMs();
        this.clock = new DatabaseClock(System::nanoTime);
        this.ids = new IdMaker(clock, System::nanoTime);
        this.lease = new IdLease(database, clock, ids, System::nanoTime);
        this.outbox = new Outbox(ids, kinds);
        this.retention = settings.retention();
        this.groupLimit = settings.groupLimit();
        PostBatch batch =
                new PostBatch(database, ids, outbox, settings.messages().limits());
        PostWriter writer = new PostWriter(database, batch, lease::renew);
        Lane.Limits limits = new Lane.Limits(
                settings.collectMs(),
                settings.batchRows(),
                settings.batchBytes(),
                settings.queueRows(),
                settings.queueBytes());
        int count = database.dialect() == Dialect.SQLITE ? 1 : settings.writers();
        List<Lane> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Lane(vertx, database, writer, events, limits));
        }
        this.lanes = new Lanes(all);
        this.cursors = all.stream()
                .map(lane -> new CursorBuffer(vertx, lane, settings.groupLimit()))
                .toList();
        this.conversations = new SqlConversationStore(
                database, new ConversationOpening(database, lanes, ids), new ConversationChange(lanes, groupLimit));
    }

    /**
     * Opens the database, brings its schema up to date, and leases a number to make ids with. Call it on the context on which the
     * stores are used.
     *
     * @param shards over which conversations are spread
     * @param kinds of the outbox consumers that are enabled
     * @return fails with {@link dev.crosstalk.config.StartupFailure}
     */
    static Future<Stores> open(
            Vertx vertx, PersistenceSettings settings, int shards, EventSink events, List<String> kinds) {
        return Opening.database(vertx, settings, shards).compose(database -> {
            Stores stores = new Stores(vertx, settings, database, events, kinds);
            return stores.lease
                    .start(vertx)
                    .map(stores)
                    .recover(error -> database.close().transform(closed -> Future.failedFuture(error)));
        });
    }

    AccountStore accounts() {
        return new SqlAccountStore(database, ids, new RenamedRows(database, overlapMs));
    }

    PasswordStore passwords() {
        return new SqlPasswordStore(database, ids);
    }

    SettingStore settings() {
        return new SqlSettingStore(database);
    }

    DepartureStore departures() {
        return new SqlDepartureStore(database);
    }

    ContactStore contacts() {
        return new SqlContactStore(database);
    }

    SessionStore sessions() {
        return sessions;
    }

    ConversationStore conversations() {
        return conversations;
    }

    InviteStore invites() {
        return new SqlInviteStore(database, lanes, ids, groupLimit);
    }

    MembershipStore memberships() {
        return new SqlMembershipStore(database, overlapMs);
    }

    /** What the caches read. */
    Caches.Sources cacheSources(CacheSettings settings) {
        SqlDirectorySource directory = new SqlDirectorySource(database);
        return new Caches.Sources(
                new SqlRecentSource(database, settings),
                directory,
                directory,
                new SqlChangeSource(database, overlapMs));
    }

    MessageStore messages() {
        return new SqlMessageStore(database, lanes, new MessageChanging(lanes, outbox));
    }

    PositionStore positions() {
        return new SqlPositionStore(database, lanes, conversation -> cursors.get(lanes.index(conversation)));
    }

    PersonalStore personal() {
        return new SqlPersonalStore(database, events);
    }

    SyncStore sync() {
        return new SqlSyncStore(database);
    }

    /** How many statements were read with so far. */
    long reads() {
        return database.reads();
    }

    UserLineStore userLine() {
        return new SqlUserLineStore(database);
    }

    ArchiveStore archives() {
        return new SqlArchiveStore(database);
    }

    ImportStore imports() {
        return new SqlImportStore(database, lanes, ids, outbox);
    }

    RetentionStore retention() {
        return new SqlRetentionStore(database, lanes, outbox, retention);
    }

    ApplicationStore applications() {
        return new SqlApplicationStore(database, ids);
    }

    ChatStore chats() {
        return new SqlChatStore(database);
    }

    /** The messages themselves, unless an index stands before them. */
    ChatSearch chatSearch() {
        return new SqlChatSearch(database);
    }

    KeyStore keys() {
        return new SqlKeyStore(database);
    }

    UserStore users() {
        return new SqlUserStore(database, ids);
    }

    UsageStore usage() {
        return new SqlUsageStore(database);
    }

    RemovalStore removals() {
        return new SqlRemovalStore(database, lanes, outbox, events);
    }

    OutboxStore outbox() {
        return new SqlOutboxStore(database);
    }

    IndexingStore indexing() {
        return new SqlIndexingStore(database);
    }

    Clock clock() {
        return clock;
    }

    Future<Void> close(Vertx vertx) {
        return lanes.close()
                .timeout(endMs, TimeUnit.MILLISECONDS)
                .eventually(() -> lease.stop(vertx))
                .eventually(database::close);
    }
}
