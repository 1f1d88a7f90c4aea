package dev.crosstalk.cache;

import dev.crosstalk.bus.ConversationCommand.Heads;
import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;
import java.util.Optional;

/** The database, as the cache reads it. */
public interface RecentSource {

    /** The conversation's present version; empty if there is no such conversation. */
    Future<Optional<RecentConversation.Version>> version(ConversationId conversation);

    /** The conversation at one revision; empty if there is none, or it changes too fast to be read at one. */
    Future<Optional<RecentConversation>> load(ConversationId conversation);

    /**
     * Conversations that changed since a time, less an overlap that is longer than a transaction may take.
     *
     * @param since null for the last overlap only
     */
    Future<Heads> changedSince(Long since);
}
