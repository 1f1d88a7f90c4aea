package dev.crosstalk.bus;

import java.util.Optional;

/** Which living node answers what. Resolved locally, so that a sender's order is kept. */
public interface Topology {
    /** The id of this node. */
    String self();

    /** The node that owns the conversation's shard, among those that serve the capability. */
    Optional<String> owner(String capability, ConversationId conversation);

    /** Some node that serves the capability: this one if it does. */
    Optional<String> any(String capability);

    /** The node to which this key belongs, among those that serve the capability; the same on every node. */
    Optional<String> keyed(String capability, long key);

    /** Tells the other nodes that this one serves the capability from now on. */
    io.vertx.core.Future<Void> serving(String capability);

    /** Tells the other nodes that this one serves nothing any more. It asks itself for what no other node serves. */
    io.vertx.core.Future<Void> leaving();

    /** Calls the action, on any thread, with each node that has left the cluster from now on. */
    default void onGone(java.util.function.Consumer<String> action) {}
}
