package dev.crosstalk.cluster;

import dev.crosstalk.bus.ConversationId;

/**
 * The 64 parts into which conversations are divided; a part's conversations are written by one node at a time.
 *
 * <p>Count and hash are part of what all nodes must agree on: a node with another count would own other conversations.
 */
public final class Shards {
    /** The number of shards. */
    public static final int SHARDS = 64;

    private Shards() {}

    /** The shard of a conversation, 0 to 63. */
    public static int of(ConversationId conversation) {
        return (int) Long.remainderUnsigned(Hashes.mix(conversation.value()), SHARDS);
    }
}
