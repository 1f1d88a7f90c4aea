package dev.crosstalk.presence;

import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.ConversationCommand;
import dev.crosstalk.bus.Done;
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
    private boolean announcing;

    /** @param store is closed with the verticle */
    public PresenceVerticle(PresenceSettings settings, PresenceStore store, Bus bus) {
        this.settings = settings;
        this.store = store;
        this.bus = bus;
        this.announcer = new Announcer(settings, store, bus::publish, System::nanoTime);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(settings.coalesceMs(), timer -> announce());
        return bus.serve(
                CommandType.PRESENCE,
                new Handlers()
                        .onInternal(PresenceCommand.Heard.class, this::heard)
                        .on(PresenceCommand.Query.class, this::query));
    }

    @Override
    public Future<?> stop() {
        return store.close();
    }

    private Future<Done> heard(PresenceCommand.Heard beat) {
        return store.heard(beat.accounts()).map(new Done());
    }

    private Future<PresenceCommand.States> query(Caller caller, PresenceCommand.Query query) {
        return bus.request(caller, new ConversationCommand.Authorize(List.of(), query.accounts()))
                .compose(permitted -> store.states(permitted.people()))
                .map(PresenceCommand.States::new);
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
        announcer.round().onComplete(done -> announcing = false);
    }

    private boolean isAnnouncer() {
        return bus.topology()
                .keyed(CommandType.PRESENCE, ANNOUNCER_KEY)
                .filter(bus.topology().self()::equals)
                .isPresent();
    }
}
