package dev.crosstalk.presence;

import dev.crosstalk.bus.AccountCommand;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.ConversationCommand;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Handlers;
import dev.crosstalk.bus.PresenceCommand;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/**
 * Serves presence. Any node that serves it takes heartbeats and answers queries; the one to which key 0 belongs announces the
 * changes. For the moment in which two nodes believe that of themselves, both announce, and an event comes twice.
 *
 * <p>One instance a node: a second one would announce everything again.
 */
public final class PresenceVerticle extends VerticleBase {
    private static final long ANNOUNCER_KEY = 0;

    private final PresenceSettings settings;
    private final PresenceStore store;
    private final Bus bus;
    private final Announcer announcer;
    private final HereStore hereStore;
    private final HereAnnouncer hereAnnouncer;
    private boolean announcing;

    /**
     * @param store is closed with the verticle
     * @param hereStore likewise
     */
    public PresenceVerticle(PresenceSettings settings, PresenceStore store, HereStore hereStore, Bus bus) {
        this.settings = settings;
        this.store = store;
        this.bus = bus;
        this.announcer = new Announcer(settings, store, bus::publish, System::nanoTime);
        this.hereStore = hereStore;
        this.hereAnnouncer = new HereAnnouncer(hereStore, bus::publish);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(settings.coalesceMs(), timer -> announce());
        return bus.serve(
                CommandType.PRESENCE,
                new Handlers()
                        .onInternal(PresenceCommand.Heard.class, this::heard)
                        .on(PresenceCommand.Query.class, this::query)
                        .onInternal(PresenceCommand.ReportHere.class, this::reportHere)
                        .on(PresenceCommand.ListHere.class, this::here));
    }

    @Override
    public Future<?> stop() {
        return Future.join(store.close(), hereStore.close());
    }

    private Future<Done> heard(PresenceCommand.Heard beat) {
        return store.heard(beat.accounts()).map(new Done());
    }

    private Future<PresenceCommand.States> query(Caller caller, PresenceCommand.Query query) {
        return bus.request(caller, new ConversationCommand.Authorize(List.of(), query.accounts()))
                .compose(permitted -> store.states(permitted.people()))
                .map(PresenceCommand.States::new);
    }

    private Future<PresenceCommand.Reported> reportHere(PresenceCommand.ReportHere report) {
        return hereStore.report(report).map(PresenceCommand.Reported::new);
    }

    /** For whom the conversation itself is there to see. */
    private Future<PresenceCommand.Here> here(Caller caller, PresenceCommand.ListHere command) {
        return bus.request(caller, new ConversationCommand.Get(command.conversation()))
                .compose(conversation -> conversation.kind() == ConversationKind.DIRECT
                        ? Future.failedFuture(FailureCode.WRONG_KIND.failure())
                        : hereStore.here(command.conversation(), command.after(), command.limit() + 1))
                .compose(found -> named(caller, found, command.limit()));
    }

    private Future<PresenceCommand.Here> named(Caller caller, HereStore.Page found, int limit) {
        boolean more = found.accounts().size() > limit;
        List<AccountId> shown = more ? found.accounts().subList(0, limit) : found.accounts();
        AccountId next = more ? shown.get(limit - 1) : null;
        return shown.isEmpty()
                ? Future.succeededFuture(new PresenceCommand.Here(List.of(), found.count(), null))
                : bus.request(caller, new AccountCommand.Get(shown))
                        .map(accounts -> new PresenceCommand.Here(accounts.accounts(), found.count(), next));
    }

    private void announce() {
        if (announcing) {
            return;
        }
        if (!isAnnouncer()) {
            announcer.retire();
            return;
        }
        announcing = true;
        Future.join(announcer.round(), hereAnnouncer.round()).onComplete(done -> announcing = false);
    }

    private boolean isAnnouncer() {
        return bus.topology()
                .keyed(CommandType.PRESENCE, ANNOUNCER_KEY)
                .filter(bus.topology().self()::equals)
                .isPresent();
    }
}
