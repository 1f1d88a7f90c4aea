package dev.crosstalk.capacity;

import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What there is one of, or what every node must bear, however many nodes there are.
 *
 * @param need at the peak
 * @param have what may be used of it
 * @param users how many daily users it would bear, everything else in proportion
 */
record Limit(Kind kind, double need, double have, double users) {
    private static final double MOST_USERS = 1e12;

    enum Kind {
        PRIMARY("primary", "one MySQL primary's time for posts and cursors, %"),
        HEADS("heads", "MySQL's rows/s for who asks what has changed"),
        STORM("storm", "MySQL's reads/s when everybody comes back"),
        REGISTRATIONS("registrations", "changes of registrations/s that every node hears"),
        PARTITION("partition", "GB of registrations of one partition"),
        ANNOUNCER("announcer", "changes of presence/s of the one announcer"),
        REDIS("redis", "entries/s written to the one Redis of presence"),
        SHARDS("shards", "persistence nodes of 64 shards");

        private final String key;
        private final String text;

        Kind(String key, String text) {
            this.key = key;
            this.text = text;
        }

        String key() {
            return key;
        }

        String text() {
            return text;
        }
    }

    double times() {
        return need / have;
    }

    /** The one that breaks first comes first. */
    static List<Limit> of(Figures figures) {
        return List.of(Kind.values()).stream()
                .map(kind -> new Limit(kind, need(kind, figures), have(kind, figures), users(figures, kind)))
                .sorted(Comparator.comparingDouble(Limit::users))
                .toList();
    }

    private static double need(Kind kind, Figures figures) {
        Traffic traffic = Traffic.of(figures);
        Nodes nodes = Nodes.of(figures, traffic);
        return switch (kind) {
            case PRIMARY -> 100 * Stores.primaryBusy(figures, traffic);
            case HEADS -> Registrations.rowsOfHeads(figures, traffic, nodes);
            case STORM -> traffic.sockets() / figures.of(Figure.STORM_SECONDS);
            case REGISTRATIONS -> Registrations.changes(figures, traffic, nodes);
            case PARTITION -> Registrations.partitionGb(figures, traffic, nodes);
            case ANNOUNCER -> traffic.presenceChanges();
            case REDIS -> Stores.redisWrites(figures, traffic);
            case SHARDS -> nodes.persistence();
        };
    }

    private static double have(Kind kind, Figures figures) {
        double allowed = figures.share(Figure.UTILISATION);
        return switch (kind) {
            case PRIMARY -> 100 * allowed;
            case HEADS -> figures.of(Figure.PRIMARY_ROWS) * allowed;
            case STORM -> figures.of(Figure.PRIMARY_READS);
            case REGISTRATIONS -> figures.of(Figure.REGISTRATION_CHANGES) * allowed;
            case PARTITION -> figures.of(Figure.REGISTRATION_GB);
            case ANNOUNCER -> figures.of(Figure.PRESENCE_CHANGES);
            case REDIS -> figures.of(Figure.REDIS_WRITES) * allowed;
            case SHARDS -> Registrations.SHARDS;
        };
    }

    /** By halving, as some needs grow faster than the number of people. Never more than 10¹². */
    private static double users(Figures figures, Kind kind) {
        DoubleUnaryOperator left = users -> {
            Figures other = figures.with(Figure.DAILY_USERS, users);
            return have(kind, other) - need(kind, other);
        };
        double low = 0;
        double high = MOST_USERS;
        if (left.applyAsDouble(high) >= 0) {
            return high;
        }
        while (high - low > Math.max(1, low / 1e6)) {
            double middle = (low + high) / 2;
            if (left.applyAsDouble(middle) >= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
