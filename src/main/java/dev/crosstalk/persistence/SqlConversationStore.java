package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Member;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Change;
import dev.crosstalk.conversation.ConversationStore;
import dev.crosstalk.conversation.Locked;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Conversations in SQL: reading here, opening and changing by their own classes. */
final class SqlConversationStore implements ConversationStore {
    /** Place among the pinned ones; the others are behind them. */
    private static final String RANK = "(CASE WHEN m.pinned > 0 THEN m.pinned ELSE " + Position.UNPINNED + " END)";

    private final Database database;
    private final ConversationOpening opening;
    private final ConversationChange changing;
    private final ConversationViews views;

    SqlConversationStore(Database database, ConversationOpening opening, ConversationChange changing) {
        this.database = database;
        this.opening = opening;
        this.changing = changing;
        this.views = new ConversationViews(database);
    }

    @Override
    public Future<ConversationId> open(NewConversation wanted) {
        return opening.open(wanted);
    }

    @Override
    public Future<Void> change(
            Caller caller, ConversationId conversation, AccountId subject, Function<Locked, Change> rule) {
        return changing.change(caller, conversation, subject, rule);
    }

    @Override
    public Future<Optional<Seen>> find(Caller caller, ConversationId conversation) {
        return views.read(
                        caller,
                        "LEFT JOIN",
                        " WHERE c.id = ? AND c.application_id = ?",
                        List.of(conversation.value(), caller.application().value()))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<Optional<Seen>> findRoom(Caller caller, long number) {
        return views.read(
                        caller,
                        "LEFT JOIN",
                        " WHERE c.application_id = ? AND c.number = ? AND c.kind = ?",
                        List.of(caller.application().value(), number, ConversationKind.ROOM.text()))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<List<ConversationView>> mine(Caller caller, boolean archived, Slice slice) {
        List<Object> values = new ArrayList<>(List.of(caller.application().value()));
        String where = " WHERE m.active = 1 AND c.application_id = ? AND " + (archived ? "" : "NOT ")
                + PositionRow.ARCHIVED + sliced(slice, true, values);
        return views.read(caller, "JOIN", where, values).map(SqlConversationStore::views);
    }

    @Override
    public Future<List<ConversationView>> rooms(Caller caller, Slice slice) {
        List<Object> values = new ArrayList<>(List.of(caller.application().value(), ConversationKind.ROOM.text()));
        String where = " WHERE c.application_id = ? AND c.kind = ? AND (c.join_policy = 'open' OR m.active = 1)"
                + sliced(slice, false, values);
        return views.read(caller, "LEFT JOIN", where, values).map(SqlConversationStore::views);
    }

    private static List<ConversationView> views(List<Seen> found) {
        return found.stream().map(Seen::view).toList();
    }

    private static String sliced(Slice slice, boolean pinnedFirst, List<Object> values) {
        StringBuilder sql = new StringBuilder();
        if (slice.title() != null) {
            sql.append(" AND c.title_key LIKE ? ESCAPE '!'");
            values.add("%" + slice.title().replaceAll("[!%_]", "!$0") + "%");
        }
        if (slice.after() != null) {
            after(slice.after(), pinnedFirst, sql, values);
        }
        values.add(slice.limit());
        return sql.append(" ORDER BY " + (pinnedFirst ? RANK + ", " : "") + "c.last_time DESC, c.id DESC LIMIT ?")
                .toString();
    }

    private static void after(Position position, boolean pinnedFirst, StringBuilder sql, List<Object> values) {
        if (pinnedFirst) {
            sql.append(" AND (" + RANK + " > ? OR (" + RANK + " = ?");
            values.add(position.rank());
            values.add(position.rank());
        }
        sql.append(" AND (c.last_time < ? OR (c.last_time = ? AND c.id < ?))").append(pinnedFirst ? "))" : "");
        values.add(position.lastTime());
        values.add(position.lastTime());
        values.add(position.conversation().value());
    }

    @Override
    public Future<Boolean> exists(ApplicationId application, AccountId account) {
        return database.reading()
                .number(
                        "SELECT COUNT(*) FROM account WHERE id = ? AND application_id = ? AND kind IN ('guest', 'registered')",
                        account.value(),
                        application.value())
                .map(count -> count == 1);
    }

    @Override
    public Future<Void> requireUnblocked(AccountId actor, AccountId person) {
        return DirectConversations.requireUnblocked(database.reading(), actor, List.of(person));
    }

    @Override
    public Future<Long> userRev(AccountId account) {
        return database.reading()
                .first(
                        "SELECT user_rev FROM account WHERE id = ?",
                        List.of(account.value()),
                        row -> row.getLong("user_rev"))
                .map(found -> found.orElse(0L));
    }

    @Override
    public Future<List<Member>> members(ConversationId conversation, long rev, AccountId after, int limit) {
        return database.reading()
                .list(
                        "SELECT m.account_id, m.role, a.name FROM member m JOIN account a ON a.id = m.account_id"
                                + " WHERE m.conversation_id = ? AND m.active = 1 AND m.account_id > ?"
                                + " ORDER BY m.account_id LIMIT ?",
                        List.of(conversation.value(), after == null ? 0L : after.value(), limit),
                        row -> new Member(Rows.account(row, "account_id"), Role.of(row.getString("role"))));
    }
}
