package dev.crosstalk.persistence;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import io.vertx.core.Future;

/** Members who do not see everything that was said before they joined: what is told to all must not tell it to them. */
final class Newcomers {
    private Newcomers() {}

    /** The lowest message that every member may see. */
    static Future<Long> firstSeqForAll(Statements statements, ConversationId conversation) {
        return statements.number(
                "SELECT COALESCE(MAX(m.joined_seq), 0) + 1 FROM conversation c"
                        + " JOIN member m ON m.conversation_id = c.id WHERE c.id = ? AND c.kind <> ? AND m.active = 1",
                conversation.value(),
                ConversationKind.ROOM.text());
    }
}
