package dev.crosstalk.search;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.bus.IndexingCommand.Scan;

/** A walk through messages that is done in pages: through all of them, or through one conversation that was imported. */
final class Scanning {
    private final ConversationId within;
    private Place after;

    /** @param within null for all */
    Scanning(ConversationId within) {
        this.within = within;
    }

    Scan next(int limit) {
        return new Scan(within, after, limit);
    }

    void reached(Place place) {
        after = place;
    }
}
