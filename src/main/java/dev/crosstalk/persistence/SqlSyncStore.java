package dev.crosstalk.persistence;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.conversation.ConversationStore.Seen;
import dev.crosstalk.sync.SyncStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sync in SQL: one statement for all heads, one for all that differs. */
final class SqlSyncStore implements SyncStore {
    private final Database database;
    private final ConversationViews views;
    private final SqlUserLineStore line;

    SqlSyncStore(Database database) {
        this.database = database;
        this.views = new ConversationViews(database);
        this.line = new SqlUserLineStore(
                database,
                SqlUserLineStore.KINDS.stream()
                        .filter(kind -> kind != MemberRows.KIND)
                        .toList());
    }

    @Override
    public Future<Optional<Heads>> heads(Caller caller) {
        return database.reading()
                .run(
                        "SELECT a.user_rev, a.first_user_rev, ${now} AS now_ms, c.id, c.rev, c.receipt_rev,"
                                + " m.user_rev AS place_rev FROM account a"
                                + " LEFT JOIN member m ON m.account_id = a.id AND m.active = 1"
                                + " LEFT JOIN conversation c ON c.id = m.conversation_id"
                                + " WHERE a.id = ? AND a.application_id = ? ORDER BY c.id",
                        List.of(caller.account().value(), caller.application().value()))
                .map(rows -> {
                    Heads heads = null;
                    List<Head> conversations = new ArrayList<>();
                    for (Row row : rows) {
                        heads = new Heads(
                                row.getLong("user_rev"),
                                row.getLong("first_user_rev"),
                                row.getLong("now_ms"),
                                conversations);
                        if (row.getLong("id") != null) {
                            conversations.add(head(row));
                        }
                    }
                    return Optional.ofNullable(heads);
                });
    }

    private static Head head(Row row) {
        return new Head(
                new ConversationId(row.getLong("id")),
                row.getLong("rev"),
                row.getLong("receipt_rev"),
                row.getLong("place_rev"));
    }

    @Override
    public Future<List<ConversationView>> views(
            Caller caller, List<ConversationId> conversations, Set<ConversationId> withMembers) {
        if (conversations.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<Object> values = new ArrayList<>();
        Marks.padded(conversations).forEach(id -> values.add(id.value()));
        return views.read(
                        caller,
                        "JOIN",
                        " WHERE c.id IN (" + Marks.list(values.size()) + ") AND m.active = 1 ORDER BY c.id",
                        values,
                        withMembers::contains)
                .map(found -> found.stream().map(Seen::view).toList());
    }

    @Override
    public Future<List<UserEvent>> changes(Caller caller, long since, long upTo, int limit) {
        return line.changes(caller.account(), since, upTo, limit);
    }
}
