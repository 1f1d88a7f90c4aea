package dev.crosstalk.sync;

import dev.crosstalk.bus.Handlers;
import dev.crosstalk.bus.SyncCommand;

/** The commands of catching up on the bus. */
public final class SyncHandlers {
    private SyncHandlers() {}

    public static Handlers of(SyncService sync, UserLineService line) {
        return new Handlers()
                .on(SyncCommand.Sync.class, sync::sync)
                .onInternal(SyncCommand.ListUserChanges.class, line::changes);
    }
}
