package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.conversation.StoredEntry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;

/** Durable changes that are not messages, as rows. */
final class Entries {
    /** What {@link #read} reads, of the whole table. */
    static final String SELECT =
            "SELECT conversation_id, rev, after_seq, kind, actor_id, subject_id, data, created_at FROM entry";

    private Entries() {}

    static Future<Integer> insert(Statements statements, ApplicationId application, ConversationEvent event) {
        StoredEntry entry = StoredEntry.of(event);
        return statements.update(
                "INSERT INTO entry (application_id, conversation_id, rev, after_seq, kind, actor_id, subject_id, data,"
                        + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                application.value(),
                event.conversation().value(),
                entry.rev(),
                entry.afterSeq(),
                entry.kind(),
                entry.actor().value(),
                entry.subject() == null ? null : entry.subject().value(),
                entry.data(),
                entry.time());
    }

    static ConversationEvent read(Row row) {
        return stored(row).event(new ConversationId(row.getLong("conversation_id")));
    }

    /** Of all columns but the conversation's. */
    static StoredEntry stored(Row row) {
        Long subject = row.getLong("subject_id");
        return new StoredEntry(
                row.getLong("rev"),
                row.getLong("after_seq"),
                row.getString("kind"),
                new AccountId(row.getLong("actor_id")),
                subject == null ? null : new AccountId(subject),
                row.getString("data"),
                row.getLong("created_at"));
    }
}
