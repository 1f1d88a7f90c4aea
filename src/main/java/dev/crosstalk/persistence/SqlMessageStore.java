package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.message.Draft;
import dev.crosstalk.message.LockedMessage;
import dev.crosstalk.message.MessageChange;
import dev.crosstalk.message.MessageStore;
import dev.crosstalk.message.StoredMessage;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Messages in SQL. */
final class SqlMessageStore implements MessageStore {
    private static final String SELECT = "SELECT " + MessageRows.COLUMNS + " FROM message";

    /** Most bytes of text in one page: little enough for a slow connection to take it before it counts as stuck. */
    private static final long PAGE_BYTES = 512 << 10;

    private final Database database;
    private final Lanes lanes;
    private final MessageChanging changing;

    SqlMessageStore(Database database, Lanes lanes, MessageChanging changing) {
        this.database = database;
        this.lanes = lanes;
        this.changing = changing;
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
    public Future<List<MessageEvent>> range(
            Reader reader, ConversationId conversation, long from, long to, boolean latest, int limit) {
        if (from > to) {
            return Future.succeededFuture(List.of());
        }
        String where = " WHERE conversation_id = ? AND seq BETWEEN ? AND ? ORDER BY seq" + (latest ? " DESC" : "");
        return lastThatFits(where, List.of(conversation.value(), from, to, limit))
                .compose(cut -> database.reading()
                        .list(
                                SELECT + where + " LIMIT ?",
                                latest
                                        ? List.of(conversation.value(), cut.orElse(from), to, limit)
                                        : List.of(conversation.value(), from, cut.orElse(to), limit),
                                MessageRows::read))
                .map(messages -> messages.stream()
                        .sorted(Comparator.comparingLong(StoredMessage::seq))
                        .map(StoredMessage::event)
                        .toList());
    }

    /**
     * The seq of the last message of a page that is not too long to be one answer, if some of its messages must be left for the
     * next: a page of the longest messages would be hundreds of megabytes.
     */
    private Future<Optional<Long>> lastThatFits(String where, List<Object> values) {
        return database.reading()
                .run("SELECT seq, OCTET_LENGTH(text) AS bytes FROM message" + where + " LIMIT ?", values)
                .map(rows -> {
                    long bytes = 0;
                    Optional<Long> last = Optional.empty();
                    for (Row row : rows) {
                        bytes += row.getLong("bytes");
                        if (bytes > PAGE_BYTES && last.isPresent()) {
                            return last;
                        }
                        last = Optional.of(row.getLong("seq"));
                    }
                    return Optional.empty();
                });
    }

    @Override
    public Future<List<ConversationEvent>> entries(
            Reader reader, ConversationId conversation, long from, long to, int limit) {
        return database.reading()
                .list(
                        Entries.SELECT + " WHERE conversation_id = ? AND after_seq BETWEEN ? AND ? AND rev >= ?"
                                + " ORDER BY rev DESC LIMIT ?",
                        List.of(conversation.value(), from, to, reader.firstRev(), limit),
                        Entries::read)
                .map(entries -> entries.stream()
                        .sorted(Comparator.comparingLong(ConversationEvent::rev))
                        .toList());
    }

    @Override
    public Future<Optional<MessageEvent>> find(Reader reader, ConversationId conversation, long seq) {
        if (seq < reader.firstSeq()) {
            return Future.succeededFuture(Optional.empty());
        }
        return database.reading()
                .first(
                        SELECT + " WHERE conversation_id = ? AND seq = ?",
                        List.of(conversation.value(), seq),
                        MessageRows::read)
                .map(found -> found.map(StoredMessage::event));
    }

    @Override
    public Future<Slice> changes(Reader reader, ConversationId conversation, long since, long upTo, int limit) {
        Statements reading = database.reading();
        return new Changes(reading, conversation)
                .page(
                        since,
                        upTo,
                        limit,
                        PAGE_BYTES,
                        List.of(
                                (where, values) -> changedMessages(reader, conversation, where, values),
                                (where, values) -> reading.list(Entries.SELECT + where, values, Entries::read),
                                (where, values) -> Trimming.event(reading, values)));
    }

    private Future<List<ConversationEvent>> changedMessages(
            Reader reader, ConversationId conversation, String where, List<Object> values) {
        Statements reading = database.reading();
        return reading.list(SELECT + where, values, MessageRows::read).compose(messages -> {
            if (messages.isEmpty()) {
                return Future.succeededFuture(List.of());
            }
            return reader.account() == null
                    ? Newcomers.firstSeqForAll(reading, conversation)
                            .map(first -> events(messages, message -> message.eventForAll(first)))
                    : Future.succeededFuture(events(
                            messages.stream()
                                    .filter(message -> message.seq() >= reader.firstSeq())
                                    .toList(),
                            StoredMessage::event));
        });
    }

    private static List<ConversationEvent> events(
            List<StoredMessage> messages, Function<StoredMessage, ConversationEvent> event) {
        return messages.stream().map(event).toList();
    }

    @Override
    public Future<Void> change(
            Caller caller, ConversationId conversation, long seq, Function<LockedMessage, MessageChange> rule) {
        return changing.change(caller, conversation, seq, rule);
    }
}
