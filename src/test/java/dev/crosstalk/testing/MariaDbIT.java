package dev.crosstalk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.MySQLConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class MariaDbIT {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void closeVertx() {
        vertx.close().await();
    }

    @Test
    void everyFreshDatabaseIsAnother() {
        String first = MariaDb.shared().freshDatabase();
        String second = MariaDb.shared().freshDatabase();

        assertThat(first).isNotEqualTo(second);
        execute(first, "CREATE TABLE t (x INT)");
        execute(second, "CREATE TABLE t (x INT)");
    }

    @Test
    void itIsAMariaDb() {
        assertThat(MariaDb.shared().version()).contains("MariaDB");
    }

    @Test
    void whatWasCommittedIsThereAfterAKillAndRestart() {
        try (MariaDb server = MariaDb.start()) {
            String url = server.freshDatabase();
            execute(url, "CREATE TABLE t (x INT)");
            execute(url, "INSERT INTO t VALUES (42)");

            server.kill();
            server.restart();

            assertThat(execute(url, "SELECT x FROM t")).isEqualTo(1);
        }
    }

    private int execute(String url, String sql) {
        return MySQLConnection.connect(vertx, MySQLConnectOptions.fromUri(url))
                .compose(connection -> connection.query(sql).execute().eventually(connection::close))
                .map(rows -> rows.size())
                .await();
    }
}
