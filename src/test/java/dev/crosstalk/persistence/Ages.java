package dev.crosstalk.persistence;

import dev.crosstalk.bus.ConversationId;
import java.util.concurrent.TimeUnit;

/** Makes what was said look older than it is, as no command can. */
final class Ages {
    private final Database database;

    Ages(Database database) {
        this.database = database;
    }

    /** Moves what was said and what happened up to that message into the past. */
    void age(ConversationId conversation, long upToSeq, int days) {
        long by = TimeUnit.DAYS.toMillis(days);
        TestNode.await(database.transaction(statements -> statements
                .update(
                        "UPDATE message SET created_at = created_at - ? WHERE conversation_id = ? AND seq <= ?",
                        by,
                        conversation.value(),
                        upToSeq)
                .compose(done -> statements.update(
                        "UPDATE entry SET created_at = created_at - ? WHERE conversation_id = ? AND after_seq < ?",
                        by,
                        conversation.value(),
                        upToSeq))));
    }
}
