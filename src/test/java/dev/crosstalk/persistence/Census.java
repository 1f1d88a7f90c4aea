package dev.crosstalk.persistence;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that is stored of conversations, with the order of ids in place of ids: the same for two installations that hold the same. */
final class Census {
    private static final String PEOPLE = "(SELECT COUNT(*) FROM account o WHERE o.id <= %s)";
    private static final String PLACE = "(SELECT COUNT(*) FROM conversation o WHERE o.id <= %s)";

    private final Database database;
    private final Map<String, List<String>> tables = new LinkedHashMap<>();

    private Census(Database database) {
        this.database = database;
    }

    static Map<String, List<String>> of(Database database) {
        Census census = new Census(database);
        census.table(
                "account a",
                person("a.id"),
                "a.name, a.created_at, a.name_key",
                "CASE WHEN a.name = '' THEN 1 ELSE a.receipts END AS receipts",
                "CASE WHEN a.name = '' THEN 0 ELSE a.receipts_at END AS receipts_at",
                "CASE WHEN a.name = '' THEN '' ELSE a.presence END AS presence");
        census.table("setting s", person("s.account_id"), "s.name, s.value");
        census.table(
                "(SELECT * FROM contact WHERE state <> 'none') c",
                person("c.account_id"),
                person("c.other_id"),
                "c.state, c.changed_at");
        census.table("hidden h", place("h.conversation_id"), person("h.account_id"), "h.seq");
        census.table(
                "(SELECT * FROM saved WHERE active = 1) s",
                place("s.conversation_id"),
                person("s.account_id"),
                "s.seq, s.saved_at, (SELECT COUNT(*) FROM saved o WHERE o.account_id = s.account_id AND o.active = 1"
                        + " AND o.user_rev <= s.user_rev) AS number");
        census.table(
                "(SELECT * FROM draft WHERE emptied_at IS NULL) d",
                place("d.conversation_id"),
                person("d.account_id"),
                "d.text, d.reply_to_seq, d.other_text, d.bytes, d.changed_at");
        census.table(
                "conversation c",
                place("c.id"),
                "c.kind, c.title, c.title_key, c.participants_key IS NULL AS keyless",
                person("c.created_by"),
                "c.rev, c.first_rev, c.last_seq, c.first_seq, c.member_count, c.created_at, c.join_policy",
                "c.permissions, c.slow_mode_s, c.closed, c.retention_days");
        census.table(
                "member m",
                place("m.conversation_id"),
                person("m.account_id"),
                "m.role, m.active, m.joined_seq, m.rev, m.banned_until",
                "m.read_seq, m.seen_seq, m.seen_at, m.own_unread, m.marked_unread, m.muted_until, m.pinned, m.archived_seq",
                "CASE WHEN m.unread_rev > 0 THEN 1 ELSE 0 END AS again");
        census.table(
                "message m",
                place("m.conversation_id"),
                "m.seq, m.rev, m.client_id, m.text, m.created_at, m.edited_at, m.deleted_at, m.reply_to_seq",
                "CASE WHEN m.deleted_at IS NULL THEN m.edits ELSE 0 END AS edits",
                person("m.sender_id"),
                person("COALESCE(m.deleted_by, 0)"));
        census.table("mention m", place("m.conversation_id"), "m.seq", person("m.account_id"));
        census.table("message_edit e", place("e.conversation_id"), "e.seq, e.edit, e.text, e.created_at");
        census.table(
                "(SELECT * FROM reaction WHERE active = 1) r",
                place("r.conversation_id"),
                "r.seq, r.kind, r.first_rev, r.rev, r.created_at",
                person("r.account_id"));
        census.table("reaction_kind k", place("k.conversation_id"), "k.seq, k.kind, k.count, k.first_rev");
        census.table("pin p", place("p.conversation_id"), "p.seq, p.rev, p.created_at", person("p.account_id"));
        census.table(
                "entry e",
                place("e.conversation_id"),
                "e.rev, e.after_seq, e.kind, e.data, e.created_at",
                person("e.actor_id"),
                person("COALESCE(e.subject_id, 0)"));
        return census.tables;
    }

    private static String person(String column) {
        return PEOPLE.formatted(column) + " AS " + column.replaceAll("[^a-z]", "");
    }

    private static String place(String column) {
        return PLACE.formatted(column) + " AS place";
    }

    private void table(String from, String... columns) {
        String sql = "SELECT " + String.join(", ", columns) + " FROM " + from;
        List<String> rows = new ArrayList<>(TestNode.await(database.reading().list(sql, List.of(), Census::text)));
        rows.sort(null);
        tables.put(from, rows);
    }

    private static String text(Row row) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            Object value = row.getValue(i);
            if (value instanceof byte[] bytes) {
                value = HexFormat.of().formatHex(bytes);
            } else if (value instanceof io.vertx.core.buffer.Buffer buffer) {
                value = HexFormat.of().formatHex(buffer.getBytes());
            }
            values.add(row.getColumnName(i) + "=" + value);
        }
        return String.join(" ", values);
    }

    static String differences(Map<String, List<String>> here, Map<String, List<String>> there) {
        StringBuilder all = new StringBuilder();
        here.forEach((table, rows) -> {
            List<String> missing = new ArrayList<>(rows);
            there.get(table).forEach(missing::remove);
            List<String> more = new ArrayList<>(there.get(table));
            rows.forEach(more::remove);
            if (!missing.isEmpty() || !more.isEmpty()) {
                all.append(table)
                        .append("\n  only here: ")
                        .append(missing)
                        .append("\n  only there: ")
                        .append(more)
                        .append('\n');
            }
        });
        return all.toString();
    }
}
