package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.cache.NameSource;
import dev.crosstalk.cache.Room;
import dev.crosstalk.cache.RoomSource;
import dev.crosstalk.conversation.ConversationStore.Position;
import dev.crosstalk.conversation.ConversationStore.Seen;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/** Names and rooms out of SQL. */
final class SqlDirectorySource implements NameSource, RoomSource {
    private static final String ROOMS = "SELECT id, application_id, number, kind, title, " + SettingsColumns.NAMES
            + ", rev, receipt_rev, last_seq, first_seq, last_time, member_count FROM conversation"
            + " WHERE application_id = ? AND kind = ?";

    private final Database database;
    private final ConversationViews views;

    SqlDirectorySource(Database database) {
        this.database = database;
        this.views = new ConversationViews(database);
    }

    @Override
    public Future<List<AccountView>> accounts(List<AccountId> accounts) {
        List<Object> values = new ArrayList<>();
        Marks.padded(accounts).forEach(account -> values.add(account.value()));
        return database.reading()
                .list(
                        "SELECT id, name FROM account WHERE id IN (" + Marks.list(values.size()) + ")",
                        values,
                        row -> Rows.account(row, "id"));
    }

    @Override
    public Future<List<Room>> rooms(ApplicationId application, int limit) {
        return database.reading()
                .list(
                        ROOMS + " LIMIT ?",
                        List.of(application.value(), ConversationKind.ROOM.text(), limit),
                        SqlDirectorySource::room);
    }

    @Override
    public Future<List<Room>> rooms(ApplicationId application, List<ConversationId> conversations) {
        if (conversations.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<Object> values = new ArrayList<>(List.of(application.value(), ConversationKind.ROOM.text()));
        List<ConversationId> asked = Marks.padded(conversations);
        asked.forEach(conversation -> values.add(conversation.value()));
        return database.reading()
                .list(ROOMS + " AND id IN (" + Marks.list(asked.size()) + ")", values, SqlDirectorySource::room);
    }

    private static Room room(Row row) {
        return Room.of(
                new ApplicationId(row.getLong("application_id")),
                new ConversationView(
                        new ConversationId(row.getLong("id")),
                        row.getLong("number"),
                        ConversationKind.of(row.getString("kind")),
                        row.getString("title"),
                        row.getLong("rev"),
                        row.getLong("receipt_rev"),
                        row.getLong("last_seq"),
                        row.getLong("first_seq"),
                        row.getInteger("member_count"),
                        List.of(),
                        null,
                        row.getLong("last_time"),
                        null,
                        SettingsColumns.read(row),
                        null));
    }

    @Override
    public Future<List<OwnRoom>> own(Caller caller) {
        return database.reading()
                .list(
                        "SELECT c.id, c.title_key, c.last_time FROM member m JOIN conversation c ON c.id = m.conversation_id"
                                + " WHERE m.account_id = ? AND m.active = 1 AND c.application_id = ? AND c.kind = ?",
                        List.of(caller.account().value(), caller.application().value(), ConversationKind.ROOM.text()),
                        row -> new OwnRoom(
                                new Position(
                                        Position.UNPINNED,
                                        row.getLong("last_time"),
                                        new ConversationId(row.getLong("id"))),
                                row.getString("title_key")));
    }

    @Override
    public Future<List<ConversationView>> views(Caller caller, List<ConversationId> conversations) {
        List<Object> values = new ArrayList<>();
        Marks.padded(conversations).forEach(conversation -> values.add(conversation.value()));
        return views.read(caller, "JOIN", " WHERE c.id IN (" + Marks.list(values.size()) + ") AND m.active = 1", values)
                .map(found -> found.stream().map(Seen::view).toList());
    }
}
