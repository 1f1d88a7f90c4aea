package dev.crosstalk.cache;

import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Recent conversations in the memory of the node, up to a number of bytes; the least lately asked for are forgotten first. */
public final class MemoryRecentStore implements RecentStore {
    private final long mostBytes;
    private final Map<ConversationId, RecentConversation> recent = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    public MemoryRecentStore(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public synchronized Future<Optional<RecentConversation>> find(ConversationId conversation) {
        return Future.succeededFuture(Optional.ofNullable(recent.get(conversation)));
    }

    @Override
    public synchronized Future<Void> put(RecentConversation next) {
        forget(next.conversation());
        recent.put(next.conversation(), next);
        bytes += next.bytes();
        Iterator<RecentConversation> oldest = recent.values().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> remove(ConversationId conversation) {
        forget(conversation);
        return Future.succeededFuture();
    }

    private void forget(ConversationId conversation) {
        RecentConversation old = recent.remove(conversation);
        if (old != null) {
            bytes -= old.bytes();
        }
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
