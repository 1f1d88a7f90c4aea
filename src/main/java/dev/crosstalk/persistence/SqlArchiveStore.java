package dev.crosstalk.persistence;

import dev.crosstalk.archive.ArchiveStore;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Archives out of SQL. */
final class SqlArchiveStore implements ArchiveStore {
    private static final int ACCOUNTS = 1_000;

    private final Database database;
    private final ArchivedConversation conversations;

    SqlArchiveStore(Database database) {
        this.database = database;
        this.conversations = new ArchivedConversation(database);
    }

    @Override
    public Future<Page> conversation(
            ApplicationId application, ConversationId conversation, Long from, AccountId viewer, String after) {
        return conversations.page(application, conversation, new ArchivedConversation.View(from, viewer, true), after);
    }

    /** The cursor: {@code a.ID} after that account, {@code c.ID} after that conversation, or {@code c.ID/} and one within it. */
    @Override
    public Future<Page> application(ApplicationId application, String after) {
        if (after == null) {
            return accounts(application, 0);
        }
        int inner = after.indexOf('/');
        if (inner >= 0) {
            long id = ArchiveCursor.parse(after.substring(0, inner), 1).number(0);
            return oneOf(application, id, after.substring(inner + 1));
        }
        ArchiveCursor cursor = ArchiveCursor.parse(after, 1);
        return cursor.part() == 'a' ? accounts(application, cursor.number(0)) : next(application, cursor.number(0));
    }

    private Future<Page> accounts(ApplicationId application, long after) {
        return database.reading()
                .list(
                        "SELECT id, name, created_at FROM account WHERE application_id = ? AND id > ?"
                                + " AND (name_key IS NOT NULL OR kind <> '" + ImportedAccounts.KIND
                                + "') ORDER BY id LIMIT ?",
                        List.of(application.value(), after, ACCOUNTS),
                        row -> ArchiveLine.Account.of(
                                row.getLong("id"), row.getString("name"), row.getLong("created_at")))
                .map(found -> new Page(
                        List.copyOf(found),
                        found.size() < ACCOUNTS
                                ? new ArchiveCursor('c', 0).toString()
                                : new ArchiveCursor(
                                                'a',
                                                Long.parseLong(
                                                        found.get(ACCOUNTS - 1).id()))
                                        .toString()));
    }

    private Future<Page> next(ApplicationId application, long after) {
        return database.reading()
                .first(
                        "SELECT id FROM conversation WHERE application_id = ? AND id > ? ORDER BY id LIMIT 1",
                        List.of(application.value(), after),
                        row -> row.getLong("id"))
                .compose(found -> found.isPresent()
                        ? oneOf(application, found.get(), null)
                        : Future.succeededFuture(new Page(List.of(), null)));
    }

    private Future<Page> oneOf(ApplicationId application, long id, String after) {
        String here = new ArchiveCursor('c', id).toString();
        return conversations
                .page(application, new ConversationId(id), new ArchivedConversation.View(null, null, false), after)
                .map(page -> new Page(page.lines(), page.next() == null ? here : here + "/" + page.next()));
    }

    /** The cursor: {@code p.CONVERSATION.SEQ}: after that message, or after all of that conversation if there is none. */
    @Override
    public Future<Page> own(Caller caller, String after) {
        if (after == null) {
            return person(caller);
        }
        ArchiveCursor cursor = ArchiveCursor.parse(after, 2);
        return cursor.number(1) < 0
                ? nextPlace(caller, cursor.number(0))
                : conversations
                        .said(caller.account(), new ConversationId(cursor.number(0)), cursor.number(1))
                        .map(said -> new Page(said.lines(), place(cursor.number(0), said.reached())));
    }

    private static String place(long conversation, long reached) {
        return new ArchiveCursor('p', conversation, reached).toString();
    }

    private Future<Page> person(Caller caller) {
        Future<Optional<ArchiveLine>> account = database.reading()
                .first(
                        "SELECT id, name, created_at FROM account WHERE id = ?",
                        List.of(caller.account().value()),
                        row -> ArchiveLine.Account.of(
                                row.getLong("id"), row.getString("name"), row.getLong("created_at")));
        Future<List<ArchiveLine>> sessions = database.reading()
                .list(
                        "SELECT id, user_agent, created_at, seen_at, expires_at FROM session WHERE account_id = ? ORDER BY id",
                        List.of(caller.account().value()),
                        row -> new ArchiveLine.Session(
                                row.getLong("id").toString(),
                                row.getString("user_agent"),
                                row.getLong("created_at"),
                                row.getLong("seen_at"),
                                row.getLong("expires_at")));
        Future<List<ArchiveLine>> contacts = rows(
                caller, "SELECT 'contact' AS what, other_id AS name, state AS value FROM contact WHERE account_id = ?");
        Future<List<ArchiveLine>> settings =
                rows(caller, "SELECT 'setting' AS what, name, value FROM setting WHERE account_id = ?");
        return Future.all(account, sessions, contacts, settings).map(all -> {
            List<ArchiveLine> lines = new ArrayList<>();
            lines.add(account.result().orElseThrow(FailureCode.NOT_FOUND::failure));
            lines.addAll(sessions.result());
            lines.addAll(contacts.result());
            lines.addAll(settings.result());
            return new Page(lines, place(0, -1));
        });
    }

    private Future<List<ArchiveLine>> rows(Caller caller, String sql) {
        return database.reading()
                .list(
                        sql + " ORDER BY name",
                        List.of(caller.account().value()),
                        row -> new ArchiveLine.Own(
                                row.getString("what"), String.valueOf(row.getValue("name")), row.getString("value")));
    }

    private Future<Page> nextPlace(Caller caller, long after) {
        return database.reading()
                .first(
                        "SELECT conversation_id FROM member WHERE account_id = ? AND conversation_id > ?"
                                + " ORDER BY conversation_id LIMIT 1",
                        List.of(caller.account().value(), after),
                        row -> new ConversationId(row.getLong("conversation_id")))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(new Page(List.of(), null))
                        : conversations
                                .place(caller, found.get())
                                .map(lines -> new Page(lines, place(found.get().value(), 0))));
    }
}
