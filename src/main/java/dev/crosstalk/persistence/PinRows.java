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

    /** A pin without its message. @param bytes of the message's text */
    record Pin(long rev, long seq, AccountId actor, long time, long bytes) {}

    /** @param next after which pins were left for another page, or null */
    record Page(List<Pin> pins, Long next) {}

    static Future<Pins> of(Statements statements, ConversationId conversation, long seq) {
        return statements
                .first(
                        "SELECT COUNT(*) AS pins, COALESCE(SUM(CASE WHEN seq = ? THEN 1 ELSE 0 END), 0) AS here FROM pin"
                                + " WHERE conversation_id = ?",
                        List.of(seq, conversation.value()),
                        row -> new Pins(row.getLong("here") > 0, row.getLong("pins")))
                .map(found -> found.orElse(Pins.NONE));
    }

    /** The one that was pinned last first; as many as have not too much text for one answer. */
    static Future<Page> page(Statements reading, ConversationId conversation, long before) {
        return reading.list(
                        "SELECT p.rev, p.seq, p.account_id, p.created_at, COALESCE(OCTET_LENGTH(s.text), 0) AS bytes FROM pin p"
                                + " LEFT JOIN message s ON s.conversation_id = p.conversation_id AND s.seq = p.seq"
                                + " WHERE p.conversation_id = ? AND p.rev < ? ORDER BY p.rev DESC",
                        List.of(conversation.value(), before),
                        row -> new Pin(
                                row.getLong("rev"),
                                row.getLong("seq"),
                                new AccountId(row.getLong("account_id")),
                                row.getLong("created_at"),
                                row.getLong("bytes")))
                .map(PinRows::fitting);
    }

    private static Page fitting(List<Pin> pins) {
        long bytes = 0;
        for (int i = 0; i < pins.size(); i++) {
            bytes += pins.get(i).bytes();
            if (bytes > Fitting.PAGE_BYTES && i > 0) {
                return new Page(pins.subList(0, i), pins.get(i - 1).rev());
            }
        }
        return new Page(pins, null);
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
