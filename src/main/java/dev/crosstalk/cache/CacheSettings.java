package dev.crosstalk.cache;

import dev.crosstalk.config.Secret;

/**
 * How the recent messages of conversations are cached.
 *
 * @param enabled whether they are; true unless configured
 * @param bytes most bytes of them in the memory of a node, the least lately read go first; 64 MiB unless configured
 * @param store {@code memory:} for this node's memory alone, or {@code redis://host:port/db} for a second cache that all nodes
 *     share; {@code memory:} unless configured
 * @param password of Redis; none unless configured
 * @param messages the latest messages that are kept of a conversation; 200 unless configured
 * @param members a conversation with more people than that is cached without them: who asks for it costs one small statement;
 *     2,000 unless configured
 * @param checkMs between two questions to the database which conversations have changed; 1000 unless configured
 * @param freshMs what was not confirmed by the database for so many milliseconds is not served, so that no answer is older;
 *     3000 unless configured, at least twice {@code checkMs}
 * @param timeoutMs a Redis that has not answered after so many milliseconds is left alone for a while; 100 unless configured
 * @param keepHours how long Redis keeps what nobody has changed; 48 unless configured
 */
public record CacheSettings(
        boolean enabled,
        long bytes,
        String store,
        Secret password,
        int messages,
        int members,
        int checkMs,
        int freshMs,
        int timeoutMs,
        int keepHours) {
    public static final String MEMORY = "memory:";

    public static final CacheSettings DEFAULTS =
            new CacheSettings(true, 64L << 20, MEMORY, null, 200, 2_000, 1_000, 3_000, 100, 48);

    public static final CacheSettings OFF =
            new CacheSettings(false, 64L << 20, MEMORY, null, 200, 2_000, 1_000, 3_000, 100, 48);

    public CacheSettings {
        if (bytes < 0 || messages < 1 || messages > 500 || members < 0) {
            throw new IllegalArgumentException("bytes and members are at least 0, messages between 1 and 500");
        }
        if (checkMs < 10 || freshMs < 2 * checkMs || timeoutMs < 1 || keepHours < 1) {
            throw new IllegalArgumentException(
                    "checkMs is at least 10, freshMs at least twice that, timeoutMs and keepHours at least 1");
        }
        if (store == null || !(store.equals(MEMORY) || store.matches("redis://[^/@\\s]+:[0-9]+(/[0-9]*)?"))) {
            throw new IllegalArgumentException("store must be memory: or redis://host:port/db");
        }
    }
}
