package dev.crosstalk.capacity;

import java.util.Arrays;
import java.util.Optional;

/** Every number that goes in: its option, its default, its bounds, and where the default is from. */
enum Figure {
    DAILY_USERS("daily-users", 50_000_000, 1, 1e11, Basis.ASSUMPTION, "people a day"),
    PEAK_ONLINE("peak-online-percent", 20, 0, 100, Basis.ASSUMPTION, "of them connected at the peak, %"),
    SOCKETS_PER_USER("sockets-per-user", 1.2, 1, 100, Basis.ASSUMPTION, "sockets of somebody who is connected"),
    VISITS("visits-per-user", 8, 0, 1e5, Basis.ASSUMPTION, "times a day that somebody connects"),
    PASSWORDS("password-percent", 1, 0, 100, Basis.ASSUMPTION, "of these with a password, %"),
    POSTS("posts-per-user", 20, 0, 1e6, Basis.ASSUMPTION, "messages a day by each"),
    PEAK_FACTOR("peak-factor", 3, 1, 1_000, Basis.ASSUMPTION, "peak second over mean second"),
    MEMBERS("members-per-conversation", 10, 1, 1e7, Basis.ASSUMPTION, "members of where a message is posted"),
    MEMBERS_ONLINE("members-online-percent", 50, 0, 100, Basis.ASSUMPTION, "of them connected, %"),
    CURSORS("cursors-per-member", 1, 0, 10, Basis.ASSUMPTION, "moves of cursors by each who gets a message"),
    SUBSCRIPTIONS("subscriptions", 50, 0, 10_000, Basis.ASSUMPTION, "addresses that a socket listens to"),
    GROUPS("group-percent", 30, 0, 100, Basis.ASSUMPTION, "of them rooms and groups, %"),
    WATCHERS("watchers", 10, 0, 1e6, Basis.ASSUMPTION, "sockets that watch somebody's presence"),
    BURST("burst", 3, 1, 1e6, Basis.ASSUMPTION, "messages that a conversation has within 45 s once it has one"),
    MESSAGE_BYTES("message-bytes", 200, 1, 65_536, Basis.ASSUMPTION, "bytes of a text"),
    HOT_SOCKETS("hot-room-sockets", 100_000, 0, 1e9, Basis.ASSUMPTION, "sockets in the largest room"),
    HOT_POSTS("hot-room-posts", 5, 0, 1e5, Basis.ASSUMPTION, "messages a second in it"),

