package dev.crosstalk.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.MySQLConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Statements past the server, for more rows than can be posted in good time. */
final class Rows {
    private static final String SQLITE = "sqlite:";
    private static final int MINUTES = 30;

    private Rows() {}

    static void execute(String url, Iterator<String> statements) {
        if (url.startsWith(SQLITE)) {
            sqlite(url, statements);
        } else {
            mySql(url, statements);
        }
    }

    /** One transaction a statement, so that the server's own writes get their turn. */
    private static void sqlite(String url, Iterator<String> statements) {
        try (Connection connection = DriverManager.getConnection("jdbc:" + url);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=60000");
            while (statements.hasNext()) {
                statement.execute(statements.next());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void mySql(String url, Iterator<String> statements) {
        Vertx vertx = Vertx.vertx();
        try {
            MySQLConnection.connect(vertx, MySQLConnectOptions.fromUri(url))
                    .compose(connection -> next(connection, statements))
                    .await(MINUTES, TimeUnit.MINUTES);
        } catch (TimeoutException e) {
            throw new IllegalStateException("MariaDB does not answer", e);
        } finally {
            vertx.close();
        }
    }

    private static Future<Void> next(MySQLConnection connection, Iterator<String> statements) {
        return statements.hasNext()
                ? connection.query(statements.next()).execute().compose(done -> next(connection, statements))
                : connection.close();
    }
}
