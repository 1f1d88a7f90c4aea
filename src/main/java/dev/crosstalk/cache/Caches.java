package dev.crosstalk.cache;

import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.DirectoryEvent.AccountDeleted;
import dev.crosstalk.bus.DirectoryEvent.AccountRenamed;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.UserEvent.MessageHidden;
import dev.crosstalk.cache.RecentMessages.Hide;
import dev.crosstalk.conversation.ConversationStore;
import dev.crosstalk.message.MessageStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The caches of a node: recent conversations, names, and the directory of rooms. None of them shows what the database has had no
 * more for {@code freshMs}, and all follow what this node commits before anybody is told of it.
 */
public final class Caches {
    private static final int MOST_ROOMS = 10_000;

    private final Sources sources;
    private final RecentConversations recent;
    private final Names names;
    private final RoomDirectory directory;
    private final ChangeWatch watch;

    /** The database, as the caches read it. */
    public record Sources(RecentSource recent, NameSource names, RoomSource rooms, ChangeSource changes) {}

    /**
     * @param far recent conversations that nodes share; null for none
     * @param nanos a clock that never goes back
     */
    public Caches(Sources sources, RecentStore far, CacheSettings settings, LongSupplier nanos) {
        this.sources = sources;
        this.recent = new RecentConversations(
                sources.recent(), new MemoryRecentStore(settings.bytes()), far, settings, nanos);
        this.names = new Names(sources.names(), settings.freshMs(), nanos);
        this.directory = new RoomDirectory(sources.rooms(), MOST_ROOMS, settings.freshMs(), nanos);
        this.watch = new ChangeWatch(sources.changes(), List.of(recent, names, directory), nanos);
    }

    public MessageStore over(MessageStore store) {
        return new CachedMessageStore(store, recent);
    }

    public ConversationStore over(ConversationStore store) {
        return new CachedConversationStore(store, recent, names, directory, sources.rooms());
    }

    /** This node has committed a change. To be called before anybody is told of it, in order of rev for each conversation. */
    public void committed(Event event) {
        if (event instanceof ConversationEvent change) {
            recent.committed(change);
            directory.committed(change);
        } else if (event instanceof MessageHidden hidden) {
            recent.hidden(hidden.conversation(), new Hide(hidden.account(), hidden.seq()));
        } else if (event instanceof AccountRenamed renamed) {
            names.renamed(renamed.account().id());
        } else if (event instanceof AccountDeleted deleted) {
            names.renamed(deleted.account().id());
        }
    }

    /** Asks the database what has changed. To be called every {@code checkMs}. Never fails. */
    public Future<Void> check() {
        return watch.check();
    }

    public Future<Void> close() {
        return recent.close();
    }
}
