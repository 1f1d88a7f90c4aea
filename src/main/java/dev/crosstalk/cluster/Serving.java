package dev.crosstalk.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Which nodes serve what at one moment, and who owns which shard. Immutable, so that lookups need no lock. */
final class Serving {
    static final Serving NOBODY = new Serving("", Map.of());

    private final String self;
    private final Map<String, Providers> byCapability = new HashMap<>();

    private record Providers(List<String> nodes, List<String> shardOwners) {}

    /** @param capabilities of each living node */
    Serving(String self, Map<String, ? extends Collection<String>> capabilities) {
        this.self = self;
        Map<String, List<String>> nodes = new HashMap<>();
        capabilities.forEach((node, served) -> served.forEach(capability ->
                nodes.computeIfAbsent(capability, c -> new ArrayList<>()).add(node)));
        nodes.forEach((capability, providers) -> byCapability.put(capability, providers(providers)));
    }

    private static Providers providers(List<String> nodes) {
        List<String> owners = new ArrayList<>(Shards.SHARDS);
        for (int shard = 0; shard < Shards.SHARDS; shard++) {
            owners.add(Rendezvous.owner(shard, nodes).orElseThrow());
        }
        return new Providers(List.copyOf(nodes), List.copyOf(owners));
    }

    Optional<String> shardOwner(String capability, int shard) {
        Providers providers = byCapability.get(capability);
        return providers == null
                ? Optional.empty()
                : Optional.of(providers.shardOwners().get(shard));
    }

    /** This node if it serves the capability, else each of the others in turn by chance. */
    Optional<String> any(String capability) {
        List<String> nodes = nodes(capability);
        if (nodes.isEmpty() || nodes.contains(self)) {
            return nodes.isEmpty() ? Optional.empty() : Optional.of(self);
        }
        return Optional.of(nodes.get(ThreadLocalRandom.current().nextInt(nodes.size())));
    }

    List<String> nodes(String capability) {
        Providers providers = byCapability.get(capability);
        return providers == null ? List.of() : providers.nodes();
    }
}
