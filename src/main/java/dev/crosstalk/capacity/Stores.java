package dev.crosstalk.capacity;

/**
 * What is stored, and how many databases of each kind that would take if the work could be divided.
 *
 * @param primaries MySQL servers that write; this build uses one
 * @param servers of MySQL, with all copies
 * @param gbAYear messages of a year, one copy
 * @param membersGb memberships, once, one copy
 * @param redisWrites by the second
 * @param redis servers; this build uses one for presence
 * @param search nodes; this build has no search
 * @param searchGbAYear index of a year, one copy
 */
record Stores(
        double primaries,
        double servers,
        double gbAYear,
        double membersGb,
        double redisWrites,
        double redis,
        double redisGb,
        double search,
        double searchGbAYear) {
    private static final double BYTES_A_GB = 1e9;
    private static final double DAYS = 365;
    private static final double SECONDS_A_DAY = 86_400;
    /** As shipped: every so many seconds everybody who is connected is named to presence. */
    private static final double BEAT_S = 5;

    static Stores of(Figures figures, Traffic traffic) {
        double allowed = figures.share(Figure.UTILISATION);
        double primaries = Nodes.atLeastOne(primaryBusy(figures, traffic) / allowed);
        double redisWrites = redisWrites(figures, traffic);
        double year = postsAYear(figures);
        return new Stores(
                primaries,
                primaries * figures.of(Figure.COPIES),
                year * (figures.of(Figure.MESSAGE_BYTES) + figures.of(Figure.ROW_BYTES)) / BYTES_A_GB,
                membersGb(figures),
                redisWrites,
                Nodes.atLeastOne(redisWrites / (figures.of(Figure.REDIS_WRITES) * allowed)),
                redisGb(figures, traffic),
                Nodes.atLeastOne(traffic.posts() / (figures.of(Figure.SEARCH_POSTS) * allowed))
                        + figures.of(Figure.SPARE),
                year * figures.of(Figure.SEARCH_BYTES) / BYTES_A_GB);
    }

    /** How many primaries posts and cursors would keep busy all over. */
    static double primaryBusy(Figures figures, Traffic traffic) {
        return traffic.posts() / figures.of(Figure.PRIMARY_POSTS)
                + traffic.cursors() / figures.of(Figure.PRIMARY_CURSORS);
    }

    /** The largest room posts all day. */
    static double postsAYear(Figures figures) {
        return DAYS
                * (figures.of(Figure.DAILY_USERS) * figures.of(Figure.POSTS)
                        + figures.of(Figure.HOT_POSTS) * SECONDS_A_DAY);
    }

    /** As if whoever comes on a day were everybody; each is in what a socket listens to. */
    static double membersGb(Figures figures) {
        return figures.of(Figure.DAILY_USERS)
                * figures.of(Figure.SUBSCRIPTIONS)
                * figures.of(Figure.MEMBER_BYTES)
                / BYTES_A_GB;
    }

    /** Everybody who is connected once a beat; and the rooms and groups of each who comes or goes. */
    static double redisWrites(Figures figures, Traffic traffic) {
        return traffic.online() / BEAT_S + 2 * traffic.visits() * rooms(figures);
    }

    static double redisGb(Figures figures, Traffic traffic) {
        return (figures.of(Figure.DAILY_USERS) * figures.of(Figure.HEARD_BYTES)
                        + traffic.sockets() * rooms(figures) * figures.of(Figure.HERE_BYTES))
                / BYTES_A_GB;
    }

    private static double rooms(Figures figures) {
        return figures.of(Figure.SUBSCRIPTIONS) * figures.share(Figure.GROUPS);
    }
}
