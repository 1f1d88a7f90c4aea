package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.conversation.StoredEntry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;

/**
 * What somebody has done in a conversation besides saying something, and what was done to somebody there, as lines of that one's
 * archive: the invites that are still stored, then the entries by or about that one. The cursors: {@code i.CONVERSATION.ID} after that
 * invite, {@code e.CONVERSATION.REV} after the entry of that revision.
 */
final class OwnDeeds {
    private static final int MOST = 500;
    /** How many entries are looked at for what is somebody's own. */
    private static final int WINDOW = 2_000;

    private final Database database;

    OwnDeeds(Database database) {
        this.database = database;
    }

    static ArchiveCursor beginning(ConversationId conversation) {
        return new ArchiveCursor('i', conversation.value(), 0);
    }

    Future<Page> page(AccountId account, ArchiveCursor cursor) {
        long conversation = cursor.require(cursor.part(), 2).number(0);
        return cursor.part() == 'i'
                ? invites(account, conversation, cursor.number(1))
                : entries(account, conversation, cursor.number(1));
    }

    private Future<Page> invites(AccountId account, long conversation, long after) {
        return database.reading()
                .list(
                        "SELECT id, conversation_id, created_at, expires_at, max_uses, uses, revoked_at FROM invite"
                                + " WHERE conversation_id = ? AND id > ? AND created_by = ? ORDER BY id LIMIT ?",
                        List.of(conversation, after, account.value(), MOST),
                        row -> row)
                .map(rows -> {
                    ArchiveCursor next = rows.size() == MOST
                            ? new ArchiveCursor(
                                    'i', conversation, rows.get(MOST - 1).getLong("id"))
                            : new ArchiveCursor('e', conversation, 0);
                    return new Page(rows.stream().map(OwnDeeds::invite).toList(), next.toString());
                });
    }

    private static ArchiveLine invite(Row row) {
        return new ArchiveLine.Invite(
                row.getLong("conversation_id").toString(),
                row.getLong("id").toString(),
                row.getLong("created_at"),
                row.getLong("expires_at"),
                row.getInteger("max_uses"),
                row.getInteger("uses"),
                row.getLong("revoked_at"));
    }

    /** In a room where people come and go there are very many that are others': a page ends with its window, too. */
    private Future<Page> entries(AccountId account, long conversation, long after) {
        return database.reading()
                .first(
                        "SELECT COUNT(*) AS entries, COALESCE(MAX(rev), 0) AS last FROM (SELECT rev FROM entry"
                                + " WHERE conversation_id = ? AND rev > ? ORDER BY rev LIMIT ?) e",
                        List.of(conversation, after, WINDOW),
                        row -> row)
                .map(java.util.Optional::orElseThrow)
                .compose(window -> own(account, conversation, after, window.getLong("last"))
                        .map(own -> page(conversation, own, window)));
    }

    private Future<List<StoredEntry>> own(AccountId account, long conversation, long after, long to) {
        return database.reading()
                .list(
                        ArchivedRows.ENTRIES + " AND rev > ? AND rev <= ? AND (actor_id = ? OR subject_id = ?)"
                                + " ORDER BY rev LIMIT ?",
                        List.of(conversation, after, to, account.value(), account.value(), MOST),
                        Entries::stored);
    }

    private static Page page(long conversation, List<StoredEntry> own, Row window) {
        List<ArchiveLine> lines = own.stream()
                .<ArchiveLine>map(entry -> ArchivedRows.entry(entry, entry.afterSeq()))
                .toList();
        ArchiveCursor next = OwnWords.beginning(new ConversationId(conversation));
        if (own.size() == MOST) {
            next = new ArchiveCursor('e', conversation, own.get(MOST - 1).rev());
        } else if (window.getLong("entries") == WINDOW) {
            next = new ArchiveCursor('e', conversation, window.getLong("last"));
        }
        return new Page(lines, next.toString());
    }
}
