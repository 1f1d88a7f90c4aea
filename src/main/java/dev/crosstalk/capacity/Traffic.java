package dev.crosstalk.capacity;

/**
 * What comes in and goes out at the peak, all nodes together; by the second, where it is no number of things.
 *
 * @param online people who are connected
 * @param visits connections that are made
 * @param listeners sockets that hear a message of an average conversation
 * @param cursors moved by those who got a message; a sender's own move with the post
 * @param messages delivered, with those of the largest room
 * @param receipts delivered; none above the limit of groups
 * @param presence changes delivered to who watches
 * @param framesOut all that sockets are sent, with the answers to posts and to moved cursors
 * @param framesIn commands that sockets send
 */
record Traffic(
        double online,
        double sockets,
        double visits,
        double posts,
        double listeners,
        double cursors,
        double messages,
        double receipts,
        double presenceChanges,
        double presence,
        double framesOut,
        double framesIn) {
    private static final double SECONDS_A_DAY = 86_400;
    /** As shipped: the most members of a group, above which receipts are told to nobody. */
    static final double GROUP_LIMIT = 100;

    static Traffic of(Figures figures) {
        double posts = posts(figures);
        double visits = peak(figures, Figure.VISITS);
        double sockets = online(figures) * figures.of(Figure.SOCKETS_PER_USER);
        double cursors = posts * cursorsOfAPost(figures);
        double messages = posts * listeners(figures) + hotDeliveries(figures);
        double receipts = receiptsAreTold(figures) ? cursors * listeners(figures) : 0;
        double presence = 2 * visits * figures.of(Figure.WATCHERS);
        return new Traffic(
                online(figures),
                sockets,
                visits,
                posts,
                listeners(figures),
                cursors,
                messages,
                receipts,
                2 * visits,
                presence,
                messages + receipts + presence + posts + cursors,
                posts + cursors);
    }

    static double online(Figures figures) {
        return figures.of(Figure.DAILY_USERS) * figures.share(Figure.PEAK_ONLINE);
    }

    /** What each does so many times a day, in the peak second. */
    static double peak(Figures figures, Figure timesADay) {
        return figures.of(Figure.DAILY_USERS) * figures.of(timesADay) / SECONDS_A_DAY * figures.of(Figure.PEAK_FACTOR);
    }

    /** Those of everybody, and of the largest room. */
    static double posts(Figures figures) {
        return peak(figures, Figure.POSTS) + figures.of(Figure.HOT_POSTS);
    }

    static double membersOnline(Figures figures) {
        return figures.of(Figure.MEMBERS) * figures.share(Figure.MEMBERS_ONLINE);
    }

    static double listeners(Figures figures) {
        return membersOnline(figures) * figures.of(Figure.SOCKETS_PER_USER);
    }

    /** Everybody who is there moves a cursor, except the sender. */
    static double cursorsOfAPost(Figures figures) {
        return Math.max(0, membersOnline(figures) - 1) * figures.of(Figure.CURSORS);
    }

    static boolean receiptsAreTold(Figures figures) {
        return figures.of(Figure.MEMBERS) <= GROUP_LIMIT;
    }

    /** The room cannot have more sockets than there are. */
    static double hotDeliveries(Figures figures) {
        double sockets = online(figures) * figures.of(Figure.SOCKETS_PER_USER);
        return figures.of(Figure.HOT_POSTS) * Math.min(figures.of(Figure.HOT_SOCKETS), sockets);
    }
}
