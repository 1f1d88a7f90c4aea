package dev.crosstalk.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Cursors of devices whose session has ended: what was under way when it ended is written after it. All sessions with cursors are
 * looked at in turn, some at a time. To be used on one context.
 */
final class AbandonedCursors {
    /** The next sessions that have cursors, each found by the primary key alone, and whether they are there. */
    private static final String NEXT =
            "WITH RECURSIVE next (id, number) AS (SELECT MIN(session_id), 1 FROM device_cursor WHERE session_id > ?"
                    + " UNION ALL SELECT (SELECT MIN(d.session_id) FROM device_cursor d WHERE d.session_id > next.id),"
                    + " number + 1 FROM next WHERE next.id IS NOT NULL AND number < ?)"
                    + " SELECT next.id, s.id AS there FROM next LEFT JOIN session s ON s.id = next.id"
                    + " WHERE next.id IS NOT NULL ORDER BY next.id";

    private final Database database;
    private final int most;
    private long last;

    /** @param most sessions at a time */
    AbandonedCursors(Database database, int most) {
        this.database = database;
        this.most = most;
    }

    /** Looks at the next sessions, or, behind the last one, at the first again. */
    Future<Void> removeSome() {
        return database.reading().run(NEXT, List.of(last, most)).compose(rows -> {
            List<Long> ended = new ArrayList<>();
            long behind = 0;
            for (Row row : rows) {
                behind = row.getLong("id");
                if (row.getLong("there") == null) {
                    ended.add(behind);
                }
            }
            last = rows.size() < most ? 0 : behind;
            return remove(ended);
        });
    }

    private Future<Void> remove(List<Long> sessions) {
        if (sessions.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Long> asked = Marks.padded(sessions);
        return database.write(statements -> statements.run(
                        "DELETE FROM device_cursor WHERE session_id IN (" + Marks.list(asked.size()) + ")", asked))
                .mapEmpty();
    }
}
