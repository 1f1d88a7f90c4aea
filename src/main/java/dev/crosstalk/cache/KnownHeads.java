package dev.crosstalk.cache;

import dev.crosstalk.bus.ConversationCommand.Head;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.cache.RecentConversation.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The revisions that conversations have, as this node knows them, each confirmed by the database within {@code fresh}. One reading of
 * what has changed confirms all that have not.
 */
final class KnownHeads {
    private static final int MOST = 100_000;

    private final long freshNanos;
    private final LongSupplier nanos;
    private final Map<ConversationId, Known> heads = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ConversationId, Known> eldest) {
            return size() > MOST;
        }
    };
    private long checked;
    private long checks;
    /**
     * @param readAt before the database was asked
     * @param checks how many readings of what has changed had come by the time it was learned: those were not compared with it
     */
    private record Known(Version version, long readAt, long checks) {}

    KnownHeads(long freshMs, LongSupplier nanos) {
        this.freshNanos = freshMs * 1_000_000;
        this.nanos = nanos;
        this.checked = nanos.getAsLong() - freshNanos;
    }

    Optional<Version> version(ConversationId conversation) {
        Known known = heads.get(conversation);
        return known != null && isFresh(confirmedAt(known)) ? Optional.of(known.version()) : Optional.empty();
    }

    /** When the database is known to have had that version; of a conversation that is known. */
    long confirmedAt(ConversationId conversation) {
        return confirmedAt(heads.get(conversation));
    }

    private long confirmedAt(Known known) {
        return checks > known.checks() ? Math.max(known.readAt(), checked) : known.readAt();
    }

    /** Whether what was read at that time may still be served. */
    boolean isFresh(long readAt) {
        return nanos.getAsLong() - readAt < freshNanos;
    }

    void learned(ConversationId conversation, Version version, long readAt) {
        heads.merge(
                conversation,
                new Known(version, readAt, checks),
                (old, next) -> next.version().rev() >= old.version().rev() ? next : old);
    }

    void forget(ConversationId conversation) {
        heads.remove(conversation);
    }

    /**
     * The database was asked what has changed.
     *
     * @param askedAt before that
     */
    void checked(List<Head> changed, long askedAt) {
        if (checks == 0) {
            // The first list reaches back some time only; the others to the one before.
            heads.values().removeIf(known -> !isFresh(known.readAt()));
        }
        checked = askedAt;
        checks++;
        for (Head head : changed) {
            Known known = heads.get(head.conversation());
            if (known != null && known.version().rev() < head.rev()) {
                heads.remove(head.conversation());
            }
        }
    }
}
