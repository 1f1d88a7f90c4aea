package dev.crosstalk.presence;

import dev.crosstalk.config.StartupFailure;
import io.vertx.core.Vertx;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the store that the settings name. */
public final class PresenceStores {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceStores.class);

    private PresenceStores() {}

    /** @throws StartupFailure if the settings name none; a Redis that is away is none, for it may come back */
    public static PresenceStore open(Vertx vertx, PresenceSettings settings) {
        if (settings.store().equals(PresenceSettings.MEMORY)) {
            if (vertx.isClustered()) {
                LOG.warn("Presence is kept in memory: let one node of the cluster alone serve it, or name a Redis");
            }
            return new MemoryPresenceStore(settings.offlineAfterMs(), MemoryPresenceStore.steadyClock());
        }
        requireAddress(settings.store());
        return new RedisPresenceStore(vertx, settings);
    }

    /** Who is here, in the store that the settings name, after {@link #open} has found no fault with it. */
    public static HereStore openHere(Vertx vertx, PresenceSettings settings) {
        return settings.store().equals(PresenceSettings.MEMORY)
                ? new MemoryHereStore(settings.offlineAfterMs(), MemoryPresenceStore.steadyClock())
                : new RedisHereStore(vertx, settings);
    }

    private static void requireAddress(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && uri.getPort() > 0 && uri.getPath().matches("(/[0-9]*)?")) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // answered below
        }
        throw new StartupFailure(
                "verticles.presence.settings.store: " + url + " is not of the form redis://host:port/db");
    }
}
