package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.message.Draft;
import dev.crosstalk.message.MessageStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Messages in SQL. */
final class SqlMessageStore implements MessageStore {
    private static final String COLUMNS = "conversation_id, seq, id, rev, sender_id, client_id, text, created_at";

    /** Most bytes of text in one page: little enough for a slow connection to take it before it counts as stuck. */
    private static final long PAGE_BYTES = 512 << 10;

    private final Database database;
    private final Lanes lanes;

    SqlMessageStore(Database database, Lanes lanes) {
        this.database = database;
        this.lanes = lanes;
    }

    @Override
    public Future<Posted> post(Draft draft) {
        return lanes.post(draft);
    }

    @Override
    public Future<Optional<Standing>> standing(Caller caller, ConversationId conversation) {
        long account = caller == null ? 0 : caller.account().value();
        return database.reading()
                .first(
                        "SELECT c.application_id, c.kind, " + SettingsColumns.NAMES
                                + ", c.rev AS head_rev, c.first_rev, c.last_seq, c.first_seq,"
                                + " m.role, m.active, m.joined_seq, m.rev AS member_rev FROM conversation c"
                                + " LEFT JOIN member m ON m.conversation_id = c.id AND m.account_id = ? WHERE c.id = ?",
                        List.of(account, conversation.value()),
                        SqlMessageStore::standing);
    }

    private static Standing standing(Row row) {
        return new Standing(
                new ApplicationId(row.getLong("application_id")),
                ConversationKind.of(row.getString("kind")),
                SettingsColumns.read(row),
                row.getLong("head_rev"),
                row.getLong("first_rev"),
                row.getLong("last_seq"),
                row.getLong("first_seq"),
                row.getString("role") == null ? Optional.empty() : Optional.of(Rows.membership(row, "member_rev")));
    }

    @Override
    public Future<List<ConversationEvent.Message>> range(
            ConversationId conversation, long from, long to, boolean latest, int limit) {
        if (from > to) {
            return Future.succeededFuture(List.of());
        }
        String where = " WHERE conversation_id = ? AND seq BETWEEN ? AND ? ORDER BY seq" + (latest ? " DESC" : "");
        return lastThatFits("seq", where, List.of(conversation.value(), from, to, limit))
                .compose(cut -> database.reading()
                        .list(
                                "SELECT " + COLUMNS + " FROM message" + where + " LIMIT ?",
                                latest
                                        ? List.of(conversation.value(), cut.orElse(from), to, limit)
                                        : List.of(conversation.value(), from, cut.orElse(to), limit),
                                Rows::message))
                .map(messages -> messages.stream()
                        .sorted(Comparator.comparingLong(ConversationEvent.Message::seq))
                        .toList());
    }

    /**
     * The number of the last message of a page that is not too long to be one answer, if some of its messages must be left for
     * the next: a page of the longest messages would be hundreds of megabytes.
     */
    private Future<Optional<Long>> lastThatFits(String column, String where, List<Object> values) {
        return database.reading()
                .run("SELECT " + column + ", OCTET_LENGTH(text) AS bytes FROM message" + where + " LIMIT ?", values)
                .map(rows -> {
                    long bytes = 0;
                    Optional<Long> last = Optional.empty();
                    for (Row row : rows) {
                        bytes += row.getLong("bytes");
                        if (bytes > PAGE_BYTES && last.isPresent()) {
                            return last;
                        }
                        last = Optional.of(row.getLong(column));
                    }
                    return Optional.empty();
                });
    }

    @Override
    public Future<List<ConversationEvent>> changes(ConversationId conversation, long since, long upTo, int limit) {
        String where = " WHERE conversation_id = ? AND rev > ? AND rev <= ? ORDER BY rev";
        return lastThatFits("rev", where, List.of(conversation.value(), since, upTo, limit))
                .compose(cut -> changes(
                        where + " LIMIT ?", List.of(conversation.value(), since, cut.orElse(upTo), limit), limit));
    }

    private Future<List<ConversationEvent>> changes(String where, List<Object> values, int limit) {
        Future<List<ConversationEvent>> messages =
                database.reading().list("SELECT " + COLUMNS + " FROM message" + where, values, Rows::message);
        Future<List<ConversationEvent>> entries = database.reading()
                .list(
                        "SELECT conversation_id, rev, after_seq, kind, actor_id, subject_id, data, created_at FROM entry"
                                + where,
                        values,
                        Entries::read);
        Future<List<ConversationEvent>> trimmed = Trimming.event(database.reading(), values);
        return Future.all(messages, entries, trimmed).map(done -> {
            List<ConversationEvent> all = new ArrayList<>(messages.result());
            all.addAll(entries.result());
            all.addAll(trimmed.result());
            return all.stream()
                    .sorted(Comparator.comparingLong(ConversationEvent::rev))
                    .limit(limit)
                    .toList();
        });
    }
}
