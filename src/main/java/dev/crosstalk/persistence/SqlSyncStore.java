package dev.crosstalk.persistence;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.sync.SyncStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Sync in SQL: one statement for all heads, one for all that differs. */
final class SqlSyncStore implements SyncStore {
    private static final UserLine LINE = new UserLine(SqlUserLineStore.KINDS.stream()
            .filter(kind -> kind != MemberRows.KIND)
            .toList());

    private static final String PERSON = "person";

    private final Database database;

    SqlSyncStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Optional<Heads>> heads(Caller caller, long since, int limit) {
        List<Object> values = LINE.reachValues(caller.account(), since, limit);
        Object[] who = {caller.account().value(), caller.application().value()};
        Collections.addAll(values, who);
        Collections.addAll(values, who);
        return database.reading()
                .run(
                        "SELECT '" + PERSON
                                + "' AS row_kind, CAST(JSON_OBJECT('rev', a.user_rev, 'first', a.first_user_rev,"
                                + " 'receipts', a.receipts, 'now', ${now}, 'reach', " + LINE.reach()
                                + ") AS CHAR) AS fields FROM account a WHERE a.id = ? AND a.application_id = ?"
                                + " UNION ALL SELECT 'place' AS row_kind, CAST(JSON_OBJECT('id', c.id, 'kind', c.kind,"
                                + " 'members', c.member_count, 'rev', c.rev, 'receipts', c.receipt_rev,"
                                + " 'place', m.user_rev) AS CHAR) AS fields FROM account a"
                                + " JOIN member m ON m.account_id = a.id AND m.active = 1"
                                + " JOIN conversation c ON c.id = m.conversation_id"
                                + " WHERE a.id = ? AND a.application_id = ?",
                        values)
                .map(rows -> heads(rows, since));
    }

    private static Optional<Heads> heads(Iterable<Row> rows, long since) {
        Columns person = null;
        List<Head> conversations = new ArrayList<>();
        for (Row row : rows) {
            Columns fields = Columns.of(row.getString("fields"));
            if (row.getString("row_kind").equals(PERSON)) {
                person = fields;
            } else {
                conversations.add(head(fields));
            }
        }
        conversations.sort(Comparator.comparing(Head::conversation));
        return Optional.ofNullable(person).map(found -> heads(found, since, conversations));
    }

    private static Heads heads(Columns person, long since, List<Head> conversations) {
        return new Heads(
                person.number("rev"),
                person.number("first"),
                UserLine.upTo(person.number("reach"), since, person.number("rev")),
                person.number("now"),
                person.number("receipts") == 1,
                conversations);
    }

    private static Head head(Columns place) {
        return new Head(
                new ConversationId(place.number("id")),
                ConversationKind.of(place.text("kind")),
                place.number("members").intValue(),
                place.number("rev"),
                place.number("receipts"),
                place.number("place"));
    }

    @Override
    public Future<Differences> differences(Caller caller, List<Wanted> conversations, Range user) {
        if (conversations.isEmpty() && user == null) {
            return Future.succeededFuture(new Differences(List.of(), Optional.empty()));
        }
        DifferencesStatement statement = new DifferencesStatement(LINE, caller, conversations, user);
        return database.reading().run(statement.sql(), statement.values()).map(statement::read);
    }
}
