package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Event;
import dev.crosstalk.persistence.Queued.Changed;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Removes a conversation. Its row goes first, by which every way to it is closed at once, as each begins there; what it had goes in
 * bounded steps behind it.
 *
 * <p>The places of its members stay for a while, as those of people who left: who was away when the event came finds it in the own
 * line.
 */
final class ConversationRemoval {
    private static final int PEOPLE = 200;
    private static final int STEP = 1_000;
    private static final long DAY_MS = 86_400_000;
    /** By conversation and message. */
    private static final List<String> BELONGINGS =
            List.of("message_edit", "reaction", "reaction_kind", "pin", "hidden", "mention", "tombstone", "message");

    private final Outbox outbox;

    ConversationRemoval(Outbox outbox) {
        this.outbox = outbox;
    }

    Future<Changed<Boolean>> remove(Statements statements, ApplicationId application, ConversationId conversation) {
        return statements
                .first(
                        "SELECT kind, rev, hides, receipt_rev, last_seq, changed_at, ${now} AS now_ms FROM conversation"
                                + " WHERE id = ? AND application_id = ? ${lock}",
                        List.of(conversation.value(), application.value()),
                        row -> row)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(new Changed<>(false, List.<Event>of()))
                        : remove(statements, application, conversation, found.get()));
    }

    private Future<Changed<Boolean>> remove(
            Statements statements, ApplicationId application, ConversationId conversation, Row head) {
        ConversationEvent.Gone event = new ConversationEvent.Gone(
                conversation, head.getLong("rev") + 1, Math.max(head.getLong("now_ms"), head.getLong("changed_at")));
        return statements
                .update(
                        "INSERT INTO conversation_removal (conversation_id, application_id, kind, rev, hides, receipt_rev,"
                                + " removed_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        conversation.value(),
                        application.value(),
                        head.getString("kind"),
                        event.rev(),
                        head.getLong("hides"),
                        head.getLong("receipt_rev"),
                        event.time())
                .compose(done -> statements.update("DELETE FROM conversation WHERE id = ?", conversation.value()))
                .compose(done -> outbox.gone(statements, application, event, head.getLong("last_seq")))
                .map(done -> new Changed<>(true, List.<Event>of(event)));
    }

    /** Also what those had of it who were members once. Of a conversation that was not removed nobody is told that. */
    Future<Changed<Optional<AccountId>>> tell(Statements statements, ConversationId conversation, AccountId after) {
        return statements
                .list(
                        "SELECT m.application_id, m.account_id, m.active FROM member m JOIN conversation_removal r"
                                + " ON r.conversation_id = m.conversation_id WHERE m.conversation_id = ? AND m.account_id > ?"
                                + " ORDER BY m.account_id LIMIT ?",
                        List.of(conversation.value(), after == null ? 0L : after.value(), PEOPLE),
                        row -> row)
                .compose(places -> places.isEmpty()
                        ? Future.succeededFuture(new Changed<>(Optional.<AccountId>empty(), List.<Event>of()))
                        : tell(statements, conversation, places));
    }

    private static Future<Changed<Optional<AccountId>>> tell(
            Statements statements, ConversationId conversation, List<Row> places) {
        List<AccountId> all = accounts(places);
        List<AccountId> members = accounts(
                places.stream().filter(row -> row.getInteger("active") == 1).toList());
        ApplicationId application = new ApplicationId(places.get(0).getLong("application_id"));
        return forget(statements, "draft", conversation, all)
                .compose(done -> members.isEmpty()
                        ? Future.succeededFuture(List.<Event>of())
                        : leave(statements, application, conversation, members))
                .map(events -> new Changed<>(Optional.of(all.get(all.size() - 1)), events));
    }

    private static List<AccountId> accounts(List<Row> places) {
        return places.stream()
                .map(row -> new AccountId(row.getLong("account_id")))
                .toList();
    }

    private static Future<?> forget(
            Statements statements, String table, ConversationId conversation, List<AccountId> accounts) {
        List<Object> values = new ArrayList<>(List.of(conversation.value()));
        List<AccountId> asked = Marks.padded(accounts);
        asked.forEach(account -> values.add(account.value()));
        return statements.run(
                "DELETE FROM " + table + " WHERE conversation_id = ? AND account_id IN (" + Marks.list(asked.size())
                        + ")",
                values);
    }

    private static Future<List<Event>> leave(
            Statements statements, ApplicationId application, ConversationId conversation, List<AccountId> members) {
        List<Object> values = new ArrayList<>(List.of(conversation.value()));
        List<AccountId> asked = Marks.padded(members);
        asked.forEach(account -> values.add(account.value()));
        return UserRevs.take(statements, application, members)
                .compose(revs -> statements.run(
                        "UPDATE member SET active = 0, role = 'member', user_rev = (SELECT a.user_rev FROM account a"
                                + " WHERE a.id = member.account_id) WHERE conversation_id = ? AND account_id IN ("
                                + Marks.list(asked.size()) + ")",
                        values))
                .compose(done -> MemberRows.events(statements, conversation, members))
                .map(List::<Event>copyOf);
    }

    /** Messages are numbered without gap, so that a step is a stretch of numbers. */
    Future<Changed<Boolean>> purge(Statements statements, ConversationId conversation) {
        return statements
                .first(
                        "SELECT (SELECT MIN(m.seq) FROM message m WHERE m.conversation_id = r.conversation_id) AS seq,"
                                + " (SELECT MIN(e.rev) FROM entry e WHERE e.conversation_id = r.conversation_id) AS rev,"
                                + " r.application_id, r.removed_at FROM conversation_removal r WHERE r.conversation_id = ?",
                        List.of(conversation.value()),
                        row -> row)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(new Changed<>(false, List.<Event>of()))
                        : purge(statements, conversation, found.get()));
    }

    private static Future<Changed<Boolean>> purge(Statements statements, ConversationId conversation, Row removal) {
        Long seq = removal.getLong("seq");
        Long rev = removal.getLong("rev");
        long below = seq == null ? Long.MAX_VALUE : seq + STEP;
        return SavedRows.takeBack(
                        statements,
                        new ApplicationId(removal.getLong("application_id")),
                        conversation,
                        below,
                        removal.getLong("removed_at"))
                .compose(events -> stretch(statements, conversation, below, rev == null ? Long.MAX_VALUE : rev + STEP)
                        .map(done -> new Changed<>(seq != null || rev != null, events)));
    }

    private static Future<?> stretch(Statements statements, ConversationId conversation, long seq, long rev) {
        Future<?> done =
                statements.update("DELETE FROM entry WHERE conversation_id = ? AND rev < ?", conversation.value(), rev);
        for (String table : BELONGINGS) {
            done = done.compose(last -> statements.update(
                    "DELETE FROM " + table + " WHERE conversation_id = ? AND seq < ?", conversation.value(), seq));
        }
        return done.compose(
                last -> statements.update("DELETE FROM invite WHERE conversation_id = ?", conversation.value()));
    }

    /** The event of a removal, if its revision is behind that one. */
    static Future<Optional<ConversationEvent>> event(Statements reading, ConversationId conversation, long since) {
        return reading.first(
                "SELECT rev, removed_at FROM conversation_removal WHERE conversation_id = ? AND rev > ?",
                List.of(conversation.value(), since),
                row -> new ConversationEvent.Gone(conversation, row.getLong("rev"), row.getLong("removed_at")));
    }

    private record Place(long account, long userRev) {}

    Future<Integer> forget(Database database, int days) {
        return database.reading()
                .first(
                        "SELECT conversation_id FROM conversation_removal WHERE purged_at < ${now} - ?"
                                + " ORDER BY purged_at LIMIT 1",
                        List.of(days * DAY_MS),
                        row -> row.getLong("conversation_id"))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(0)
                        : database.write(statements -> forget(statements, found.get())));
    }

    /** The row of the removal goes with the last of them. */
    private static Future<Integer> forget(Statements statements, long conversation) {
        return statements
                .list(
                        "SELECT account_id, user_rev FROM member WHERE conversation_id = ? ORDER BY account_id LIMIT ?",
                        List.of(conversation, PEOPLE),
                        row -> new Place(row.getLong("account_id"), row.getLong("user_rev")))
                .compose(places -> places.isEmpty()
                        ? statements.update("DELETE FROM conversation_removal WHERE conversation_id = ?", conversation)
                        : forget(statements, conversation, places));
    }

    private static Future<Integer> forget(Statements statements, long conversation, List<Place> places) {
        SortedMap<Long, Long> highest = new TreeMap<>();
        places.forEach(place -> highest.put(place.account(), place.userRev()));
        List<Long> asked = Marks.padded(highest.keySet());
        List<Object> values = new ArrayList<>(List.of(conversation));
        values.addAll(asked);
        return ForgottenRows.raise(statements, highest)
                .compose(done -> statements.run(
                        "DELETE FROM member WHERE conversation_id = ? AND account_id IN (" + Marks.list(asked.size())
                                + ")",
                        values))
                .map(places.size());
    }
}