    DELIVERY_US(
            "delivery-us", 15.7, 0.001, 1e6, Basis.PROVISIONAL, "µs to write one frame; benchmark.md, 20 messages/s"),
    POST_US("post-us", 36.2, 0, 1e6, Basis.PROVISIONAL, "µs of a node to store a post; benchmark.md, before 060"),
    CURSOR_US("cursor-us", 36.2, 0, 1e6, Basis.ASSUMPTION, "µs of a node to store a cursor: as a post"),
    BUS_US("bus-us", 31.4, 0, 1e6, Basis.ASSUMPTION, "µs of a message between nodes, half at each: two writes"),
    IDLE_US("idle-us", 1.67, 0, 1e6, Basis.ELSEWHERE, "µs a second of an idle socket; target: 18,000 for 3% of a core"),
    HASH_MS("hash-ms", 60, 0, 1e5, Basis.MEASURED, "ms of a core to check a password; operating.md"),
    HEARD_US("heard-us", 2, 0, 1e6, Basis.ASSUMPTION, "µs of a node to pass one entry of presence to Redis"),
    CONNECTION_KB(
            "connection-kb", 30, 0.1, 1e6, Basis.ELSEWHERE, "KB of a socket; an idle Vert.x WebSocket, not this build"),
    CONNECTS("connects", 1_000, 1, 1e7, Basis.ELSEWHERE, "sign-ins a second of a bridge node; target"),
    NODE_SOCKETS("node-sockets", 100_000, 1, 1e8, Basis.SHIPPED, "sockets of a bridge node (maxSockets); never tried"),
    NODE_CORES("node-cores", 8, 0.1, 10_000, Basis.ASSUMPTION, "cores of a node"),
    NODE_GB("node-gb", 16, 0.1, 1e6, Basis.ASSUMPTION, "GB of a bridge node for its sockets"),
    STORM_SECONDS("storm-seconds", 60, 1, 86_400, Basis.ASSUMPTION, "within which everybody shall be back, s"),
    UTILISATION("utilisation-percent", 60, 1, 100, Basis.ASSUMPTION, "of what there is that may be used, %"),
    SPARE("spare-nodes", 1, 0, 1_000, Basis.ASSUMPTION, "nodes of each role that may be lost"),
    PRIMARY_POSTS(
            "primary-posts", 18_000, 1, 1e9, Basis.PROVISIONAL, "posts/s of one MariaDB; decision 060, lower end"),
    PRIMARY_CURSORS(
            "primary-cursors", 55_000, 1, 1e9, Basis.ASSUMPTION, "cursors/s of one: half of bare rows in benchmark.md"),
    PRIMARY_READS("primary-reads", 30_000, 1, 1e9, Basis.ASSUMPTION, "small reads/s of one MariaDB"),
    PRIMARY_ROWS("primary-rows", 500_000, 1, 1e12, Basis.ASSUMPTION, "rows/s that one tells of changed conversations"),
    ROW_BYTES("row-bytes", 400, 0, 1e6, Basis.ASSUMPTION, "bytes of a message beside its text, with three indexes"),
    MEMBER_BYTES("member-bytes", 250, 0, 1e6, Basis.ASSUMPTION, "bytes of a membership, with its indexes"),
    COPIES("copies", 2, 1, 100, Basis.ASSUMPTION, "copies of each database"),
    REDIS_WRITES("redis-writes", 200_000, 1, 1e9, Basis.ASSUMPTION, "entries/s written to one Redis in batches"),
    HEARD_BYTES("heard-bytes", 100, 0, 1e5, Basis.SHIPPED, "bytes of an account in it; decision 030"),
    HERE_BYTES("here-bytes", 50, 0, 1e5, Basis.ASSUMPTION, "bytes of who is in which room, as at the bridge; 048"),
    PRESENCE_CHANGES(
            "presence-changes", 3_000, 1, 1e9, Basis.SHIPPED, "changes/s of one announcer: \"some thousands\"; 030"),
    REGISTRATION_BYTES("registration-bytes", 500, 0, 1e5, Basis.ASSUMPTION, "bytes of a registration in Hazelcast"),
    REGISTRATION_CHANGES(
            "registration-changes", 20_000, 1, 1e9, Basis.ASSUMPTION, "changes/s of them that a node hears"),
    REGISTRATION_GB("registration-gb", 4, 0.001, 1e6, Basis.ASSUMPTION, "GB that a node has for one partition of them"),
    SEARCH_POSTS("search-posts", 5_000, 1, 1e9, Basis.ASSUMPTION, "messages/s that a search node takes"),
    SEARCH_BYTES("search-bytes", 300, 0, 1e6, Basis.ASSUMPTION, "bytes of a message in the index");

    private final String option;
    private final double preset;
    private final double least;
    private final double most;
    private final Basis basis;
    private final String text;

    Figure(String option, double preset, double least, double most, Basis basis, String text) {
        this.option = option;
        this.preset = preset;
        this.least = least;
        this.most = most;
        this.basis = basis;
        this.text = text;
    }

    static Optional<Figure> ofOption(String word) {
        return Arrays.stream(values())
                .filter(figure -> word.equals("--" + figure.option))
                .findFirst();
    }

    /** Whether it says what people do, rather than what something costs. */
    boolean isLoad() {
        return compareTo(DELIVERY_US) < 0;
    }

    /** @throws IllegalArgumentException in words for people, if it is no number or out of bounds */
    double parse(String word) {
        double value;
        try {
            value = Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + option + " needs a number, not " + word);
        }
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("--" + option + " must be between " + Numbers.plain(least) + " and "
                    + Numbers.plain(most) + ", not " + word);
        }
        return value;
    }

    String option() {
        return option;
    }

    double preset() {
        return preset;
    }

    Basis basis() {
        return basis;
    }

    /** What it is, in what unit, and for a cost where the default is from. */
    String text() {
        return text;
    }
}
