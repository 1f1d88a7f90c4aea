package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.conversation.StoredEntry;
import dev.crosstalk.message.Mentions;
import dev.crosstalk.message.MessageStore.Reader;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/** Rows of messages and of what belongs to them, as lines of archives. */
final class ArchivedRows {
    static final String MESSAGES = "SELECT seq, rev, sender_id, client_id, text, created_at, edited_at, deleted_at,"
            + " deleted_by, reply_to_seq, mentions FROM message WHERE conversation_id = ?";
    static final String REACTIONS = "SELECT seq, account_id, kind, rev, first_rev, created_at FROM reaction"
            + " WHERE active = 1 AND conversation_id = ?";
    static final String PINS = "SELECT seq, account_id, rev, created_at FROM pin WHERE conversation_id = ?";

    /** What {@link Entries#stored} reads. */
    static final String ENTRIES = "SELECT rev, after_seq, kind, actor_id, subject_id, data, created_at FROM entry"
            + " WHERE conversation_id = ?";

    private ArchivedRows() {}

    /** Earlier texts. @param reader who sees those of own messages; null for who sees all */
    static String edits(Reader reader) {
        return "SELECT e.seq, e.edit, e.text, e.created_at FROM message_edit e JOIN message m"
                + " ON m.conversation_id = e.conversation_id AND m.seq = e.seq WHERE e.conversation_id = ?"
                + (reader == null ? "" : " AND m.sender_id = ?");
    }

    /** The values of {@link #edits}. */
    static List<Object> editsOf(ConversationId conversation, Reader reader) {
        List<Object> values = new ArrayList<>(List.of(conversation.value()));
        if (reader != null) {
            values.add(reader.account().value());
        }
        return values;
    }

    static ArchiveLine.Message message(Row row) {
        Long deletedBy = row.getLong("deleted_by");
        Mentions mentions = MentionRows.read(row.getString("mentions"));
        List<String> people =
                mentions.accounts().stream().map(AccountId::toString).toList();
        return new ArchiveLine.Message(
                row.getLong("seq"),
                row.getLong("rev"),
                row.getLong("sender_id").toString(),
                Binary.uuid(row, "client_id"),
                row.getString("text"),
                row.getLong("created_at"),
                row.getLong("edited_at"),
                row.getLong("deleted_at"),
                deletedBy == null ? null : deletedBy.toString(),
                row.getLong("reply_to_seq"),
                people.isEmpty() ? null : people,
                mentions.everyone() ? true : null);
    }

    static ArchiveLine.Edit edit(Row row) {
        return new ArchiveLine.Edit(
                row.getLong("seq"), row.getInteger("edit"), row.getString("text"), row.getLong("created_at"));
    }

    static ArchiveLine.Reaction reaction(Row row) {
        long rev = row.getLong("rev");
        long firstRev = row.getLong("first_rev");
        return new ArchiveLine.Reaction(
                row.getLong("seq"),
                row.getLong("account_id").toString(),
                row.getString("kind"),
                rev,
                firstRev == rev ? null : firstRev,
                row.getLong("created_at"));
    }

    static ArchiveLine.Pin pin(Row row) {
        return new ArchiveLine.Pin(
                row.getLong("seq"),
                row.getLong("account_id").toString(),
                row.getLong("rev"),
                row.getLong("created_at"));
    }

    /** @param afterSeq the message that it is told to stand behind */
    static ArchiveLine.Entry entry(StoredEntry entry, long afterSeq) {
        return new ArchiveLine.Entry(
                entry.rev(),
                afterSeq,
                entry.kind(),
                entry.actor().toString(),
                entry.subject() == null ? null : entry.subject().toString(),
                entry.data(),
                entry.time());
    }
}
