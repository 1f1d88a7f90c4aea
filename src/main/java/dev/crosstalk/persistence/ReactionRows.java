package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent.Reaction;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ReactionCount;
import dev.crosstalk.message.Reactions;
import dev.crosstalk.message.Reactions.Kind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reactions as rows: one for each message, account and kind, and one for each kind that a message has. */
final class ReactionRows {
    /** What {@link #read} reads, of the whole table. */
    static final String SELECT =
            "SELECT conversation_id, rev, seq, account_id, kind, active, count_after, first_rev, created_at FROM reaction";

    private static final List<String> CHANGED = List.of("active", "count_after", "first_rev", "rev", "created_at");

    private ReactionRows() {}

    static Reaction read(Row row) {
        return new Reaction(
                new ConversationId(row.getLong("conversation_id")),
                row.getLong("rev"),
                row.getLong("seq"),
                new AccountId(row.getLong("account_id")),
                row.getString("kind"),
                row.getInteger("active") == 1,
                row.getInteger("count_after"),
                row.getLong("first_rev"),
                row.getLong("created_at"));
    }

    /** Of one message, in the transaction that has locked its conversation. */
    static Future<Reactions> of(Statements statements, ConversationId conversation, long seq, AccountId account) {
        Map<String, Kind> kinds = new HashMap<>();
        Set<String> own = new HashSet<>();
        Set<String> tried = new HashSet<>();
        return counts(statements, conversation, null, List.of(seq))
                .compose(all -> {
                    all.getOrDefault(seq, List.of())
                            .forEach(one -> kinds.put(one.kind(), new Kind(one.count(), one.firstRev())));
                    return statements.run(
                            "SELECT kind, active FROM reaction WHERE conversation_id = ? AND seq = ? AND account_id = ?",
                            List.of(conversation.value(), seq, account.value()));
                })
                .map(rows -> {
                    rows.forEach(row -> {
                        tried.add(row.getString("kind"));
                        if (row.getInteger("active") == 1) {
                            own.add(row.getString("kind"));
                        }
                    });
                    return new Reactions(kinds, own, tried);
                });
    }

    /** What each of the messages has, in order of first use; two statements at most. @param account null for nobody's own */
    static Future<Map<Long, List<ReactionCount>>> counts(
            Statements statements, ConversationId conversation, AccountId account, Collection<Long> seqs) {
        if (seqs.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return statements
                .run(
                        "SELECT seq, kind, count, first_rev FROM reaction_kind WHERE conversation_id = ? AND seq IN ("
                                + Marks.list(Marks.padded(seqs).size()) + ") ORDER BY first_rev",
                        values(conversation, seqs))
                .compose(rows -> {
                    Set<Long> reacted = new HashSet<>();
                    rows.forEach(row -> reacted.add(row.getLong("seq")));
                    return own(statements, conversation, account, reacted).map(own -> {
                        Map<Long, List<ReactionCount>> counts = new HashMap<>();
                        rows.forEach(row -> counts.computeIfAbsent(row.getLong("seq"), seq -> new ArrayList<>())
                                .add(count(row, own)));
                        return counts;
                    });
                });
    }

    /** A kind of reaction on a message. */
    record OfMessage(long seq, String kind) {}

    /** Who has reacted to the messages, with which kind. */
    static Future<Map<OfMessage, List<AccountId>>> accounts(
            Statements statements, ConversationId conversation, Collection<Long> seqs) {
        if (seqs.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return statements
                .run(
                        "SELECT seq, kind, account_id FROM reaction WHERE conversation_id = ? AND seq IN ("
                                + Marks.list(Marks.padded(seqs).size()) + ") AND active = 1",
                        values(conversation, seqs))
                .map(rows -> {
                    Map<OfMessage, List<AccountId>> accounts = new HashMap<>();
                    rows.forEach(row -> accounts.computeIfAbsent(
                                    new OfMessage(row.getLong("seq"), row.getString("kind")), own -> new ArrayList<>())
                            .add(new AccountId(row.getLong("account_id"))));
                    return accounts;
                });
    }

    private static ReactionCount count(Row row, Set<OfMessage> own) {
        String kind = row.getString("kind");
        return new ReactionCount(
                kind,
                row.getInteger("count"),
                own.contains(new OfMessage(row.getLong("seq"), kind)),
                row.getLong("first_rev"));
    }

    private static Future<Set<OfMessage>> own(
            Statements statements, ConversationId conversation, AccountId account, Collection<Long> seqs) {
        if (seqs.isEmpty() || account == null) {
            return Future.succeededFuture(Set.of());
        }
        List<Object> values = values(conversation, seqs);
        values.add(account.value());
        return statements
                .list(
                        "SELECT seq, kind FROM reaction WHERE conversation_id = ? AND seq IN ("
                                + Marks.list(Marks.padded(seqs).size()) + ") AND account_id = ? AND active = 1",
                        values,
                        row -> new OfMessage(row.getLong("seq"), row.getString("kind")))
                .map(Set::copyOf);
    }

    private static List<Object> values(ConversationId conversation, Collection<Long> seqs) {
        List<Object> values = new ArrayList<>(List.of(conversation.value()));
        values.addAll(Marks.padded(seqs));
        return values;
    }

    /** Writes what the event says. */
    static Future<Void> write(Statements statements, ApplicationId application, Reaction event) {
        return statements
                .update(
                        "INSERT INTO reaction (application_id, conversation_id, seq, account_id, kind, active, count_after,"
                                + " first_rev, rev, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                                + statements.dialect().orUpdate("conversation_id, seq, account_id, kind", CHANGED),
                        application.value(),
                        event.conversation().value(),
                        event.seq(),
                        event.account().value(),
                        event.kind(),
                        event.on() ? 1 : 0,
                        event.count(),
                        event.firstRev(),
                        event.rev(),
                        event.time())
                .compose(done -> event.count() == 0 ? drop(statements, event) : count(statements, application, event))
                .mapEmpty();
    }

    private static Future<Integer> drop(Statements statements, Reaction event) {
        return statements.update(
                "DELETE FROM reaction_kind WHERE conversation_id = ? AND seq = ? AND kind = ?",
                event.conversation().value(),
                event.seq(),
                event.kind());
    }

    private static Future<Integer> count(Statements statements, ApplicationId application, Reaction event) {
        return statements.update(
                "INSERT INTO reaction_kind (application_id, conversation_id, seq, kind, count, first_rev)"
                        + " VALUES (?, ?, ?, ?, ?, ?) "
                        + statements.dialect().orUpdate("conversation_id, seq, kind", List.of("count")),
                application.value(),
                event.conversation().value(),
                event.seq(),
                event.kind(),
                event.count(),
                event.firstRev());
    }
}
