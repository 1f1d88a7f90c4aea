package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.cache.CacheSettings;
import dev.crosstalk.cache.RecentConversation;
import dev.crosstalk.cache.RecentConversation.Entry;
import dev.crosstalk.cache.RecentConversation.Head;
import dev.crosstalk.cache.RecentConversation.Seat;
import dev.crosstalk.cache.RecentConversation.Version;
import dev.crosstalk.cache.RecentMessages;
import dev.crosstalk.cache.RecentSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;

/** Recent conversations out of SQL: small statements, the version before and after to know that nothing changed in between. */
final class SqlRecentSource implements RecentSource {
    private static final int MOST_ATTEMPTS = 3;
    private static final int MOST_ENTRIES = 500;

    private final Database database;
    private final CacheSettings settings;

    SqlRecentSource(Database database, CacheSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    @Override
    public Future<Optional<Version>> version(ConversationId conversation) {
        return database.reading()
                .first(
                        "SELECT rev, changed_at, hides FROM conversation WHERE id = ?",
                        List.of(conversation.value()),
                        SqlRecentSource::version);
    }

    /** Of the columns rev, changed_at and hides. */
    static Version version(Row row) {
        return new Version(row.getLong("rev"), row.getLong("changed_at"), row.getLong("hides"));
    }

    @Override
    public Future<Optional<RecentConversation>> load(ConversationId conversation) {
        return load(conversation, MOST_ATTEMPTS);
    }

    private Future<Optional<RecentConversation>> load(ConversationId conversation, int attempts) {
        if (attempts == 0) {
            return Future.succeededFuture(Optional.empty());
        }
        return head(conversation)
                .compose(head -> head.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : load(head.get())
                                .compose(loaded -> version(conversation)
                                        .compose(after -> after.equals(Optional.of(
                                                        loaded.head().version()))
                                                ? Future.succeededFuture(Optional.of(loaded))
                                                : load(conversation, attempts - 1))));
    }

    private Future<Optional<Head>> head(ConversationId conversation) {
        return database.reading()
                .first(
                        "SELECT application_id, kind, " + SettingsColumns.NAMES
                                + ", rev, changed_at, hides, first_rev, last_seq, first_seq FROM conversation WHERE id = ?",
                        List.of(conversation.value()),
                        row -> new Head(
                                conversation,
                                new ApplicationId(row.getLong("application_id")),
                                ConversationKind.of(row.getString("kind")),
                                SettingsColumns.read(row),
                                version(row),
                                row.getLong("first_rev"),
                                row.getLong("last_seq"),
                                row.getLong("first_seq")));
    }

    private Future<RecentConversation> load(Head head) {
        Future<List<Seat>> seats = seats(head.conversation());
        return new RecentRows(database.reading(), head.conversation())
                .latest(head.firstSeq(), head.lastSeq(), settings.messages())
                .compose(messages -> {
                    long lowest = head.lastSeq() - messages.latest().size() + 1;
                    long entriesFrom = lowest <= head.firstSeq() ? 0 : lowest;
                    return Future.all(seats, entries(head.conversation(), entriesFrom))
                            .map(both -> recent(head, seats.result(), messages, both.resultAt(1), entriesFrom));
                });
    }

    private RecentConversation recent(
            Head head, List<Seat> seats, RecentMessages messages, List<Entry> entries, long entriesFrom) {
        return new RecentConversation(
                head,
                seats.size() > settings.members() ? null : seats,
                messages,
                entries.size() > MOST_ENTRIES ? null : entries,
                entriesFrom);
    }

    private Future<List<Entry>> entries(ConversationId conversation, long from) {
        return database.reading()
                .list(
                        Entries.SELECT + " WHERE conversation_id = ? AND after_seq >= ? ORDER BY rev LIMIT ?",
                        List.of(conversation.value(), from, MOST_ENTRIES + 1),
                        row -> new Entry(row.getLong("after_seq"), Entries.read(row)));
    }

    private Future<List<Seat>> seats(ConversationId conversation) {
        return database.reading()
                .list(
                        "SELECT m.* FROM member m WHERE m.conversation_id = ? ORDER BY m.account_id LIMIT ?",
                        List.of(conversation.value(), settings.members() + 1),
                        row -> new Seat(new AccountId(row.getLong("account_id")), Rows.place(row)));
    }
}
