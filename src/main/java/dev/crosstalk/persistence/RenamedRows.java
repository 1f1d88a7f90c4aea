package dev.crosstalk.persistence;

import dev.crosstalk.account.AccountStore.RenamedPosition;
import dev.crosstalk.account.AccountStore.Renaming;
import dev.crosstalk.account.AccountStore.Renamings;
import dev.crosstalk.bus.ApplicationId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/** The accounts of an application by when they got or lost a name, other than by being made: a page is one statement by index. */
final class RenamedRows {
    private static final String NAMED =
            "SELECT id, name, named_at FROM account WHERE application_id = ? AND named_at >= ";
    private static final String PAGE = " ORDER BY named_at, id LIMIT ?";

    /** The time comes also where nobody was renamed. At 0 are those who have the name that they were made with, or none yet. */
    private static final String SINCE =
            "SELECT t.now_ms, a.id, a.name, a.named_at FROM (SELECT ${now} AS now_ms) t LEFT JOIN (" + NAMED
                    + "${greatest}(1, ${least}(?, ${now}) - ?)" + PAGE + ") a ON 1 = 1 ORDER BY a.named_at, a.id";

    private static final String AFTER = NAMED + "? AND (named_at > ? OR id > ?)" + PAGE;

    private final Database database;
    private final long overlapMs;

    /** @param overlapMs longer than a transaction may take, so that a late commit is in the next reading */
    RenamedRows(Database database, long overlapMs) {
        this.database = database;
        this.overlapMs = overlapMs;
    }

    Future<Renamings> since(ApplicationId application, Long since, int limit) {
        List<Object> values = List.of(application.value(), since == null ? Long.MAX_VALUE : since, overlapMs, limit);
        return database.reading().run(SINCE, values).map(rows -> {
            List<Renaming> found = new ArrayList<>();
            long time = 0;
            for (Row row : rows) {
                time = row.getLong("now_ms");
                if (row.getLong("id") != null) {
                    found.add(renaming(row));
                }
            }
            return new Renamings(found, time);
        });
    }

    Future<List<Renaming>> after(ApplicationId application, RenamedPosition after, int limit) {
        List<Object> values = List.of(
                application.value(),
                after.namedAt(),
                after.namedAt(),
                after.account().value(),
                limit);
        return database.reading().list(AFTER, values, RenamedRows::renaming);
    }

    private static Renaming renaming(Row row) {
        return new Renaming(Rows.account(row, "id"), row.getLong("named_at"));
    }
}
