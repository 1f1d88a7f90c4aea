package dev.crosstalk.cache;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.cache.ChangeSource.ChangedConversation;
import dev.crosstalk.cache.Confirmation.Stamp;
import dev.crosstalk.cache.RecentConversation.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The versions that conversations have, as this node knows them, each confirmed by the database within {@code freshMs}. */
final class KnownHeads {
    private static final int MOST = 100_000;

    private final Confirmation confirmation;
    private final Map<ConversationId, Known> heads = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ConversationId, Known> eldest) {
            return size() > MOST;
        }
    };

    private record Known(Version version, Stamp stamp) {}

    KnownHeads(long freshMs, LongSupplier nanos) {
        this.confirmation = new Confirmation(freshMs, nanos);
    }

    Optional<Version> version(ConversationId conversation) {
        return Optional.ofNullable(heads.get(conversation))
                .filter(known -> confirmation.isFresh(known.stamp()))
                .map(Known::version);
    }

    /** When the database is known to have had that version; of a conversation that is known. */
    long confirmedAt(ConversationId conversation) {
        return confirmation.confirmedAt(heads.get(conversation).stamp());
    }

    /** Whether what was read at that time may still be served. */
    boolean isFresh(long readAt) {
        return confirmation.isFresh(readAt);
    }

    void learned(ConversationId conversation, Version version, long readAt) {
        heads.merge(
                conversation,
                new Known(version, confirmation.learned(readAt)),
                (old, next) -> next.version().lacksOf(old.version()) ? old : next);
    }

    void forget(ConversationId conversation) {
        heads.remove(conversation);
    }

    /** @param askedAt before the database was asked */
    void changed(List<ChangedConversation> conversations, long askedAt) {
        if (confirmation.isFirst()) {
            heads.values().removeIf(known -> !confirmation.isFresh(known.stamp()));
        }
        confirmation.checked(askedAt);
        for (ChangedConversation changed : conversations) {
            Known known = heads.get(changed.conversation());
            if (known != null && known.version().lacksOf(changed.version())) {
                heads.remove(changed.conversation());
            }
        }
    }
}
