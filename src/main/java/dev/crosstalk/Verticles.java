package dev.crosstalk;

import dev.crosstalk.bridge.BridgeSettings;
import dev.crosstalk.cache.CacheSettings;
import dev.crosstalk.persistence.PersistenceSettings;
import dev.crosstalk.presence.PresenceSettings;
import dev.crosstalk.search.SearchSettings;
import java.util.List;

/**
 * The verticles of a node by name. All are enabled by default: one node is a whole chat service.
 *
 * @param web the web client
 * @param api the HTTP API
 * @param bridge the sockets of browsers and programs
 * @param persistence accounts, conversations and messages; alone opens the SQL database
 * @param presence who is here
 * @param search finding messages; one node keeps the index, and more stand by
 */
public record Verticles(Web web, Api api, Bridge bridge, Persistence persistence, Presence presence, Search search) {
    public Verticles {
        check(web);
        check(api);
        check(bridge);
    }

    private static final String SEARCH = "search";

    public static final Verticles DEFAULTS = new Verticles(
            new Web(true, 0, null, null, "", ""),
            new Api(true, 0, null, null),
            new Bridge(true, 0, null, null, BridgeSettings.DEFAULTS),
            new Persistence(true, PersistenceSettings.DEFAULTS, CacheSettings.DEFAULTS, List.of(SEARCH)),
            new Presence(true, PresenceSettings.DEFAULTS),
            new Search(true, SearchSettings.DEFAULTS));

    private static void check(Door door) {
        if (door.instances() < 0 || door.instances() > 1024) {
            throw new IllegalArgumentException("instances is not between 0 and 1024");
        }
        if (door.port() != null && (door.port() < 1 || door.port() > 65_535)) {
            throw new IllegalArgumentException("port is not between 1 and 65535");
        }
    }

    private static void checkUrl(String key, String url) {
        if (!url.isEmpty() && !url.matches("https?://[^/?#@\\s]+(/[^?#\\s]*)?")) {
            throw new IllegalArgumentException(key + ": " + url + " is not a URL");
        }
    }

    /** What listens on a port. */
    public sealed interface Door {
        boolean enabled();

        /** Event loops that accept its connections; 0 (default) for one a core. */
        int instances();

        /** The interface that it listens on; null (default) for {@code http.host}. */
        String host();

        /** The port that it listens on; null (default) for {@code http.port}. Those with the same port share a listener. */
        Integer port();
    }

    /**
     * @param apiUrl origin of the API for the web client, when it is not the page's own; then {@code http.origins} of the
     *     API's node names the page's
     * @param bridgeUrl URL of the bridge for the web client, such as {@code https://chat.example.org:8443/bus}; likewise
     */
    public record Web(boolean enabled, int instances, String host, Integer port, String apiUrl, String bridgeUrl)
            implements Door {
        public Web {
            checkUrl("apiUrl", apiUrl);
            checkUrl("bridgeUrl", bridgeUrl);
        }
    }

    public record Api(boolean enabled, int instances, String host, Integer port) implements Door {}

    public record Bridge(boolean enabled, int instances, String host, Integer port, BridgeSettings settings)
            implements Door {}

    /**
     * @param cache of what is read most
     * @param consumers of stored messages for which work is kept until they have done it; {@code search} unless configured. Alike on
     *     every node of a cluster; a node that is alone keeps none for what it does not run
     */
    public record Persistence(
            boolean enabled, PersistenceSettings settings, CacheSettings cache, List<String> consumers) {
        public Persistence {
            consumers = List.copyOf(consumers);
            for (String consumer : consumers) {
                if (!consumer.equals(SEARCH)) {
                    throw new IllegalArgumentException("consumers: there is none called " + consumer);
                }
            }
        }
    }

    public record Search(boolean enabled, SearchSettings settings) {}

    public record Presence(boolean enabled, PresenceSettings settings) {}
}
