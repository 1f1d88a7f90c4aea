package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.OwnKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Objects;

/**
 * What people have for themselves besides what belongs to one conversation, as lines of the archive of an application: their
 * contacts and whom they block, and what they have saved, of each person in the order of saving.
 */
final class ArchivedPossessions {
    static final int MOST = 500;

    private final Database database;

    ArchivedPossessions(Database database) {
        this.database = database;
    }

    /** @param last the numbers of the last one, of which there may be more behind it; null if there are none */
    record Some(List<ArchiveLine> lines, long[] last) {}

    /** Both sides of a relation are read by one statement, so that they belong together. Whose id is lower comes first. */
    Future<Some> contacts(ApplicationId application, long account, long other) {
        return database.reading()
                .list(
                        "SELECT c.account_id, c.other_id, c.state, c.changed_at, o.state AS other_state,"
                                + " o.changed_at AS other_at FROM contact c LEFT JOIN contact o"
                                + " ON o.account_id = c.other_id AND o.other_id = c.account_id"
                                + " WHERE c.application_id = ? AND c.account_id >= ? AND (c.account_id > ? OR c.other_id > ?)"
                                + " AND (c.account_id < c.other_id OR o.account_id IS NULL)"
                                + " ORDER BY c.account_id, c.other_id LIMIT ?",
                        List.of(application.value(), account, account, other, MOST),
                        row -> row)
                .map(rows -> some(
                        rows,
                        rows.stream()
                                .map(ArchivedPossessions::contact)
                                .filter(Objects::nonNull)
                                .toList(),
                        "other_id"));
    }

    /** Null if they are nothing to each other any more. */
    private static ArchiveLine contact(Row row) {
        ContactState state = ContactState.of(row.getString("state"));
        String other = row.getString("other_state");
        ContactState otherState = other == null ? ContactState.NONE : ContactState.of(other);
        if (state == ContactState.NONE && otherState == ContactState.NONE) {
            return null;
        }
        return new ArchiveLine.Contact(
                row.getLong("account_id").toString(),
                state,
                state == ContactState.NONE ? null : row.getLong("changed_at"),
                row.getLong("other_id").toString(),
                otherState,
                otherState == ContactState.NONE ? null : row.getLong("other_at"));
    }

    Future<Some> saved(ApplicationId application, long account, long userRev) {
        return database.reading()
                .list(
                        "SELECT account_id, conversation_id, seq, saved_at, user_rev FROM saved"
                                + " WHERE application_id = ? AND active = 1 AND account_id >= ?"
                                + " AND (account_id > ? OR user_rev > ?) ORDER BY account_id, user_rev LIMIT ?",
                        List.of(application.value(), account, account, userRev, MOST),
                        row -> row)
                .map(rows ->
                        some(rows, rows.stream().map(ArchivedPossessions::saved).toList(), "user_rev"));
    }

    private static ArchiveLine saved(Row row) {
        return new ArchiveLine.Own(
                row.getLong("account_id").toString(),
                OwnKind.SAVED,
                row.getLong("conversation_id").toString(),
                row.getLong("seq").toString(),
                null,
                row.getLong("saved_at"));
    }

    private static Some some(List<Row> rows, List<ArchiveLine> lines, String second) {
        Row last = rows.size() < MOST ? null : rows.get(MOST - 1);
        return new Some(lines, last == null ? null : new long[] {last.getLong("account_id"), last.getLong(second)});
    }
}
