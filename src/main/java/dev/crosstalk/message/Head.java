package dev.crosstalk.message;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;

/**
 * Where a conversation stands while it is locked.
 *
 * @param lastId id of its last message, 0 if there is none
 * @param lastChange epoch milliseconds of its last durable change
 * @param closed whether it takes no messages: a direct one, of which one member blocks the other
 */
public record Head(
        ConversationId id,
        ApplicationId application,
        ConversationKind kind,
        ConversationSettings settings,
        int memberCount,
        long lastSeq,
        long rev,
        long lastId,
        long lastChange,
        boolean closed) {

    /** The head after one more message. */
    Head after(long messageId, long time) {
        return new Head(id, application, kind, settings, memberCount, lastSeq + 1, rev + 1, messageId, time, closed);
    }
}
