package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.MessageCommand.PinnedMessage;
import dev.crosstalk.bus.MessageCommand.Pins;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.StoredMessageCommand.EarlierText;
import dev.crosstalk.bus.StoredMessageCommand.Reactor;
import dev.crosstalk.message.Draft;
import dev.crosstalk.message.LockedMessage;
import dev.crosstalk.message.MessageChange;
import dev.crosstalk.message.MessageStore;
import dev.crosstalk.message.StoredMessage;
import dev.crosstalk.message.Subject;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Messages in SQL. */
final class SqlMessageStore implements MessageStore {
    private static final String SELECT = "SELECT " + MessageRows.COLUMNS + " FROM message";

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

    @Override
    public Future<Optional<ConversationEvent>> gone(ConversationId conversation, long since) {
        return ConversationRemoval.event(database.reading(), conversation, since);
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
        String where = " FROM message WHERE conversation_id = ? AND seq BETWEEN ? AND ?" + MessageRows.NOT_HIDDEN
                + " ORDER BY seq" + (latest ? " DESC" : "") + " LIMIT ?";
        Statements reading = database.reading();
        return new Fitting(reading)
                .last("seq", where, values(reader, conversation, from, to, limit))
                .compose(cut -> reading.list(
                        "SELECT " + MessageRows.COLUMNS + where,
                        latest
                                ? values(reader, conversation, cut.orElse(from), to, limit)
                                : values(reader, conversation, from, cut.orElse(to), limit),
                        MessageRows::read))
                .compose(messages -> new MessageViews(reading, conversation)
                        .of(
                                reader,
                                messages.stream()
                                        .sorted(Comparator.comparingLong(StoredMessage::seq))
                                        .toList()));
    }

    private static List<Object> values(Reader reader, ConversationId conversation, long from, long to, int limit) {
        List<Object> values = new ArrayList<>(List.of(conversation.value(), from, to));
        values.addAll(MessageRows.hiddenFrom(reader, conversation));
        values.add(limit);
        return values;
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
    public Future<Boolean> hidesSome(Reader reader, ConversationId conversation, long from, long to) {
        return database.reading()
                .number(
                        "SELECT COUNT(*) FROM hidden WHERE account_id = ? AND conversation_id = ? AND seq BETWEEN ? AND ?",
                        reader.account().value(),
                        conversation.value(),
                        from,
                        to)
                .map(count -> count > 0);
    }

    @Override
    public Future<List<MessageEvent>> find(Reader reader, ConversationId conversation, List<Long> seqs) {
        if (seqs.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Statements reading = database.reading();
        List<Object> values = new ArrayList<>(List.of(conversation.value()));
        List<Long> asked = Marks.padded(seqs);
        values.addAll(asked);
        values.addAll(MessageRows.hiddenFrom(reader, conversation));
        return reading.list(
                        SELECT + " WHERE conversation_id = ? AND seq IN (" + Marks.list(asked.size()) + ")"
                                + MessageRows.NOT_HIDDEN + " ORDER BY seq",
                        values,
                        MessageRows::read)
                .compose(messages -> new MessageViews(reading, conversation).of(reader, messages));
    }

    @Override
    public Future<Slice> changes(Reader reader, ConversationId conversation, long since, long upTo, int limit) {
        Statements reading = database.reading();
        return new Changes(reading, conversation)
                .page(
                        since,
                        upTo,
                        limit,
                        Fitting.PAGE_BYTES,
                        List.of(
                                (where, values) -> changedMessages(reader, conversation, where, values),
                                (where, values) -> reading.list(
                                        ReactionRows.SELECT + where + MessageRows.NOT_HIDDEN + " AND seq >= ?",
                                        reacted(reader, conversation, values),
                                        ReactionRows::read),
                                (where, values) -> reading.list(Entries.SELECT + where, values, Entries::read),
                                (where, values) -> Trimming.event(reading, values)));
    }

    /** Of messages from before one came nothing is told, and so not what others thought of them. */
    private static List<Object> reacted(Reader reader, ConversationId conversation, List<Object> values) {
        List<Object> all = notHidden(reader, conversation, values);
        all.add(reader.firstSeq());
        return all;
    }

    private Future<List<ConversationEvent>> changedMessages(
            Reader reader, ConversationId conversation, String where, List<Object> values) {
        Statements reading = database.reading();
        MessageViews views = new MessageViews(reading, conversation);
        return reading.list(
                        SELECT + where + MessageRows.NOT_HIDDEN,
                        notHidden(reader, conversation, values),
                        MessageRows::read)
                .compose(messages -> reader.account() == null ? views.forAll(messages) : views.of(reader, messages))
                .map(List::<ConversationEvent>copyOf);
    }

    private static List<Object> notHidden(Reader reader, ConversationId conversation, List<Object> values) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(MessageRows.hiddenFrom(reader, conversation));
        return all;
    }

    @Override
    public Future<List<EarlierText>> edits(ConversationId conversation, long seq, long after, int limit) {
        Statements reading = database.reading();
        String where = " FROM message_edit WHERE conversation_id = ? AND seq = ? AND edit > ? AND edit <= ?"
                + " ORDER BY edit LIMIT ?";
        return new Fitting(reading)
                .last("edit", where, List.of(conversation.value(), seq, after, Integer.MAX_VALUE, limit))
                .compose(cut -> reading.list(
                        "SELECT edit, text, created_at" + where,
                        List.of(conversation.value(), seq, after, cut.orElse((long) Integer.MAX_VALUE), limit),
                        row -> new EarlierText(row.getLong("edit"), row.getString("text"), row.getLong("created_at"))));
    }

    @Override
    public Future<List<StampedReactor>> reactors(
            ConversationId conversation, long seq, String kind, long after, int limit) {
        List<Object> values = new ArrayList<>(List.of(conversation.value(), seq, after));
        if (kind != null) {
            values.add(kind);
        }
        values.add(limit);
        return database.reading()
                .list(
                        "SELECT r.account_id, a.name, r.kind, r.rev, r.created_at FROM reaction r"
                                + " JOIN account a ON a.id = r.account_id WHERE r.conversation_id = ? AND r.seq = ?"
                                + " AND r.active = 1 AND r.rev > ?" + (kind == null ? "" : " AND r.kind = ?")
                                + " ORDER BY r.rev LIMIT ?",
                        values,
                        row -> new StampedReactor(
                                row.getLong("rev"),
                                new Reactor(
                                        Rows.account(row, "account_id"),
                                        row.getString("kind"),
                                        row.getLong("created_at"))));
    }

    @Override
    public Future<Pins> pins(Reader reader, ConversationId conversation, Long after) {
        return PinRows.page(database.reading(), conversation, after == null ? Long.MAX_VALUE : after)
                .compose(page -> find(
                                reader,
                                conversation,
                                page.pins().stream().map(PinRows.Pin::seq).toList())
                        .map(messages -> new Pins(pinned(page.pins(), messages), page.next())));
    }

    private static List<PinnedMessage> pinned(List<PinRows.Pin> pins, List<MessageEvent> messages) {
        Map<Long, MessageEvent> bySeq = new HashMap<>();
        messages.forEach(message -> bySeq.put(message.seq(), message));
        return pins.stream()
                .filter(pin -> bySeq.containsKey(pin.seq()))
                .map(pin -> new PinnedMessage(bySeq.get(pin.seq()), pin.actor(), pin.time()))
                .toList();
    }

    @Override
    public Future<Void> change(Caller caller, Subject subject, Function<LockedMessage, MessageChange> rule) {
        return changing.change(caller, subject, rule);
    }
}
