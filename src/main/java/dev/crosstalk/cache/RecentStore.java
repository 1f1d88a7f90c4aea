package dev.crosstalk.cache;

import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * A place where recent conversations are kept. It may forget, fail, and give what is old: whoever asks it knows the revision that
 * is wanted, and takes nothing else.
 */
public interface RecentStore {

    /** What was put last, or nothing; what cannot be read is nothing. Fails soon if the store is not available. */
    Future<Optional<RecentConversation>> find(ConversationId conversation);

    Future<Void> put(RecentConversation recent);

    Future<Void> remove(ConversationId conversation);

    Future<Void> close();
}
