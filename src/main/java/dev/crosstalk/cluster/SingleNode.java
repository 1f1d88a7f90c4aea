package dev.crosstalk.cluster;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Topology;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The topology of a node that stands alone: it owns everything that it serves. */
public final class SingleNode implements Topology {
    private static final String SELF = "self";

    private final Set<String> capabilities = ConcurrentHashMap.newKeySet();

    @Override
    public String self() {
        return SELF;
    }

    @Override
    public Optional<String> owner(String capability, ConversationId conversation) {
        return any(capability);
    }

    @Override
    public Optional<String> any(String capability) {
        return capabilities.contains(capability) ? Optional.of(SELF) : Optional.empty();
    }

    @Override
    public Optional<String> keyed(String capability, long key) {
        return any(capability);
    }

    @Override
    public Future<Void> serving(String capability) {
        capabilities.add(capability);
        return Future.succeededFuture();
    }

    /** There is nobody else to ask: it goes on serving itself to its end. */
    @Override
    public Future<Void> leaving() {
        return Future.succeededFuture();
    }
}
