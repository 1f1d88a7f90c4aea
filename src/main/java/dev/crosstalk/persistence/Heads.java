package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.message.Head;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The locked heads of the conversations that exist, and the database's time. */
record Heads(Map<Long, Head> byId, long now) {
    private static final List<String> CHANGED = List.of("rev", "last_seq", "last_id", "last_time", "changed_at");

    /** Locks in order of id, as everybody does: so nobody waits for somebody who waits. */
    static Future<Heads> lock(Statements statements, Collection<Long> conversations) {
        List<Long> asked = Marks.padded(conversations);
        return statements
                .run(
                        "SELECT id, application_id, kind, " + SettingsColumns.NAMES
                                + ", member_count, last_seq, rev, last_id, changed_at, closed, ${now} AS now_ms FROM conversation WHERE id IN ("
                                + Marks.list(asked.size())
                                + ") ORDER BY id ${lock}",
                        asked)
                .map(rows -> {
                    Map<Long, Head> heads = new HashMap<>();
                    long now = 0;
                    for (io.vertx.sqlclient.Row row : rows) {
                        now = row.getLong("now_ms");
                        heads.put(
                                row.getLong("id"),
                                new Head(
                                        new ConversationId(row.getLong("id")),
                                        new ApplicationId(row.getLong("application_id")),
                                        ConversationKind.of(row.getString("kind")),
                                        SettingsColumns.read(row),
                                        row.getInteger("member_count"),
                                        row.getLong("last_seq"),
                                        row.getLong("rev"),
                                        row.getLong("last_id"),
                                        row.getLong("changed_at"),
                                        row.getInteger("closed") == 1));
                    }
                    return new Heads(heads, now);
                });
    }

    /**
     * Writes the heads after new messages, all in one statement whose cost grows with their number only.
     *
     * <p>The rows exist and are locked, so that it always updates; what stands for the other columns is never inserted.
     */
    static Future<Void> update(Statements statements, Collection<Head> heads) {
        List<Head> all = Marks.padded(heads);
        List<Object> values = new ArrayList<>();
        for (Head head : all) {
            values.add(head.id().value());
            values.add(head.id().value());
            values.add(head.rev());
            values.add(head.lastSeq());
            values.add(head.lastId());
            values.add(head.lastChange());
            values.add(head.lastChange());
        }
        String row = "(?, 0, ?, '', 0, ?, 0, ?, 0, ?, ?, 0, 0, ?)";
        return statements
                .run(
                        "INSERT INTO conversation (id, application_id, number, kind, created_by, rev, first_rev, last_seq,"
                                + " first_seq, last_id, last_time, member_count, created_at, changed_at) VALUES "
                                + String.join(",", Collections.nCopies(all.size(), row)) + " "
                                + statements.dialect().orUpdate("id", CHANGED),
                        values)
                .mapEmpty();
    }
}
