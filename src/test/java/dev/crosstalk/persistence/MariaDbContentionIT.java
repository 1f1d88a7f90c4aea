package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.MySQLConnection;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MariaDbContentionIT extends ContentionContract {
    private static final long KILL_EVERY_MS = 10;
    private String url;

    @Override
    String freshUrl() {
        url = Twins.mariaDb();
        return url;
    }

    /** A connection that dies while it commits leaves it open whether the commit happened. */
    @Test
    void connections_that_are_killed_all_the_time_lose_and_double_nothing() {
        Contention contention = new Contention(first(), second(), 60, System.nanoTime());
        MySQLConnection killer =
                TestNode.await(MySQLConnection.connect(first().vertx(), MySQLConnectOptions.fromUri(url)));
        AtomicInteger killed = new AtomicInteger();
        long timer = first().vertx()
                .setPeriodic(KILL_EVERY_MS, tick -> killOne(killer).onSuccess(killed::addAndGet));
        contention.run();
        first().vertx().cancelTimer(timer);
        assertThat(killed.get()).as("connections were killed").isGreaterThan(3);
        System.out.println(killed.get() + " connections killed");
        contention.check();
    }

    /** Of the writers' and readers' connections the one that is busiest. */
    private static Future<Integer> killOne(SqlConnection killer) {
        return killer.query("SELECT id FROM information_schema.processlist WHERE db = DATABASE()"
                        + " AND id <> CONNECTION_ID() ORDER BY time_ms, RAND() LIMIT 1")
                .execute()
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture(0)
                        : killer.query("KILL " + rows.iterator().next().getLong(0))
                                .execute()
                                .map(1));
    }
}
