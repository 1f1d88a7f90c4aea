package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.message.Head;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** The locked heads of the conversations that exist, and the database's time. */
record Heads(Map<ConversationId, Head> byId, long now) {
    private static final List<String> CHANGED = List.of("rev", "last_seq", "last_id", "last_time", "changed_at");
    private static final Map<Dialect, String> LOCKS = Dialect.each(dialect -> "SELECT "
            + Columns.select(
                    dialect,
                    Map.ofEntries(
                            Map.entry("id", "c.id"),
                            Map.entry("application_id", "c.application_id"),
                            Map.entry("kind", "c.kind"),
                            Map.entry("join_policy", "c.join_policy"),
                            Map.entry("permissions", "c.permissions"),
                            Map.entry("slow_mode_s", "c.slow_mode_s"),
                            Map.entry("member_count", "c.member_count"),
                            Map.entry("last_seq", "c.last_seq"),
                            Map.entry("rev", "c.rev"),
                            Map.entry("last_id", "c.last_id"),
                            Map.entry("changed_at", "c.changed_at"),
                            Map.entry("closed", "c.closed"),
                            Map.entry("now_ms", "${now}")))
            + " FROM ${ids} ${each-with} conversation c ON c.id = k.id ${lock}");
    private static final Map<Dialect, String> UPDATES = Dialect.each(dialect ->
            "INSERT INTO conversation (id, application_id, number, kind, created_by, rev, first_rev, last_seq, first_seq,"
                    + " last_id, last_time, member_count, created_at, changed_at)"
                    + " SELECT k.conversation, 0, k.conversation, '', 0, k.rev_to, 0, k.seq_to, 0, k.last, k.at, 0, 0, k.at FROM "
                    + dialect.numbers(List.of("conversation", "rev_to", "seq_to", "last", "at")) + " WHERE 1 = 1 "
                    + dialect.orUpdate("id", CHANGED));

    /** Locks in order of id, as everybody does: so nobody waits for somebody who waits. */
    static Future<Heads> lock(Statements statements, SortedSet<Long> conversations) {
        Dialect dialect = statements.dialect();
        return statements
                .run(LOCKS.get(dialect), List.of(RowsOf.ids(conversations)))
                .map(rows -> {
                    Map<ConversationId, Head> heads = new HashMap<>();
                    long now = 0;
                    for (Row row : rows) {
                        Columns columns = Columns.of(dialect, row);
                        Head head = head(columns);
                        now = columns.number("now_ms");
                        heads.put(head.id(), head);
                    }
                    return new Heads(heads, now);
                });
    }

    private static Head head(Columns columns) {
        return new Head(
                new ConversationId(columns.number("id")),
                new ApplicationId(columns.number("application_id")),
                ConversationKind.of(columns.text("kind")),
                SettingsColumns.read(columns),
                columns.number("member_count").intValue(),
                columns.number("last_seq"),
                columns.number("rev"),
                columns.number("last_id"),
                columns.number("changed_at"),
                columns.number("closed") == 1);
    }

    /**
     * Writes the heads after new messages, all in one statement whose cost grows with their number only.
     *
     * <p>The rows exist and are locked, so that it always updates; what stands for the other columns is never inserted.
     */
    static Future<Void> update(Statements statements, Collection<Head> heads) {
        return statements
                .run(
                        UPDATES.get(statements.dialect()),
                        List.of(RowsOf.numbers(heads.stream()
                                .map(head -> new long[] {
                                    head.id().value(), head.rev(), head.lastSeq(), head.lastId(), head.lastChange()
                                })
                                .toList())))
                .mapEmpty();
    }
}
