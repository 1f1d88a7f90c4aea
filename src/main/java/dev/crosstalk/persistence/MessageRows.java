package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.MessageId;
import dev.crosstalk.message.MessageStore.Reader;
import dev.crosstalk.message.StoredMessage;
import dev.crosstalk.message.StoredMessage.Deletion;
import io.vertx.sqlclient.Row;
import java.util.List;

/** Rows of the table of messages as records. */
final class MessageRows {
    static final String COLUMNS =
            "conversation_id, seq, id, rev, sender_id, client_id, text, created_at, edited_at, edits,"
                    + " deleted_at, deleted_by, reply_to_seq, mentions";

    /** Leaves out what a reader has deleted for themselves; its values are {@link #hiddenFrom}. */
    static final String NOT_HIDDEN =
            " AND seq NOT IN (SELECT h.seq FROM hidden h WHERE h.account_id = ? AND h.conversation_id = ?)";

    private MessageRows() {}

    /** Nothing is hidden from all. */
    static List<Object> hiddenFrom(Reader reader, ConversationId conversation) {
        return List.of(reader.account() == null ? 0L : reader.account().value(), conversation.value());
    }

    /** Of {@link #COLUMNS}. */
    static StoredMessage read(Row row) {
        Long deletedAt = row.getLong("deleted_at");
        return new StoredMessage(
                new ConversationId(row.getLong("conversation_id")),
                row.getLong("seq"),
                new MessageId(row.getLong("id")),
                row.getLong("rev"),
                new AccountId(row.getLong("sender_id")),
                Binary.uuid(row, "client_id"),
                row.getString("text"),
                row.getLong("created_at"),
                row.getLong("edited_at"),
                row.getInteger("edits"),
                deletedAt == null ? null : new Deletion(new AccountId(row.getLong("deleted_by")), deletedAt),
                row.getLong("reply_to_seq"),
                MentionRows.read(row.getString("mentions")));
    }
}
