package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent.Pinned;
import dev.crosstalk.bus.ConversationEvent.Unpinned;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.message.LockedMessage.Pins;
import io.vertx.core.Future;
import java.util.List;

/** Which messages are pinned, and by whom. */
final class PinRows {
    private PinRows() {}

    /** A pin without its message. */
    record Pin(long seq, AccountId actor, long time) {}

    static Future<Pins> of(Statements statements, ConversationId conversation, long seq) {
        return statements
                .first(
                        "SELECT COUNT(*) AS pins, COALESCE(SUM(CASE WHEN seq = ? THEN 1 ELSE 0 END), 0) AS here FROM pin"
                                + " WHERE conversation_id = ?",
                        List.of(seq, conversation.value()),
                        row -> new Pins(row.getLong("here") > 0, row.getLong("pins")))
                .map(found -> found.orElse(Pins.NONE));
    }

    /** The one that was pinned last first. */
    static Future<List<Pin>> list(Statements reading, ConversationId conversation) {
        return reading.list(
                "SELECT seq, account_id, created_at FROM pin WHERE conversation_id = ? ORDER BY rev DESC",
                List.of(conversation.value()),
                row -> new Pin(
                        row.getLong("seq"), new AccountId(row.getLong("account_id")), row.getLong("created_at")));
    }

    static Future<Integer> insert(Statements statements, ApplicationId application, Pinned event) {
        return statements
                .update(
                        "INSERT INTO pin (application_id, conversation_id, seq, rev, account_id, created_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?)",
                        application.value(),
                        event.conversation().value(),
                        event.seq(),
                        event.rev(),
                        event.actor().value(),
                        event.time())
                .compose(done -> Entries.insert(statements, application, event));
    }

    static Future<Integer> delete(Statements statements, ApplicationId application, Unpinned event) {
        return statements
                .update(
                        "DELETE FROM pin WHERE conversation_id = ? AND seq = ?",
                        event.conversation().value(),
                        event.seq())
                .compose(done -> Entries.insert(statements, application, event));
    }
}
