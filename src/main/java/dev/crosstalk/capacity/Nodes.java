package dev.crosstalk.capacity;

/**
 * How many nodes of each role, and what decides it.
 *
 * @param bridge that carry sockets and requests
 * @param decidedBy what asked for the most bridge nodes
 * @param busMessages between nodes, by the second
 * @param bridgeCores busy cores of all bridge nodes together
 * @param socketsGb memory of all sockets
 * @param stormSeconds for all sockets to come back, when as many nodes are lost as are spare
 * @param persistence that own conversations and store
 * @param presence that take what bridges report; one of them announces
 */
record Nodes(
        double bridge,
        String decidedBy,
        double busMessages,
        double bridgeCores,
        double socketsGb,
        double stormSeconds,
        double persistence,
        double persistenceCores,
        double presence) {
    private static final double US = 1e6;
    private static final double KB_A_GB = 1e6;

    static Nodes of(Figures figures, Traffic traffic) {
        double bridge = bridgeWorking(figures, traffic);
        double bus = busMessages(traffic, bridge);
        double cores = bridgeCores(figures, traffic, bus);
        double spare = figures.of(Figure.SPARE);
        return new Nodes(
                bridge + spare,
                decidedBy(figures, traffic, bridge, cores),
                bus,
                cores,
                socketsGb(figures, traffic),
                traffic.sockets() / (bridge * figures.of(Figure.CONNECTS)),
                byCores(figures, persistenceCores(figures, traffic, bus)) + spare,
                persistenceCores(figures, traffic, bus),
                byCores(figures, presenceCores(figures, traffic)) + spare);
    }

    /** More nodes hear more of the bus, which takes more cores: the least number that is enough for itself. */
    static double bridgeWorking(Figures figures, Traffic traffic) {
        double least =
                Math.max(byStorm(figures, traffic), Math.max(bySockets(figures, traffic), byMemory(figures, traffic)));
        double nodes = least;
        while (true) {
            double cores = bridgeCores(figures, traffic, busMessages(traffic, nodes));
            double enough = Math.max(nodes, byCores(figures, cores));
            if (enough == nodes) {
                return nodes;
            }
            nodes = enough;
        }
    }

    private static String decidedBy(Figures figures, Traffic traffic, double nodes, double cores) {
        if (nodes == byStorm(figures, traffic)) {
            return "everybody's return within " + Numbers.shown(figures.of(Figure.STORM_SECONDS)) + " s";
        }
        if (nodes == bySockets(figures, traffic)) {
            return "sockets of a node";
        }
        return nodes == byMemory(figures, traffic) && nodes != byCores(figures, cores)
                ? "memory of sockets"
                : "processor time";
    }

    /** On how many of so many nodes somebody of so many listeners is, if they are spread evenly. */
    static double spread(double listeners, double nodes) {
        return nodes <= 1
                ? Math.min(1, listeners)
                : Math.min(listeners, -nodes * Math.expm1(listeners * Math.log1p(-1 / nodes)));
    }

    /** Each event goes once to each node with a listener. */
    static double busMessages(Traffic traffic, double nodes) {
        double ofConversations = traffic.posts() + (traffic.receipts() > 0 ? traffic.cursors() : 0);
        double watchers = traffic.presenceChanges() > 0 ? traffic.presence() / traffic.presenceChanges() : 0;
        return ofConversations * spread(traffic.listeners(), nodes)
                + traffic.presenceChanges() * spread(watchers, nodes);
    }

    /** Frames out and in at the same price, idle sockets, and half of the bus. */
    static double bridgeCores(Figures figures, Traffic traffic, double busMessages) {
        return ((traffic.framesOut() + traffic.framesIn()) * figures.of(Figure.DELIVERY_US)
                        + traffic.sockets() * figures.of(Figure.IDLE_US)
                        + busMessages * figures.of(Figure.BUS_US) / 2)
                / US;
    }

    /** Posts, cursors, half of the bus, and passwords. */
    static double persistenceCores(Figures figures, Traffic traffic, double busMessages) {
        return (traffic.posts() * figures.of(Figure.POST_US)
                                + traffic.cursors() * figures.of(Figure.CURSOR_US)
                                + busMessages * figures.of(Figure.BUS_US) / 2)
                        / US
                + passwordCores(figures, traffic);
    }

    static double passwordCores(Figures figures, Traffic traffic) {
        return traffic.visits() * figures.share(Figure.PASSWORDS) * figures.of(Figure.HASH_MS) / 1_000;
    }

    static double presenceCores(Figures figures, Traffic traffic) {
        return Stores.redisWrites(figures, traffic) * figures.of(Figure.HEARD_US) / US;
    }

    static double socketsGb(Figures figures, Traffic traffic) {
        return traffic.sockets() * figures.of(Figure.CONNECTION_KB) / KB_A_GB;
    }

    static double byCores(Figures figures, double cores) {
        return atLeastOne(cores / (figures.of(Figure.NODE_CORES) * figures.share(Figure.UTILISATION)));
    }

    static double bySockets(Figures figures, Traffic traffic) {
        return atLeastOne(traffic.sockets() / (figures.of(Figure.NODE_SOCKETS) * figures.share(Figure.UTILISATION)));
    }

    static double byMemory(Figures figures, Traffic traffic) {
        return atLeastOne(
                socketsGb(figures, traffic) / (figures.of(Figure.NODE_GB) * figures.share(Figure.UTILISATION)));
    }

    /** Everybody is back in time; in a storm a node may be busy all over. */
    static double byStorm(Figures figures, Traffic traffic) {
        return atLeastOne(traffic.sockets() / (figures.of(Figure.CONNECTS) * figures.of(Figure.STORM_SECONDS)));
    }

    /** Whole things: at least one, and no further one for an error of rounding. */
    static double atLeastOne(double need) {
        return Math.max(1, Math.ceil(need - 1e-9));
    }
}
