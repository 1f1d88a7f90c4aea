package dev.crosstalk.capacity;

/** What grows with nodes times addresses: who listens where, and who asks what has changed. */
final class Registrations {
    /** As shipped, and never another number for a database that was begun. */
    static final double SHARDS = 64;
    /** As shipped: Hazelcast keeps registrations in so many pieces, so that no more nodes than that share them. */
    static final double PARTITIONS = 13;

    /** As shipped: readings of what has changed overlap by so long, so that what is committed late is not missed. */
    private static final double OVERLAP_S = 45;
    /** As shipped: between two readings of a node that carries sockets (headsMs). */
    private static final double HEADS_S = 3;
    /** As shipped: between two readings of a node that caches (checkMs). */
    private static final double CHECK_S = 1;

    private static final double BYTES_A_GB = 1e9;

    private Registrations() {}

    /** Conversations and accounts that somebody listens to now: each has its part of all subscriptions. */
    static double addresses(Figures figures, Traffic traffic) {
        return traffic.sockets() * figures.of(Figure.SUBSCRIPTIONS) / Math.max(1, traffic.listeners());
    }

    /** One for each address and node with a listener, never one a socket. */
    static double count(Figures figures, Traffic traffic, Nodes nodes) {
        return addresses(figures, traffic) * Nodes.spread(Math.max(1, traffic.listeners()), nodes.bridge());
    }

    static double partitionGb(Figures figures, Traffic traffic, Nodes nodes) {
        return count(figures, traffic, nodes) * figures.of(Figure.REGISTRATION_BYTES) / PARTITIONS / BYTES_A_GB;
    }

    /**
     * Who comes registers its addresses, and who goes takes them back, unless somebody else on the node listens to them, too.
     * Vert.x tells every node of each.
     */
    static double changes(Figures figures, Traffic traffic, Nodes nodes) {
        double listeners = Math.max(1, traffic.listeners());
        return 2
                * traffic.visits()
                * figures.of(Figure.SUBSCRIPTIONS)
                * Nodes.spread(listeners, nodes.bridge())
                / listeners;
    }

    /** A conversation is told in each reading that falls within the overlap. */
    static double rowsOfHeads(Figures figures, Traffic traffic, Nodes nodes) {
        return changedConversations(figures, traffic)
                * (nodes.bridge() * (OVERLAP_S + HEADS_S) / HEADS_S
                        + nodes.persistence() * (OVERLAP_S + CHECK_S) / CHECK_S);
    }

    /** By the second; one that goes on within the overlap is told once. */
    static double changedConversations(Figures figures, Traffic traffic) {
        return traffic.posts() / figures.of(Figure.BURST);
    }

    /** Rows of the answer that one bridge node gets to one question. */
    static double rowsOfOneAnswer(Figures figures, Traffic traffic) {
        return changedConversations(figures, traffic) * (OVERLAP_S + HEADS_S);
    }
}
