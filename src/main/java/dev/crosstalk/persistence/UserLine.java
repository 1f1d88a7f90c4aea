package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.sync.UserLineStore.Slice;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The line of a person over several kinds of rows as SQL. First it is read how far a page reaches, with the head and without any
 * text, then its rows: one that changes between the two is missing and comes with its new revision.
 */
final class UserLine {
    /** The kind of the row that says up to where the line has been forgotten, in the instant in which its rows are read. */
    private static final String START = "start";

    private final Map<String, UserRows> byName;

    UserLine(List<UserRows> kinds) {
        byName = kinds.stream().collect(Collectors.toUnmodifiableMap(UserRows::name, Function.identity()));
    }

    /** SQL for the last revision of a page, or null if it has all that there is: {@link #reachValues}. */
    String reach() {
        return "(SELECT MIN(n.user_rev) - 1 FROM (SELECT l.user_rev, SUM(l.bytes) OVER (ORDER BY l.user_rev) AS total,"
                + " ROW_NUMBER() OVER (ORDER BY l.user_rev) AS number FROM ("
                + byName.values().stream().map(UserRows::lengths).collect(Collectors.joining(" UNION ALL "))
                + ") l) n WHERE n.number > ? OR (n.number > 1 AND n.total > ?))";
    }

    /** @param limit most rows of a page */
    List<Object> reachValues(AccountId account, long since, int limit) {
        List<Object> values = new ArrayList<>();
        byName.keySet().forEach(kind -> values.addAll(List.of(account.value(), since, limit + 1)));
        values.addAll(List.of(limit, Fitting.PAGE_BYTES));
        return values;
    }

    /** @param reach what was read of it; null if a page has all */
    static long upTo(Long reach, long since, long userRev) {
        return reach == null ? userRev : Math.max(reach, Math.min(since + 1, userRev));
    }

    /** The rows of a page, and the start of the line: {@link #values}. */
    String select() {
        return byName.values().stream()
                .map(kind -> kind.select() + " WHERE x.account_id = ? AND x.user_rev > ? AND x.user_rev <= ?")
                .collect(Collectors.joining(
                        " UNION ALL ",
                        "",
                        " UNION ALL SELECT '" + START + "' AS row_kind, CAST(a.first_user_rev AS CHAR) AS fields"
                                + " FROM account a WHERE a.id = ?"));
    }

    List<Object> values(AccountId account, long since, long upTo) {
        List<Object> values = new ArrayList<>();
        byName.keySet().forEach(kind -> values.addAll(List.of(account.value(), since, upTo)));
        values.add(account.value());
        return values;
    }

    /** Of the rows of {@link #select}; others are passed over. */
    Slice slice(Iterable<Row> rows, long upTo) {
        long first = 0;
        List<UserEvent> changes = new ArrayList<>();
        for (Row row : rows) {
            UserRows kind = byName.get(row.getString("row_kind"));
            if (kind != null) {
                changes.add(kind.event(row));
            } else if (row.getString("row_kind").equals(START)) {
                first = Long.parseLong(row.getString("fields"));
            }
        }
        return new Slice(
                first,
                changes.stream()
                        .filter(Objects::nonNull)
                        .sorted(Comparator.comparingLong(UserEvent::userRev))
                        .toList(),
                upTo);
    }
}
