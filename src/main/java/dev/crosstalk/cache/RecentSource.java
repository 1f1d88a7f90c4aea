package dev.crosstalk.cache;

import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;
import java.util.Optional;

/** The database, as the cache of recent conversations reads it. */
public interface RecentSource {

    /** The conversation's present version; empty if there is no such conversation. */
    Future<Optional<RecentConversation.Version>> version(ConversationId conversation);

    /** The conversation at one version; empty if there is none, or it changes too fast to be read at one. */
    Future<Optional<RecentConversation>> load(ConversationId conversation);
}
