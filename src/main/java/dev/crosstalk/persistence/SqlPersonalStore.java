package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.EventSink;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.JoinPolicy;
import dev.crosstalk.bus.PersonalCommand.SavedMessage;
import dev.crosstalk.bus.Preview;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.personal.Draft;
import dev.crosstalk.personal.PersonalStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Drafts and saved messages in SQL. The account's row is locked, behind that of a message to be saved: it gives the revision, and of
 * two devices that write at once it lets the second see what the first has written.
 */
final class SqlPersonalStore implements PersonalStore {
    private final Database database;
    private final EventSink events;

    SqlPersonalStore(Database database, EventSink events) {
        this.database = database;
        this.events = events;
    }

    /** The row after the transaction, and whether it was changed by it. */
    private record Result<E extends UserEvent>(E event, boolean changed) {}

    private <E extends UserEvent> Future<E> write(int bytes, Function<Statements, Future<Result<E>>> work) {
        return database.write(Database.SMALL + bytes, work).map(result -> {
            if (result.changed()) {
                events.publish(result.event());
            }
            return result.event();
        });
    }

    private static Future<Void> lock(Statements statements, Caller caller) {
        return statements
                .first(
                        "SELECT id FROM account WHERE id = ? AND application_id = ? AND kind IN ('guest', 'registered') ${lock}",
                        List.of(caller.account().value(), caller.application().value()),
                        row -> row.getLong("id"))
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture()
                        : Future.failedFuture(FailureCode.NOT_FOUND.failure()));
    }

    private static Future<Long> userRev(Statements statements, AccountId account) {
        return UserRevs.take(statements, new TreeMap<>(Map.of(account.value(), 1)))
                .map(revs -> revs.get(account.value()));
    }

    /** @return up to which message the caller sees none */
    private static Future<Long> requireMember(Statements statements, Caller caller, ConversationId conversation) {
        return statements
                .first(
                        "SELECT c.join_policy, m.role, m.active, m.joined_seq, m.rev"
                                + " FROM conversation c LEFT JOIN member m ON m.conversation_id = c.id AND m.account_id = ?"
                                + " WHERE c.id = ? AND c.application_id = ?",
                        List.of(
                                caller.account().value(),
                                conversation.value(),
                                caller.application().value()),
                        Function.identity())
                .map(found -> {
                    Row row = found.orElseThrow(FailureCode.NOT_FOUND::failure);
                    boolean open = JoinPolicy.of(row.getString("join_policy")) == JoinPolicy.OPEN;
                    return Access.requireMember(
                                    open,
                                    row.getString("role") == null
                                            ? Optional.empty()
                                            : Optional.of(Rows.membership(row)))
                            .joinedSeq();
                });
    }

    @Override
    public Future<UserEvent.Draft> keepDraft(
            Caller caller, ConversationId conversation, int bytes, Function<Draft, Optional<Draft>> rule) {
        return write(
                bytes,
                statements -> lock(statements, caller)
                        .compose(locked -> requireMember(statements, caller, conversation))
                        .compose(member -> statements.first(
                                PersonalRows.DRAFTS.select() + " WHERE x.account_id = ? AND x.conversation_id = ?",
                                List.of(caller.account().value(), conversation.value()),
                                row -> (UserEvent.Draft) PersonalRows.DRAFTS.event(row)))
                        .compose(found -> keepDraft(statements, caller, conversation, found, rule)));
    }

    private static Future<Result<UserEvent.Draft>> keepDraft(
            Statements statements,
            Caller caller,
            ConversationId conversation,
            Optional<UserEvent.Draft> found,
            Function<Draft, Optional<Draft>> rule) {
        Draft stored = found.map(one -> new Draft(one.text(), one.replyTo(), one.other(), one.userRev()))
                .orElse(Draft.NONE);
        Optional<Draft> wanted = rule.apply(stored);
        if (wanted.isEmpty()) {
            UserEvent.Draft same =
                    found.orElseGet(() -> new UserEvent.Draft(caller.account(), 0, conversation, "", null, null, 0));
            return Future.succeededFuture(new Result<>(same, false));
        }
        Draft draft = wanted.get();
        return userRev(statements, caller.account())
                .compose(rev -> statements
                        .now()
                        .compose(now -> statements
                                .run(
                                        "INSERT INTO draft (application_id, account_id, conversation_id, text, reply_to_seq, other_text,"
                                                + " bytes, emptied_at, changed_at, user_rev) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                                                + statements
                                                        .dialect()
                                                        .orUpdate(
                                                                "account_id, conversation_id",
                                                                List.of(
                                                                        "text",
                                                                        "reply_to_seq",
                                                                        "other_text",
                                                                        "bytes",
                                                                        "emptied_at",
                                                                        "changed_at",
                                                                        "user_rev")),
                                        Arrays.asList(
                                                caller.application().value(),
                                                caller.account().value(),
                                                conversation.value(),
                                                draft.text(),
                                                draft.replyTo(),
                                                draft.other(),
                                                bytes(draft),
                                                isNone(draft) ? now : null,
                                                now,
                                                rev))
                                .map(done -> new Result<>(
                                        new UserEvent.Draft(
                                                caller.account(),
                                                rev,
                                                conversation,
                                                draft.text(),
                                                draft.replyTo(),
                                                draft.other(),
                                                now),
                                        true))));
    }

    private static long bytes(Draft draft) {
        String all = draft.other() == null ? draft.text() : draft.text() + draft.other();
        return all.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isNone(Draft draft) {
        return draft.text().isEmpty() && draft.other() == null;
    }

    @Override
    public Future<UserEvent.Saved> save(Caller caller, ConversationId conversation, long seq) {
        return write(
                0,
                statements -> lockMessage(statements, conversation, seq)
                        .compose(there -> lock(statements, caller)
                                .compose(locked -> requireMember(statements, caller, conversation))
                                .compose(unseen -> {
                                    if (!there || seq <= unseen) {
                                        throw FailureCode.NOT_FOUND.because("There is no such message.");
                                    }
                                    return keep(statements, caller, conversation, seq, true);
                                })));
    }

    /**
     * Holds the message until the row that refers to it is committed: who removes it waits, and then finds that row and takes it
     * back. Before the account, as by who removes messages, and tells people of what they had saved.
     */
    private static Future<Boolean> lockMessage(Statements statements, ConversationId conversation, long seq) {
        return statements
                .first(
                        "SELECT seq FROM message WHERE conversation_id = ? AND seq = ? ${lock}",
                        List.of(conversation.value(), seq),
                        row -> row.getLong("seq"))
                .map(Optional::isPresent);
    }

    @Override
    public Future<UserEvent.Saved> unsave(Caller caller, ConversationId conversation, long seq) {
        return write(
                0,
                statements ->
                        lock(statements, caller).compose(locked -> keep(statements, caller, conversation, seq, false)));
    }

    private static Future<Result<UserEvent.Saved>> keep(
            Statements statements, Caller caller, ConversationId conversation, long seq, boolean saved) {
        return statements
                .first(
                        PersonalRows.SAVED.select() + " WHERE x.account_id = ? AND x.conversation_id = ? AND x.seq = ?",
                        List.of(caller.account().value(), conversation.value(), seq),
                        row -> (UserEvent.Saved) PersonalRows.SAVED.event(row))
                .compose(found -> {
                    boolean same = found.map(UserEvent.Saved::saved).orElse(false) == saved;
                    UserEvent.Saved unsaved = new UserEvent.Saved(caller.account(), 0, conversation, seq, saved, 0);
                    return same
                            ? Future.succeededFuture(new Result<>(found.orElse(unsaved), false))
                            : writeSaved(statements, caller, unsaved);
                });
    }

    private static Future<Result<UserEvent.Saved>> writeSaved(
            Statements statements, Caller caller, UserEvent.Saved wanted) {
        return userRev(statements, caller.account())
                .compose(rev -> statements
                        .now()
                        .map(now -> new UserEvent.Saved(
                                caller.account(), rev, wanted.conversation(), wanted.seq(), wanted.saved(), now)))
                .compose(row -> SavedRows.write(statements, caller.application(), List.of(row))
                        .map(new Result<>(row, true)));
    }

    /** What is kept of a conversation that one has left is listed, and not shown. */
    @Override
    public Future<List<Kept>> saved(Caller caller, long before, int limit) {
        return database.reading()
                .list(
                        "SELECT s.conversation_id, s.seq, s.saved_at, s.user_rev, p.sender_id, p.created_at, SUBSTR(p.text, 1, "
                                + Preview.LENGTH + ") AS preview_text FROM saved s"
                                + " LEFT JOIN member m ON m.conversation_id = s.conversation_id"
                                + " AND m.account_id = s.account_id AND m.active = 1 AND m.joined_seq < s.seq"
                                + " LEFT JOIN message p ON p.conversation_id = m.conversation_id AND p.seq = s.seq AND NOT EXISTS"
                                + " (SELECT 1 FROM hidden h WHERE h.account_id = s.account_id AND h.conversation_id = s.conversation_id"
                                + " AND h.seq = s.seq)"
                                + " WHERE s.account_id = ? AND s.active = 1 AND s.user_rev < ?"
                                + " ORDER BY s.user_rev DESC LIMIT ?",
                        List.of(caller.account().value(), before, limit),
                        row -> new Kept(
                                new SavedMessage(
                                        new ConversationId(row.getLong("conversation_id")),
                                        row.getLong("seq"),
                                        row.getLong("saved_at"),
                                        ConversationViews.preview(
                                                row.getLong("seq"),
                                                row.getLong("sender_id"),
                                                row.getString("preview_text"),
                                                row.getLong("created_at"))),
                                row.getLong("user_rev")));
    }
}
