package dev.crosstalk.bench;

import dev.crosstalk.testing.MariaDb;
import dev.crosstalk.testing.TemporaryDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.MySQLConnection;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the database itself takes: transactions of one insertion of a hundred rows like messages, and nothing else. On MariaDB over
 * four connections, on SQLite with a write-ahead log and {@code synchronous=FULL}, as the product has them.
 */
final class Ceiling {
    private static final int ROWS = 100;
    private static final int CONNECTIONS = 4;
    private static final String TABLE = "(conversation_id BIGINT NOT NULL, seq BIGINT NOT NULL, id BIGINT NOT NULL,"
            + " sender_id BIGINT NOT NULL, text TEXT NOT NULL, created_at BIGINT NOT NULL,"
            + " PRIMARY KEY (conversation_id, seq))";
    private static final String INSERT = "INSERT INTO ceiling VALUES " + "(?,?,?,?,?,?),".repeat(ROWS - 1) + "(?,?,?,?,?,?)";
    private static final String TEXT = "x".repeat(Scenarios.TEXT_BYTES);
    private static final int ROOMS = 1_000;

    private final AtomicLong rows = new AtomicLong();
    private final double seconds;
    private volatile long endNanos;

    private Ceiling(double seconds) {
        this.seconds = seconds;
    }

    /** @return rows per second */
    static double measure(String database, double seconds) {
        Ceiling ceiling = new Ceiling(seconds);
        if (database.equals(CrosstalkServer.MARIADB)) {
            ceiling.mariaDb();
        } else {
            ceiling.sqlite();
        }
        return ceiling.rows.get() / seconds;
    }

    /** From here on it counts. */
    private void begin() {
        endNanos = System.nanoTime() + (long) (seconds * 1e9);
    }

    private boolean isOver() {
        return System.nanoTime() >= endNanos;
    }

    /** The values of the next hundred rows. */
    private List<Object> values() {
        long first = rows.getAndAdd(ROWS);
        List<Object> values = new ArrayList<>(6 * ROWS);
        for (long i = first; i < first + ROWS; i++) {
            values.addAll(List.of(i % ROOMS, i / ROOMS, i, 1L, TEXT, i));
        }
        return values;
    }

    private void sqlite() {
        String file = TemporaryDirectory.create("ceiling").resolve("ceiling.db").toString();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement setUp = connection.createStatement()) {
            setUp.execute("PRAGMA journal_mode=WAL");
            setUp.execute("PRAGMA synchronous=FULL");
            setUp.execute("CREATE TABLE ceiling " + TABLE + " WITHOUT ROWID");
            try (java.sql.PreparedStatement insert = connection.prepareStatement(INSERT)) {
                begin();
                while (!isOver()) {
                    List<Object> values = values();
                    for (int i = 0; i < values.size(); i++) {
                        insert.setObject(i + 1, values.get(i));
                    }
                    insert.executeUpdate();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void mariaDb() {
        MySQLConnectOptions options = MySQLConnectOptions.fromUri(MariaDb.shared().freshDatabase());
        Vertx vertx = Vertx.vertx();
        try {
            connection(vertx, options)
                    .compose(first -> first.query("CREATE TABLE ceiling " + TABLE).execute())
                    .compose(made -> {
                        List<Future<PreparedStatement>> all = new ArrayList<>();
                        for (int i = 0; i < CONNECTIONS; i++) {
                            all.add(connection(vertx, options).compose(connection -> connection.prepare(INSERT)));
                        }
                        return Future.all(all);
                    })
                    .compose(prepared -> {
                        begin();
                        return Future.all(prepared.<PreparedStatement>list().stream()
                                .map(statement -> insert(statement.query()))
                                .toList());
                    })
                    .await((long) seconds + 60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("MariaDB does not answer", e);
        } finally {
            vertx.close();
        }
    }

    private static Future<MySQLConnection> connection(Vertx vertx, MySQLConnectOptions options) {
        return MySQLConnection.connect(vertx, options);
    }

    private Future<Void> insert(PreparedQuery<RowSet<Row>> insert) {
        return isOver()
                ? Future.succeededFuture()
                : insert.execute(Tuple.wrap(values())).compose(done -> insert(insert));
    }
}
