package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Head;
import dev.crosstalk.bus.ConversationCommand.UserHead;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ModerationCommand.Banned;
import dev.crosstalk.bus.Setting;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.conversation.MembershipStore;
import dev.crosstalk.conversation.Regard;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Memberships and heads in SQL. */
final class SqlMembershipStore implements MembershipStore {
    /** From so many on it is cheaper to read everything of a person than to ask for each. */
    private static final int ASK_FOR_EACH = 256;

    private final Database database;
    private final long overlapMs;

    /** @param overlapMs longer than a transaction may take, so that a late commit is in the next reading */
    SqlMembershipStore(Database database, long overlapMs) {
        this.database = database;
        this.overlapMs = overlapMs;
    }

    @Override
    public Future<List<Head>> memberOf(Caller caller, List<ConversationId> conversations) {
        if (conversations.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Set<Long> wanted = new LinkedHashSet<>();
        conversations.forEach(conversation -> wanted.add(conversation.value()));
        List<Object> values = new ArrayList<>(
                List.of(caller.account().value(), caller.application().value()));
        String sql =
                "SELECT c.id, c.rev, c.receipt_rev, c.kind FROM member m JOIN conversation c ON c.id = m.conversation_id"
                        + " WHERE m.account_id = ? AND m.active = 1 AND c.application_id = ?"
                        + among("m.conversation_id", wanted, values);
        return database.reading()
                .list(
                        sql,
                        values,
                        row -> new Head(
                                new ConversationId(row.getLong("id")),
                                row.getLong("rev"),
                                row.getLong("receipt_rev"),
                                ConversationKind.of(row.getString("kind"))))
                .map(heads -> heads.stream()
                        .filter(head -> wanted.contains(head.conversation().value()))
                        .toList());
    }

    @Override
    public Future<Visibility> visibility(Caller caller) {
        return database.reading()
                .first(
                        "SELECT presence, user_rev FROM account WHERE id = ?",
                        List.of(caller.account().value()),
                        row -> new Visibility(
                                !row.getString("presence").equals(Setting.PRESENCE.standard()),
                                row.getLong("user_rev")))
                .map(found -> found.orElse(new Visibility(true, 0)));
    }

    @Override
    public Future<List<Banned>> banned(ConversationId conversation, AccountId after, int limit) {
        return database.reading()
                .list(
                        "SELECT m.account_id, m.banned_until, a.name FROM member m JOIN account a ON a.id = m.account_id"
                                + " WHERE m.conversation_id = ? AND m.active = ? AND m.account_id > ?"
                                + " AND (m.banned_until IS NULL OR m.banned_until > ${now})"
                                + " ORDER BY m.account_id LIMIT ?",
                        List.of(
                                conversation.value(),
                                Membership.State.BANNED.stored(),
                                after == null ? 0L : after.value(),
                                limit),
                        row -> new Banned(Rows.account(row, "account_id"), row.getLong("banned_until")));
    }

    @Override
    public Future<List<AccountId>> acquainted(Caller caller, List<AccountId> people) {
        if (people.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Set<Long> wanted = new LinkedHashSet<>();
        people.forEach(person -> wanted.add(person.value()));
        Future<Set<Long>> together = together(caller, wanted);
        Future<Map<Long, Regard>> regards = regards(caller, wanted);
        return Future.all(together, regards)
                .map(both -> people.stream()
                        .distinct()
                        .filter(person -> person.equals(caller.account())
                                || regards.result()
                                        .getOrDefault(person.value(), Regard.OF_STRANGERS)
                                        .shows(together.result().contains(person.value())))
                        .toList());
    }

    private Future<Set<Long>> together(Caller caller, Set<Long> wanted) {
        List<Object> values = new ArrayList<>(List.of(caller.account().value()));
        String sql =
                "SELECT DISTINCT o.account_id FROM member me JOIN member o ON o.conversation_id = me.conversation_id"
                        + " WHERE me.account_id = ? AND me.active = 1 AND o.active = 1"
                        + among("o.account_id", wanted, values);
        return database.reading()
                .list(sql, values, row -> row.getLong("account_id"))
                .map(HashSet::new);
    }

    private Future<Map<Long, Regard>> regards(Caller caller, Set<Long> wanted) {
        List<Long> asked = Marks.padded(wanted);
        List<Object> values = new ArrayList<>(
                List.of(caller.account().value(), caller.application().value()));
        values.addAll(asked);
        return database.reading()
                .run(
                        "SELECT a.id, a.presence, c.state FROM account a"
                                + " LEFT JOIN contact c ON c.account_id = a.id AND c.other_id = ?"
                                + " WHERE a.application_id = ? AND a.id IN (" + Marks.list(asked.size()) + ")",
                        values)
                .map(rows -> {
                    Map<Long, Regard> regards = new HashMap<>();
                    rows.forEach(row -> regards.put(
                            row.getLong("id"), Regard.of(row.getString("presence"), row.getString("state"))));
                    return regards;
                });
    }

    private static String among(String column, Set<Long> wanted, List<Object> values) {
        if (wanted.size() > ASK_FOR_EACH) {
            return "";
        }
        List<Long> asked = Marks.padded(wanted);
        values.addAll(asked);
        return " AND " + column + " IN (" + Marks.list(asked.size()) + ")";
    }

    private static Head head(Row row) {
        return new Head(new ConversationId(row.getLong("id")), row.getLong("rev"), row.getLong("receipt_rev"));
    }

    @Override
    public Future<dev.crosstalk.bus.ConversationCommand.Heads> changedSince(Long since, List<AccountId> accounts) {
        Statements reading = database.reading();
        return reading.now().compose(now -> {
            long from = (since == null ? now : Math.min(since, now)) - overlapMs;
            // Not OR: each half is answered by its index.
            Future<List<Head>> heads = reading.list(
                    "SELECT id, rev, receipt_rev FROM conversation WHERE changed_at >= ?"
                            + " UNION SELECT id, rev, receipt_rev FROM conversation WHERE receipt_at >= ?"
                            + " UNION SELECT conversation_id AS id, rev, receipt_rev FROM conversation_removal"
                            + " WHERE removed_at >= ?",
                    List.of(from, from, from),
                    SqlMembershipStore::head);
            Future<List<UserHead>> users = usersChangedSince(reading, from, accounts);
            return Future.all(heads, users)
                    .map(both -> new dev.crosstalk.bus.ConversationCommand.Heads(heads.result(), users.result(), now));
        });
    }

    private static Future<List<UserHead>> usersChangedSince(Statements reading, long from, List<AccountId> accounts) {
        if (accounts != null && accounts.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<Object> values = new ArrayList<>(List.of(from));
        String among = "";
        if (accounts != null) {
            List<AccountId> asked = Marks.padded(accounts);
            asked.forEach(account -> values.add(account.value()));
            among = " AND id IN (" + Marks.list(asked.size()) + ")";
        }
        return reading.list(
                "SELECT id, user_rev FROM account WHERE changed_at >= ?" + among,
                values,
                row -> new UserHead(new AccountId(row.getLong("id")), row.getLong("user_rev")));
    }
}
