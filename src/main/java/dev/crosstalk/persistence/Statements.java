package dev.crosstalk.persistence;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Statements on a connection or a pool: a text with {@code ?} and placeholders of {@link Dialect}, and its values. */
final class Statements {
    private final SqlClient client;
    private final Dialect dialect;

    private final Guard guard;

    Statements(SqlClient client, Dialect dialect) {
        this(client, dialect, Supplier::get);
    }

    /** @param guard does each statement, perhaps again */
    Statements(SqlClient client, Dialect dialect, Guard guard) {
        this.client = client;
        this.dialect = dialect;
        this.guard = guard;
    }

    /** What is around each statement. */
    interface Guard {
        Future<RowSet<Row>> run(Supplier<Future<RowSet<Row>>> statement);
    }

    Future<RowSet<Row>> run(String sql, List<?> values) {
        String expanded = dialect.expand(sql);
        List<Object> bound = bound(values);
        return guard.run(() -> client.preparedQuery(expanded).execute(Tuple.wrap(new ArrayList<>(bound))));
    }

    /** Bytes are arrays; the MySQL client knows them as buffers only, SQLite's driver as arrays only. */
    private List<Object> bound(List<?> values) {
        List<Object> bound = new ArrayList<>(values.size());
        for (Object value : values) {
            bound.add(dialect == Dialect.MYSQL && value instanceof byte[] bytes ? Buffer.buffer(bytes) : value);
        }
        return bound;
    }

    Dialect dialect() {
        return dialect;
    }

    /** A text without values, such as a schema change. */
    Future<RowSet<Row>> script(String sql) {
        return client.query(dialect.expand(sql)).execute();
    }

    /** @return how many rows the statement matched or inserted */
    Future<Integer> update(String sql, Object... values) {
        return run(sql, java.util.Arrays.asList(values)).map(RowSet::rowCount);
    }

    <T> Future<List<T>> list(String sql, List<?> values, Function<Row, T> map) {
        return run(sql, values).map(rows -> {
            List<T> list = new ArrayList<>();
            rows.forEach(row -> list.add(map.apply(row)));
            return list;
        });
    }

    <T> Future<Optional<T>> first(String sql, List<?> values, Function<Row, T> map) {
        return run(sql, values)
                .map(rows -> rows.iterator().hasNext()
                        ? Optional.of(map.apply(rows.iterator().next()))
                        : Optional.empty());
    }

    /** The number in the first column of the only row. */
    Future<Long> number(String sql, Object... values) {
        return run(sql, java.util.Arrays.asList(values))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Database time in epoch milliseconds. */
    Future<Long> now() {
        return number("SELECT ${now} AS now_ms");
    }
}
