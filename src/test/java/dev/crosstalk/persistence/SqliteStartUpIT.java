package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SqliteStartUpIT extends StartUpContract {
    private static final int ROUNDS = 20;
    private static final int NODES = 8;
    /** Time for all to try; were it too short, they would meet all the same, only not surely. */
    private static final long HELD_MS = 100;

    @Override
    String freshUrl() {
        return Twins.sqlite();
    }

    @Test
    void nodes_that_open_one_new_file_at_once_all_open_it() throws SQLException {
        List<Vertx> nodes = Stream.generate(Vertx::vertx).limit(NODES).toList();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                openAtOnce(nodes, freshUrl());
            }
        } finally {
            nodes.forEach(node -> TestNode.await(node.close()));
        }
    }

    /** They meet at the lock of another process. Released, one switches the file to WAL, for which SQLite lets nobody wait. */
    private static void openAtOnce(List<Vertx> nodes, String url) throws SQLException {
        List<Future<Database>> opening;
        try (Connection other = DriverManager.getConnection("jdbc:" + url);
                Statement statement = other.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");
            opening = nodes.stream()
                    .map(node -> Opening.database(node, PersistenceSettings.at(url), TestNode.SHARDS))
                    .toList();
            TestNode.await(after(nodes.get(0), HELD_MS));
            assertThat(opening).as("opened while it was locked").noneMatch(Future::succeeded);
            statement.executeUpdate("COMMIT");
        }
        TestNode.await(Future.join(opening));
        opening.forEach(opened -> TestNode.await(opened.result().close()));
    }

    private static Future<Void> after(Vertx vertx, long milliseconds) {
        Promise<Void> promise = Promise.promise();
        vertx.setTimer(milliseconds, timer -> promise.complete());
        return promise.future();
    }
}
