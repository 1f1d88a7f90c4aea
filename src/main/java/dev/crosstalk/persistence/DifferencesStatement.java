package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Json;
import dev.crosstalk.sync.SyncStore.Cursors;
import dev.crosstalk.sync.SyncStore.Differences;
import dev.crosstalk.sync.SyncStore.Range;
import dev.crosstalk.sync.SyncStore.Told;
import dev.crosstalk.sync.SyncStore.Wanted;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything that differs for a device, in one statement: rows of conversations, of their members, and of the person's line, each
 * as a text of JSON.
 */
final class DifferencesStatement {
    private static final String CONVERSATION = "conversation";
    private static final String MEMBER = "member";
    private final UserLine line;
    private final Caller caller;
    private final Range user;
    private final Map<Long, Wanted> wanted = new HashMap<>();
    private final List<String> parts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** @param user null for nothing of the person's line */
    DifferencesStatement(UserLine line, Caller caller, List<Wanted> conversations, Range user) {
        this.line = line;
        this.caller = caller;
        this.user = user;
        conversations.forEach(one -> wanted.put(one.conversation().value(), one));
        if (!wanted.isEmpty()) {
            conversations();
        }
        if (conversations.stream().anyMatch(DifferencesStatement::asksForMembers)) {
            members(conversations);
        }
        if (user != null) {
            parts.add(line.select());
            values.addAll(line.values(caller.account(), user.since(), user.upTo()));
        }
    }

    String sql() {
        return String.join(" UNION ALL ", parts);
    }

    List<Object> values() {
        return values;
    }

    private void conversations() {
        List<Long> ids = Marks.padded(wanted.keySet());
        String columns = ConversationViews.COLUMNS.entrySet().stream()
                .map(column -> ", '" + column.getKey() + "', " + column.getValue())
                .collect(Collectors.joining());
        parts.add("SELECT '" + CONVERSATION + "' AS row_kind, CAST(JSON_OBJECT('delivered', m.delivered_seq,"
                + " 'seen', m.seen_seq" + columns + ") AS CHAR) AS fields" + ConversationViews.joined("JOIN")
                + " WHERE c.id IN (" + Marks.list(ids.size()) + ") AND m.active = 1");
        values.add(caller.account().value());
        values.addAll(ids);
    }

    private static boolean asksForMembers(Wanted one) {
        return one.members() || one.receiptsAfter() != null;
    }

    private void members(List<Wanted> conversations) {
        List<List<Long>> numbered = conversations.stream()
                .filter(DifferencesStatement::asksForMembers)
                .map(one -> List.of(one.conversation().value(), one.members() ? -1L : one.receiptsAfter()))
                .toList();
        parts.add("SELECT '" + MEMBER
                + "' AS row_kind, CAST(JSON_OBJECT('id', m.conversation_id, 'account', m.account_id,"
                + " 'delivered', m.delivered_seq, 'seen', m.seen_seq, 'publishes', " + Receipts.PUBLISHES
                + ") AS CHAR) AS fields FROM ${numbered} JOIN member m ON m.conversation_id = k.id"
                + " JOIN account a ON a.id = m.account_id WHERE m.active = 1 AND m.receipt_rev > k.number");
        values.add(Json.write(numbered));
    }

    Differences read(Iterable<Row> rows) {
        Map<Long, List<Cursors>> members = new HashMap<>();
        List<Columns> conversations = new ArrayList<>();
        for (Row row : rows) {
            String kind = row.getString("row_kind");
            if (kind.equals(CONVERSATION)) {
                conversations.add(Columns.of(row.getString("fields")));
            } else if (kind.equals(MEMBER)) {
                Columns member = Columns.of(row.getString("fields"));
                members.computeIfAbsent(member.number("id"), id -> new ArrayList<>())
                        .add(cursors(member));
            }
        }
        List<Told> told = conversations.stream()
                .sorted(Comparator.comparing(row -> row.number("id")))
                .map(row -> told(row, members.getOrDefault(row.number("id"), List.of())))
                .toList();
        return new Differences(told, user == null ? Optional.empty() : Optional.of(line.slice(rows, user.upTo())));
    }

    private static Cursors cursors(Columns row) {
        return new Cursors(
                new AccountId(row.number("account")),
                row.number("delivered"),
                row.number("seen"),
                row.number("publishes") == 1);
    }

    private Told told(Columns row, List<Cursors> found) {
        Wanted one = wanted.get(row.number("id"));
        List<Cursors> members =
                found.stream().sorted(Comparator.comparing(Cursors::account)).toList();
        List<AccountId> listed =
                one.members() ? members.stream().map(Cursors::account).toList() : List.of();
        List<Cursors> others = one.receiptsAfter() == null
                ? List.of()
                : members.stream()
                        .filter(member -> !member.account().equals(caller.account()))
                        .toList();
        return new Told(
                ConversationViews.base(row).with(listed).view(), row.number("delivered"), row.number("seen"), others);
    }
}
