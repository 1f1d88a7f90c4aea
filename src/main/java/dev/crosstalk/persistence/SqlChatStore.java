package dev.crosstalk.persistence;

import dev.crosstalk.application.ChatStore;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ChatCommand.Chat;
import dev.crosstalk.bus.ChatCommand.ChatMessage;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Role;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The chats of applications in SQL. */
final class SqlChatStore implements ChatStore {
    /** How many chats the application {@code a} has: two counts, each of which one index answers. */
    static final String COUNT =
            "((SELECT COUNT(*) FROM conversation o WHERE o.application_id = a.id AND o.kind = 'room'"
                    + " AND o.join_policy = 'open') + (SELECT COUNT(*) FROM conversation i WHERE i.application_id = a.id"
                    + " AND i.kind = 'room' AND i.join_policy = 'invite' AND i.created_by = a.account_id))";
    /** Of a conversation {@code c}: the values are the application and its account. */
    private static final String IS_CHAT =
            " c.application_id = ? AND c.kind = 'room' AND (c.join_policy = 'open' OR c.created_by = ?)";

    private static final String SELECT = "SELECT c.id, c.number, c.title, c.first_seq, c.last_seq, c.created_at,"
            + " c.changed_at, (SELECT COUNT(*) FROM tombstone t WHERE t.conversation_id = c.id) AS tombstones,"
            + " m.role, m.active FROM conversation c"
            + " LEFT JOIN member m ON m.conversation_id = c.id AND m.account_id = ? WHERE" + IS_CHAT;
    private static final String MESSAGES = "SELECT m.seq, m.text, m.sender_id, a.name, m.created_at, m.edited_at"
            + " FROM message m JOIN conversation c ON c.id = m.conversation_id"
            + " JOIN account a ON a.id = m.sender_id"
            + " WHERE m.conversation_id = ? AND c.application_id = ? AND m.deleted_at IS NULL";
    /** Most bytes of text in one answer. */
    private static final long MOST_BYTES = 4 << 20;

    private final Database database;

    SqlChatStore(Database database) {
        this.database = database;
    }

    private static List<Object> values(ApplicationId application, AccountId account, Object... more) {
        List<Object> values = new ArrayList<>(List.of(account.value(), application.value(), account.value()));
        values.addAll(List.of(more));
        return values;
    }

    @Override
    public Future<List<Chat>> list(ApplicationId application, AccountId account, long offset, int limit) {
        return database.reading()
                .list(
                        SELECT + " ORDER BY c.number LIMIT ? OFFSET ?",
                        values(application, account, limit, offset),
                        SqlChatStore::chat);
    }

    @Override
    public Future<Long> count(ApplicationId application, AccountId account) {
        return database.reading()
                .number("SELECT COUNT(*) FROM conversation c WHERE" + IS_CHAT, application.value(), account.value());
    }

    @Override
    public Future<Optional<Chat>> find(ApplicationId application, AccountId account, long number) {
        return database.reading()
                .first(SELECT + " AND c.number = ?", values(application, account, number), SqlChatStore::chat);
    }

    @Override
    public Future<Optional<Chat>> find(ApplicationId application, AccountId account, ConversationId conversation) {
        return database.reading()
                .first(
                        SELECT + " AND c.id = ?",
                        values(application, account, conversation.value()),
                        SqlChatStore::chat);
    }

    @Override
    public Future<Optional<Chat>> opened(ApplicationId application, AccountId account, UUID clientId) {
        return database.reading()
                .first(
                        SELECT + " AND c.created_by = ? AND c.client_id = ?",
                        values(application, account, account.value(), Binary.of(clientId)),
                        SqlChatStore::chat);
    }

    private static Chat chat(Row row) {
        Integer active = row.getInteger("active");
        return new Chat(
                new ConversationId(row.getLong("id")),
                row.getLong("number"),
                row.getString("title"),
                row.getLong("last_seq") - row.getLong("first_seq") + 1 - row.getLong("tombstones"),
                row.getLong("created_at"),
                row.getLong("changed_at"),
                active != null && active == 1 && Role.of(row.getString("role")).mayModerate());
    }

    /** Where the messages of a conversation begin and end, and how many between are none any more. */
    private record Extent(long first, long last, long tombstones) {
        long messages() {
            return last - first + 1 - tombstones;
        }
    }

    private Future<Optional<Extent>> extent(ApplicationId application, ConversationId conversation) {
        return database.reading()
                .first(
                        "SELECT c.first_seq, c.last_seq,"
                                + " (SELECT COUNT(*) FROM tombstone t WHERE t.conversation_id = c.id) AS tombstones"
                                + " FROM conversation c WHERE c.id = ? AND c.application_id = ?",
                        List.of(conversation.value(), application.value()),
                        row -> new Extent(
                                row.getLong("first_seq"), row.getLong("last_seq"), row.getLong("tombstones")));
    }

    @Override
    public Future<Optional<Long>> countMessages(ApplicationId application, ConversationId conversation) {
        return extent(application, conversation).map(found -> found.map(Extent::messages));
    }

    /** Where the page begins is counted, not walked to: passing over a million messages would take its time. */
    @Override
    public Future<List<ChatMessage>> messages(
            ApplicationId application, ConversationId conversation, long offset, int limit) {
        return extent(application, conversation).compose(found -> {
            if (found.isEmpty() || offset >= found.get().messages()) {
                return Future.succeededFuture(List.of());
            }
            return passed(conversation, found.get(), offset)
                    .compose(passed -> read(
                            MESSAGES + " AND m.seq >= ? ORDER BY m.seq LIMIT ?",
                            List.of(
                                    conversation.value(),
                                    application.value(),
                                    found.get().first() + offset + passed,
                                    limit)));
        });
    }

    /** How many tombstones lie before the message that has so many others before it: those with no more messages before them. */
    private Future<Long> passed(ConversationId conversation, Extent extent, long offset) {
        return extent.tombstones() == 0
                ? Future.succeededFuture(0L)
                : database.reading()
                        .number(
                                "SELECT COUNT(*) FROM (SELECT t.seq - ROW_NUMBER() OVER (ORDER BY t.seq) + 1 AS place"
                                        + " FROM tombstone t WHERE t.conversation_id = ?) p WHERE p.place <= ?",
                                conversation.value(),
                                extent.first() + offset);
    }

    @Override
    public Future<List<ChatMessage>> messages(
            ApplicationId application, ConversationId conversation, List<Long> numbers) {
        if (numbers.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<Long> asked = Marks.padded(numbers);
        List<Object> values = new ArrayList<>(List.of(conversation.value(), application.value()));
        values.addAll(asked);
        return read(MESSAGES + " AND m.seq IN (" + Marks.list(asked.size()) + ") ORDER BY m.seq", values);
    }

    private Future<List<ChatMessage>> read(String sql, List<Object> values) {
        return database.reading()
                .number("SELECT COALESCE(SUM(OCTET_LENGTH(found.text)), 0) FROM (" + sql + ") found", values.toArray())
                .compose(bytes -> bytes > MOST_BYTES
                        ? Future.failedFuture(FailureCode.TOO_LARGE.because(
                                "These messages are too long for one answer: ask for fewer by limit."))
                        : database.reading().list(sql, values, SqlChatStore::message));
    }

    private static ChatMessage message(Row row) {
        Long editedAt = row.getLong("edited_at");
        long createdAt = row.getLong("created_at");
        return new ChatMessage(
                row.getLong("seq"),
                row.getString("text"),
                Rows.account(row, "sender_id"),
                createdAt,
                editedAt == null ? createdAt : editedAt);
    }
}
