package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.cache.ChangeSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;

/** What has changed lately, out of SQL: one reading by index for all conversations, and one for all names. */
final class SqlChangeSource implements ChangeSource {
    private static final String CONVERSATIONS =
            "SELECT id, application_id, kind, rev, changed_at, hides, receipt_rev FROM conversation WHERE ";

    private static final String REMOVED =
            "SELECT conversation_id AS id, application_id, kind, rev, removed_at AS changed_at,"
                    + " hides, receipt_rev FROM conversation_removal WHERE removed_at >= ?";

    private final Database database;
    private final long overlapMs;

    /** @param overlapMs longer than a transaction may take, so that a late commit is in the next reading */
    SqlChangeSource(Database database, long overlapMs) {
        this.database = database;
        this.overlapMs = overlapMs;
    }

    @Override
    public Future<Changes> since(Long time) {
        Statements reading = database.reading();
        return reading.now().compose(now -> {
            long from = (time == null ? now : Math.min(time, now)) - overlapMs;
            // Not OR: each half is answered by its index.
            Future<List<ChangedConversation>> conversations = reading.list(
                    CONVERSATIONS + "changed_at >= ? UNION " + CONVERSATIONS + "receipt_at >= ? UNION " + REMOVED,
                    List.of(from, from, from),
                    SqlChangeSource::conversation);
            Future<List<AccountView>> accounts = reading.list(
                    "SELECT id, name FROM account WHERE named_at >= ?", List.of(from), row -> Rows.account(row, "id"));
            return Future.all(conversations, accounts)
                    .map(both -> new Changes(conversations.result(), accounts.result(), now));
        });
    }

    private static ChangedConversation conversation(Row row) {
        return new ChangedConversation(
                new ConversationId(row.getLong("id")),
                new ApplicationId(row.getLong("application_id")),
                ConversationKind.of(row.getString("kind")),
                SqlRecentSource.version(row),
                row.getLong("receipt_rev"));
    }
}
