package dev.crosstalk.persistence;

import dev.crosstalk.archive.ArchiveStore;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.message.MessageStore.Reader;
import dev.crosstalk.persistence.ArchivedConversation.View;
import dev.crosstalk.persistence.ArchivedPeople.Listed;
import io.vertx.core.Future;
import java.util.List;

/** Archives out of SQL. */
final class SqlArchiveStore implements ArchiveStore {
    private final Database database;
    private final ArchivedPeople people;
    private final ArchivedConversation conversations;
    private final ArchivedPossessions possessions;
    private final OwnArchive own;

    SqlArchiveStore(Database database) {
        this.database = database;
        this.people = new ArchivedPeople(database);
        this.conversations = new ArchivedConversation(database, people);
        this.possessions = new ArchivedPossessions(database);
        this.own = new OwnArchive(database);
    }

    @Override
    public Future<Page> conversation(
            ApplicationId application, ConversationId conversation, Reader reader, String after) {
        return conversations.page(application, conversation, new View(reader, null), after);
    }

    /**
     * The cursors, behind the time at which the archive was begun: {@code a.…ID} after that account, {@code k.…ID.OTHER} after what
     * these two are to each other, {@code c.…ID} after that conversation, or {@code c.…ID/} and one within it, {@code s.…ID.REV} after
     * what that account has saved at that revision.
     */
    @Override
    public Future<Page> application(ApplicationId application, String after) {
        if (after == null) {
            return database.reading().now().compose(now -> accounts(application, now, 0));
        }
        int inner = after.indexOf('/');
        ArchiveCursor cursor = ArchiveCursor.parse(inner < 0 ? after : after.substring(0, inner));
        char part = cursor.part();
        long begunAt = cursor.require(part, part == 'k' || part == 's' ? 3 : 2).number(0);
        long id = cursor.number(1);
        return switch (part) {
            case 'a' -> accounts(application, begunAt, id);
            case 'k' ->
                possessions
                        .contacts(application, id, cursor.number(2))
                        .compose(some -> page(some, begunAt, 'k', new ArchiveCursor('c', begunAt, 0)));
            case 's' ->
                possessions.saved(application, id, cursor.number(2)).compose(some -> page(some, begunAt, 's', null));
            case 'c' ->
                inner < 0
                        ? next(application, begunAt, id)
                        : oneOf(application, begunAt, id, after.substring(inner + 1));
            default -> Future.failedFuture(ArchiveCursor.unknown());
        };
    }

    private Future<Page> accounts(ApplicationId application, long begunAt, long after) {
        return people.all(application, after).map(found -> {
            long last = ArchivedPeople.last(found);
            ArchiveCursor next =
                    last < 0 ? new ArchiveCursor('k', begunAt, 0, 0) : new ArchiveCursor('a', begunAt, last);
            return new Page(found, next.toString());
        });
    }

    private Future<Page> next(ApplicationId application, long begunAt, long after) {
        return database.reading()
                .first(
                        "SELECT id FROM conversation WHERE application_id = ? AND id > ? ORDER BY id LIMIT 1",
                        List.of(application.value(), after),
                        row -> row.getLong("id"))
                .compose(found -> found.isPresent()
                        ? oneOf(application, begunAt, found.get(), null)
                        : Future.succeededFuture(
                                new Page(List.of(), new ArchiveCursor('s', begunAt, 0, 0).toString())));
    }

    /** @param then what comes after the last of them, or null */
    private Future<Page> page(ArchivedPossessions.Some some, long begunAt, char part, ArchiveCursor then) {
        ArchiveCursor next =
                some.last() == null ? then : new ArchiveCursor(part, begunAt, some.last()[0], some.last()[1]);
        return people.introduced(some.lines(), Listed.everyone(begunAt))
                .map(lines -> new Page(lines, next == null ? null : next.toString()));
    }

    private Future<Page> oneOf(ApplicationId application, long begunAt, long id, String after) {
        String here = new ArchiveCursor('c', begunAt, id).toString();
        View view = new View(null, Listed.everyone(begunAt));
        return conversations
                .page(application, new ConversationId(id), view, after)
                .map(page -> new Page(page.lines(), page.next() == null ? here : here + "/" + page.next()));
    }

    @Override
    public Future<Page> own(Caller caller, String after) {
        return own.page(caller, after);
    }

    @Override
    public Future<Page> place(Caller caller, ConversationId conversation) {
        return own.place(caller, conversation);
    }
}
