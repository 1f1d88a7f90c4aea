package dev.crosstalk.capacity;

import java.util.List;

/**
 * What a load needs.
 *
 * @param limits the one that breaks first comes first
 */
record Capacity(
        Figures figures, Traffic traffic, Nodes nodes, Stores stores, double registrations, List<Limit> limits) {

    static Capacity of(Figures figures) {
        Traffic traffic = Traffic.of(figures);
        Nodes nodes = Nodes.of(figures, traffic);
        return new Capacity(
                figures,
                traffic,
                nodes,
                Stores.of(figures, traffic),
                Registrations.count(figures, traffic, nodes),
                Limit.of(figures));
    }
}
