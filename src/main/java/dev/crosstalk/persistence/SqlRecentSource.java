package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationCommand.Heads;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.cache.CacheSettings;
import dev.crosstalk.cache.RecentConversation;
import dev.crosstalk.cache.RecentConversation.Entry;
import dev.crosstalk.cache.RecentConversation.Seat;
import dev.crosstalk.cache.RecentConversation.Version;
import dev.crosstalk.cache.RecentSource;
import dev.crosstalk.conversation.MembershipStore;
import dev.crosstalk.message.MessageStore;
import dev.crosstalk.message.MessageStore.Reader;
import dev.crosstalk.message.MessageStore.Standing;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Recent conversations out of SQL: a handful of small statements, the head before and after to know that nothing changed in between. */
final class SqlRecentSource implements RecentSource {
    private static final int MOST_ATTEMPTS = 3;
    private static final int MOST_ENTRIES = 500;

    private final Database database;
    private final MessageStore messages;
    private final MembershipStore memberships;
    private final CacheSettings settings;

    SqlRecentSource(Database database, MessageStore messages, MembershipStore memberships, CacheSettings settings) {
        this.database = database;
        this.messages = messages;
        this.memberships = memberships;
        this.settings = settings;
    }

    @Override
    public Future<Optional<Version>> version(ConversationId conversation) {
        return database.reading()
                .first(
                        "SELECT rev, changed_at FROM conversation WHERE id = ?",
                        List.of(conversation.value()),
                        row -> new Version(row.getLong("rev"), row.getLong("changed_at")));
    }

    @Override
    public Future<Heads> changedSince(Long since) {
        return memberships.changedSince(since, List.of());
    }

    @Override
    public Future<Optional<RecentConversation>> load(ConversationId conversation) {
        return load(conversation, MOST_ATTEMPTS);
    }

    private Future<Optional<RecentConversation>> load(ConversationId conversation, int attempts) {
        if (attempts == 0) {
            return Future.succeededFuture(Optional.empty());
        }
        return version(conversation)
                .compose(before -> before.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : loadAt(conversation, before.get())
                                .compose(loaded -> version(conversation)
                                        .compose(after -> after.equals(before)
                                                        && loaded.rev()
                                                                == before.get().rev()
                                                ? Future.succeededFuture(Optional.of(loaded))
                                                : load(conversation, attempts - 1))));
    }

    private Future<RecentConversation> loadAt(ConversationId conversation, Version version) {
        return messages.standing(null, conversation)
                .map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure))
                .compose(head -> load(conversation, head, version));
    }

    private Future<RecentConversation> load(ConversationId conversation, Standing head, Version version) {
        Reader everyone = new Reader(null, head.firstSeq(), head.firstRev());
        Future<List<Seat>> seats = seats(conversation);
        return messages.range(everyone, conversation, head.firstSeq(), head.lastSeq(), true, settings.messages())
                .compose(latest -> {
                    long lowest =
                            latest.isEmpty() ? head.firstSeq() : latest.get(0).seq();
                    long entriesFrom = lowest <= head.firstSeq() ? 0 : lowest;
                    return Future.all(seats, entries(conversation, entriesFrom))
                            .map(both -> recent(
                                    conversation,
                                    head,
                                    version,
                                    seats.result(),
                                    latest,
                                    both.resultAt(1),
                                    entriesFrom));
                });
    }

    private RecentConversation recent(
            ConversationId conversation,
            Standing head,
            Version version,
            List<Seat> seats,
            List<MessageEvent> latest,
            List<Entry> entries,
            long entriesFrom) {
        return new RecentConversation(
                conversation,
                head.application(),
                head.kind(),
                head.settings(),
                head.rev(),
                version.changedAt(),
                head.firstRev(),
                head.lastSeq(),
                head.firstSeq(),
                seats.size() > settings.members() ? null : seats,
                latest,
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
                        "SELECT m.* FROM member m WHERE m.conversation_id = ? LIMIT ?",
                        List.of(conversation.value(), settings.members() + 1),
                        row -> new Seat(new AccountId(row.getLong("account_id")), Rows.place(row)));
    }
}
