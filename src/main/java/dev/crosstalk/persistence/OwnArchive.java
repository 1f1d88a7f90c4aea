package dev.crosstalk.persistence;

import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.OwnKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is stored about one person, as lines of an archive. The cursors: {@code s.ID} after that session, {@code k.ID} after the
 * contact with that account, {@code p.CONVERSATION} after all of that conversation, and those of {@link OwnDeeds} and {@link OwnWords}.
 */
final class OwnArchive {
    private static final int MOST = 500;

    private final Database database;
    private final OwnPlaces places;
    private final OwnDeeds deeds;
    private final OwnWords words;

    OwnArchive(Database database) {
        this.database = database;
        this.places = new OwnPlaces(database);
        this.deeds = new OwnDeeds(database);
        this.words = new OwnWords(database);
    }

    Future<Page> page(Caller caller, String after) {
        if (after == null) {
            return person(caller);
        }
        ArchiveCursor cursor = ArchiveCursor.parse(after);
        return switch (cursor.part()) {
            case 's' -> sessions(caller, cursor.require('s', 1).number(0));
            case 'k' -> contacts(caller, cursor.require('k', 1).number(0));
            case 'p' -> place(caller, cursor.require('p', 1).number(0));
            case 'i', 'e' -> deeds.page(caller.account(), cursor);
            default ->
                words.page(caller.account(), cursor)
                        .map(said -> new Page(
                                said.lines(),
                                (said.next() == null ? new ArchiveCursor('p', cursor.number(0)) : said.next())
                                        .toString()));
        };
    }

    /** One of the places. */
    Future<Page> place(Caller caller, ConversationId conversation) {
        return places.lines(caller.account(), conversation).map(lines -> new Page(lines, null));
    }

    private Future<Page> person(Caller caller) {
        List<Object> me = List.of(caller.account().value());
        return database.reading()
                .<ArchiveLine>first(
                        "SELECT id, name, name_key, created_at FROM account WHERE id = ?",
                        me,
                        row -> ArchiveLine.Account.of(
                                row.getLong("id"),
                                row.getString("name"),
                                row.getLong("created_at"),
                                row.getString("name_key") == null))
                .compose(account -> database.reading()
                        .<ArchiveLine>list(
                                "SELECT name, value FROM setting WHERE account_id = ? ORDER BY name",
                                me,
                                row -> new ArchiveLine.Own(
                                        null,
                                        OwnKind.SETTING,
                                        row.getString("name"),
                                        row.getString("value"),
                                        null,
                                        null))
                        .map(settings -> {
                            List<ArchiveLine> lines = new ArrayList<>();
                            lines.add(account.orElseThrow(FailureCode.NOT_FOUND::failure));
                            lines.addAll(settings);
                            return new Page(lines, new ArchiveCursor('s', 0).toString());
                        }));
    }

    private Future<Page> sessions(Caller caller, long after) {
        return database.reading()
                .list(
                        "SELECT id, user_agent, created_at, seen_at, expires_at FROM session"
                                + " WHERE account_id = ? AND id > ? ORDER BY id LIMIT ?",
                        List.of(caller.account().value(), after, MOST),
                        row -> row)
                .map(rows -> page(rows, OwnArchive::session, "id", 's', new ArchiveCursor('k', 0)));
    }

    private static ArchiveLine session(Row row) {
        return new ArchiveLine.Session(
                row.getLong("id").toString(),
                row.getString("user_agent"),
                row.getLong("created_at"),
                row.getLong("seen_at"),
                row.getLong("expires_at"));
    }

    private Future<Page> contacts(Caller caller, long after) {
        return database.reading()
                .list(
                        "SELECT other_id, state, changed_at FROM contact WHERE account_id = ? AND other_id > ?"
                                + " ORDER BY other_id LIMIT ?",
                        List.of(caller.account().value(), after, MOST),
                        row -> row)
                .map(rows -> page(rows, OwnArchive::contact, "other_id", 'k', new ArchiveCursor('p', 0)));
    }

    private static ArchiveLine contact(Row row) {
        return new ArchiveLine.Own(
                null,
                OwnKind.CONTACT,
                row.getLong("other_id").toString(),
                row.getString("state"),
                null,
                row.getLong("changed_at"));
    }

    /** @param then what comes after the last of them */
    private static Page page(
            List<Row> rows,
            java.util.function.Function<Row, ArchiveLine> line,
            String id,
            char part,
            ArchiveCursor then) {
        boolean more = rows.size() == MOST;
        ArchiveCursor next = more ? new ArchiveCursor(part, rows.get(MOST - 1).getLong(id)) : then;
        return new Page(rows.stream().map(line).toList(), next.toString());
    }

    private Future<Page> place(Caller caller, long after) {
        return database.reading()
                .first(
                        "SELECT conversation_id FROM member WHERE account_id = ? AND conversation_id > ?"
                                + " ORDER BY conversation_id LIMIT 1",
                        List.of(caller.account().value(), after),
                        row -> new ConversationId(row.getLong("conversation_id")))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(new Page(List.of(), null))
                        : places.lines(caller.account(), found.get())
                                .map(lines -> new Page(
                                        lines, OwnDeeds.beginning(found.get()).toString())));
    }
}
