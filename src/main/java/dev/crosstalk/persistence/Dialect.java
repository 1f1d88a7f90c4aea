package dev.crosstalk.persistence;

import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What differs between the two SQL engines. Statements hold placeholders, {@code ${now}}, for it. */
enum Dialect {
    SQLITE(
            "id", "INTEGER NOT NULL PRIMARY KEY",
            "binary16", "BLOB",
            "binary32", "BLOB",
            "table", "WITHOUT ROWID",
            "rows", "",
            "now", "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
            "lock", "",
            "pairs", "VALUES ",
            "insert-new", "INSERT OR IGNORE",
            "numbered",
                    "(SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS number FROM json_each(?)) k",
            "ids", "(SELECT value AS id FROM json_each(?)) k",
            "named",
                    "(SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS hex FROM json_each(?)) k",
            "each-with", "CROSS JOIN",
            "greatest", "MAX",
            "least", "MIN"),
    MYSQL(
            "id", "BIGINT NOT NULL PRIMARY KEY",
            "binary16", "BINARY(16)",
            "binary32", "BINARY(32)",
            "table", "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin",
            "rows", "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin",
            "now", "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)",
            "lock", "FOR UPDATE",
            "pairs", "",
            "insert-new", "INSERT IGNORE",
            "numbered", "JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', number BIGINT PATH '$[1]')) k",
            "ids", "JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) k",
            "named", "JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', hex CHAR(32) PATH '$[1]')) k",
            "each-with", "STRAIGHT_JOIN",
            "greatest", "GREATEST",
            "least", "LEAST");

    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;
    private static final int MYSQL_LOCK_TIMEOUT = 1205;
    private static final int MYSQL_DEADLOCK = 1213;
    private static final int MYSQL_SHUTDOWN = 1053;
    private static final int MYSQL_TABLE_EXISTS = 1050;
    private static final int MYSQL_KEY_EXISTS = 1061;
    private static final int MYSQL_COLUMN_EXISTS = 1060;
    private static final Set<Integer> MYSQL_EXISTS = Set.of(MYSQL_TABLE_EXISTS, MYSQL_KEY_EXISTS, MYSQL_COLUMN_EXISTS);

    private final Map<String, String> fragments = new HashMap<>();

    Dialect(String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            fragments.put(pairs[i], pairs[i + 1]);
        }
    }

    /** Something for each engine. */
    static <T> Map<Dialect, T> each(Function<Dialect, T> make) {
        Map<Dialect, T> all = new EnumMap<>(Dialect.class);
        for (Dialect dialect : values()) {
            all.put(dialect, make.apply(dialect));
        }
        return all;
    }

    /** The statement with this engine's words in place of the placeholders. */
    String expand(String sql) {
        String expanded = sql;
        for (int at = expanded.indexOf("${"); at >= 0; at = expanded.indexOf("${")) {
            int end = expanded.indexOf('}', at);
            String fragment = fragments.get(expanded.substring(at + 2, end));
            if (fragment == null) {
                throw new IllegalArgumentException("unknown placeholder in: " + sql);
            }
            expanded = expanded.substring(0, at) + fragment + expanded.substring(end + 1);
        }
        return expanded;
    }

    /** The rows {@code k} of whole numbers that a JSON array of arrays holds, which is the statement's value here. */
    String numbers(List<String> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> this == SQLITE
                        ? "json_extract(value, '$[" + i + "]') AS " + columns.get(i)
                        : columns.get(i) + " BIGINT PATH '$[" + i + "]'")
                .collect(Collectors.joining(
                        ", ",
                        this == SQLITE ? "(SELECT " : "JSON_TABLE(?, '$[*]' COLUMNS (",
                        this == SQLITE ? " FROM json_each(?)) k" : ")) k"));
    }

    /** What follows an insertion, so that it updates those columns of a row that is there already. */
    String orUpdate(String key, List<String> columns) {
        return columns.stream()
                .map(column -> this == SQLITE ? column + " = excluded." + column : column + " = VALUES(" + column + ")")
                .collect(Collectors.joining(
                        ", ",
                        this == SQLITE ? "ON CONFLICT (" + key + ") DO UPDATE SET " : "ON DUPLICATE KEY UPDATE ",
                        ""));
    }

    /** As {@link #orUpdate}; those of the second list are only ever raised. */
    String orRaise(String key, List<String> columns, List<String> raised) {
        String greatest = this == SQLITE ? "MAX" : "GREATEST";
        String sets = raised.stream()
                .map(column -> column + " = " + greatest + "(" + column + ", "
                        + (this == SQLITE ? "excluded." + column : "VALUES(" + column + ")") + ")")
                .collect(Collectors.joining(", "));
        String update = orUpdate(key, columns);
        return columns.isEmpty() ? update + sets : update + ", " + sets;
    }

    /** Begins a transaction; on SQLite as the only one that writes. */
    String begin() {
        return this == SQLITE ? "BEGIN IMMEDIATE" : "BEGIN";
    }

    /** Whether a unique key refused a row. */
    boolean isDuplicateKey(Throwable error) {
        String state = sqlState(error);
        return this == SQLITE
                ? code(error) == 19 && String.valueOf(error.getMessage()).contains("UNIQUE")
                        || String.valueOf(error.getMessage()).contains("PRIMARYKEY")
                : state != null && state.startsWith("23");
    }

    /** Whether the transaction was rolled back because others were in its way: repeating it is right. */
    boolean isContention(Throwable error) {
        int code = code(error);
        return this == SQLITE
                ? (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED
                : code == MYSQL_LOCK_TIMEOUT || code == MYSQL_DEADLOCK;
    }

    /** Whether the connection, and not the statement, failed. */
    boolean isConnectionLost(Throwable error) {
        return !isPoolExhausted(error) && isLost(error);
    }

    /**
     * Whether all connections of a pool were in use for too long, be it for much work or for a database that hangs. The text is
     * all that vertx-sql-client 5.0.10 tells.
     */
    static boolean isPoolExhausted(Throwable error) {
        String text = error.getMessage();
        return code(error) == 0 && ("Timeout".equals(text) || "Timeout waiting for connection".equals(text));
    }

    private static boolean isLost(Throwable error) {
        return error instanceof ClosedConnectionException
                || error instanceof IOException
                || code(error) == MYSQL_SHUTDOWN
                || String.valueOf(error.getMessage()).contains("onnection");
    }

    /** Whether a step of a migration had been done before a crash that came before it was recorded. */
    boolean isAlreadyThere(Throwable error) {
        return this == MYSQL && MYSQL_EXISTS.contains(code(error));
    }

    private static int code(Throwable error) {
        if (error instanceof DatabaseException database) {
            return database.getErrorCode();
        }
        return error instanceof SQLException sql ? sql.getErrorCode() : 0;
    }

    private static String sqlState(Throwable error) {
        if (error instanceof DatabaseException database) {
            return database.getSqlState();
        }
        return error instanceof SQLException sql ? sql.getSQLState() : null;
    }
}
