package dev.crosstalk.search;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.IndexingCommand.Place;

/** What becomes of an index. */
sealed interface IndexChange {

    /** A message is so now. */
    record Put(IndexedMessage message) implements IndexChange {}

    /** A message has no text any more, as of a revision. */
    record Gone(Place place, long rev) implements IndexChange {}

    /** All messages of a conversation below a seq are gone for good. */
    record Below(ConversationId conversation, long seq) implements IndexChange {}
}
