package dev.crosstalk.search;

import dev.crosstalk.config.Secret;

/**
 * How messages are found.
 *
 * @param store {@code lucene:DIRECTORY} in the data directory, for one node that searches, or {@code http(s)://host:port} of an
 *     Elasticsearch or OpenSearch that all nodes share; {@code lucene:search} unless configured
 * @param user of Elasticsearch or OpenSearch; none unless configured
 * @param password of the user; none unless configured
 * @param alias under which the indexes of Elasticsearch or OpenSearch serve, each named after it; {@code crosstalk-messages} unless
 *     configured
 * @param replicas of each index of Elasticsearch or OpenSearch; 1 unless configured
 * @param pollMs how often it is looked whether something waits to be indexed, in milliseconds; 300 unless configured
 * @param timeoutMs after so long an answer of Elasticsearch or OpenSearch is not waited for any more, in milliseconds; 5,000 unless
 *     configured
 * @param searches at once on a node, above which they are refused as {@code overloaded}; 32 unless configured
 * @param purgeHours how often what is gone is cleared from the files, in hours; 24 unless configured
 */
public record SearchSettings(
        String store,
        String user,
        Secret password,
        String alias,
        int replicas,
        int pollMs,
        int timeoutMs,
        int searches,
        int purgeHours) {
    private static final String LUCENE = "lucene:";

    public static final SearchSettings DEFAULTS =
            new SearchSettings(LUCENE + "search", null, null, "crosstalk-messages", 1, 300, 5_000, 32, 24);

    public SearchSettings {
        boolean embedded = store != null && store.startsWith(LUCENE) && store.length() > LUCENE.length();
        if (!embedded && (store == null || !store.matches("https?://[^/?#@\\s]+"))) {
            throw new IllegalArgumentException("store must be lucene:DIRECTORY or http(s)://host:port");
        }
        if (alias == null || !alias.matches("[a-z][a-z0-9_-]{0,99}")) {
            throw new IllegalArgumentException("alias must be of small letters, digits, - and _");
        }
        if (replicas < 0 || replicas > 10) {
            throw new IllegalArgumentException("replicas is not between 0 and 10");
        }
        if (pollMs < 10 || pollMs > 60_000 || timeoutMs < 100 || timeoutMs > 60_000) {
            throw new IllegalArgumentException(
                    "pollMs is not between 10 and 60000, or timeoutMs between 100 and 60000");
        }
        if (searches < 1 || purgeHours < 1) {
            throw new IllegalArgumentException("searches and purgeHours must be at least 1");
        }
    }

    /** Whether the index is in files of this process. */
    public boolean hasEmbeddedIndex() {
        return store.startsWith(LUCENE);
    }

    /** The directory of an embedded index. */
    public String directory() {
        return store.substring(LUCENE.length());
    }

    /** The same with the index in another directory. */
    public SearchSettings inDirectory(String directory) {
        return new SearchSettings(
                LUCENE + directory, user, password, alias, replicas, pollMs, timeoutMs, searches, purgeHours);
    }

    /** The defaults with another store. */
    public static SearchSettings at(String store) {
        return new SearchSettings(store, null, null, DEFAULTS.alias(), 0, 50, 5_000, 32, 24);
    }
}
