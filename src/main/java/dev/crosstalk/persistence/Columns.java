package dev.crosstalk.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Json;
import io.vertx.sqlclient.Row;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Columns of a row by name: each of its own, or all as the fields of one text of JSON. The latter is for rows of several kinds in
 * one statement, and where they are many: SQLite's client takes its time for each column.
 */
interface Columns {
    /** Null if there is none. */
    Long number(String name);

    /** Null if there is none. */
    String text(String name);

    /** What selects these expressions by these names, in the way that the engine's client reads fastest. */
    static String select(Dialect dialect, Map<String, String> expressions) {
        return dialect == Dialect.SQLITE
                ? expressions.entrySet().stream()
                        .map(one -> "'" + one.getKey() + "', " + one.getValue())
                        .collect(Collectors.joining(", ", "json_object(", ") AS fields"))
                : expressions.entrySet().stream()
                        .map(one -> one.getValue() + " AS " + one.getKey())
                        .collect(Collectors.joining(", "));
    }

    /** Of a row that {@link #select} selects. */
    static Columns of(Dialect dialect, Row row) {
        return dialect == Dialect.SQLITE ? of(row.getString("fields")) : of(row);
    }

    static Columns of(Row row) {
        return new Columns() {
            @Override
            public Long number(String name) {
                return row.getLong(name);
            }

            @Override
            public String text(String name) {
                return row.getString(name);
            }
        };
    }

    static Columns of(String json) {
        JsonNode fields = Json.parse(json);
        return new Columns() {
            @Override
            public Long number(String name) {
                return fields.path(name).isNull()
                        ? null
                        : Long.valueOf(fields.path(name).asLong());
            }

            @Override
            public String text(String name) {
                return fields.path(name).textValue();
            }
        };
    }
}
