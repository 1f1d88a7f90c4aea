package dev.crosstalk.account;

import dev.crosstalk.bus.AccountCommand.GetSettings;
import dev.crosstalk.bus.AccountCommand.SetSettings;
import dev.crosstalk.bus.AccountCommand.Settings;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.EventSink;
import dev.crosstalk.bus.PresenceLimited;
import dev.crosstalk.bus.Setting;
import io.vertx.core.Future;

/** What people set for themselves, on all their devices. */
public final class SettingService {
    private final SettingStore store;
    private final EventSink events;

    public SettingService(SettingStore store, EventSink events) {
        this.store = store;
        this.events = events;
    }

    public Future<Settings> get(Caller caller, GetSettings command) {
        return store.read(caller);
    }

    public Future<Settings> set(Caller caller, SetSettings command) {
        return store.change(caller, command.settings()).compose(changed -> {
            changed.forEach(change -> {
                events.publish(change);
                if (change.name() == Setting.PRESENCE) {
                    events.publish(new PresenceLimited(caller.account()));
                }
            });
            return store.read(caller);
        });
    }
}
