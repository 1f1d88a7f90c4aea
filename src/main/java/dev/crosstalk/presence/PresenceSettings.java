package dev.crosstalk.presence;

import dev.crosstalk.config.Secret;

/**
 * How presence is kept.
 *
 * @param beatMs how often a bridge node tells whom it heard, in milliseconds; 5000 unless configured
 * @param offlineAfterMs after how many milliseconds without a beat that names them somebody is offline; 18000 unless
 *     configured: with the 12 s for which a bridge still names the silent that makes 30 s. At
 *     least three beats, so that a lost beat makes nobody offline
 * @param coalesceMs the window within which the changes of an account make one event, in milliseconds; 1000 unless configured
 * @param store {@code memory:} for one node alone, or {@code redis://host:port/db} that all nodes share; {@code memory:} unless
 *     configured
 * @param password of Redis; none unless configured
 */
public record PresenceSettings(long beatMs, long offlineAfterMs, long coalesceMs, String store, Secret password) {
    public static final String MEMORY = "memory:";

    public static final PresenceSettings DEFAULTS = new PresenceSettings(5_000, 18_000, 1_000, MEMORY, null);

    public PresenceSettings {
        if (beatMs < 1 || coalesceMs < 1) {
            throw new IllegalArgumentException("beatMs and coalesceMs must be at least 1");
        }
        if (offlineAfterMs < 3 * beatMs) {
            throw new IllegalArgumentException("offlineAfterMs must be at least three times beatMs");
        }
        if (store == null || !(store.equals(MEMORY) || store.startsWith("redis://"))) {
            throw new IllegalArgumentException("store must be memory: or redis://host:port/db");
        }
    }
}
