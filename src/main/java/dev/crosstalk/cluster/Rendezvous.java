package dev.crosstalk.cluster;

import java.util.Collection;
import java.util.Optional;

/**
 * Rendezvous hashing: every node computes the same owner of a key from the same set of nodes, and a node that goes or comes
 * moves only its own keys.
 */
final class Rendezvous {
    private Rendezvous() {}

    /** The node with the greatest weight for the key, or empty if there are no nodes. Their order does not matter. */
    static Optional<String> owner(long key, Collection<String> nodes) {
        String best = null;
        long greatest = 0;
        for (String node : nodes) {
            long weight = Hashes.mix(Hashes.of(node) ^ Hashes.mix(key));
            if (best == null || weight > greatest || (weight == greatest && node.compareTo(best) < 0)) {
                best = node;
                greatest = weight;
            }
        }
        return Optional.ofNullable(best);
    }
}
