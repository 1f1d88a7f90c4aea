package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.testing.MariaDb;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The connections of a pool. */
@Timeout(60)
class MariaDbPoolIT {
    private final Vertx vertx = Vertx.vertx();
    private final PersistenceSettings settings =
            PersistenceSettings.at(MariaDb.shared().freshDatabase());

    @AfterEach
    void stop() {
        TestNode.await(vertx.close());
    }

    private Pool pool(String preparation) {
        DatabaseUrl.MySqlServer server = (DatabaseUrl.MySqlServer) DatabaseUrl.parse(settings.url());
        return Pools.mysql(vertx, server, null, Pools.poolOptions(1, settings), List.of(preparation));
    }

    private long connections(Pool observer) {
        String database = settings.url().substring(settings.url().lastIndexOf('/') + 1);
        return TestNode.await(observer.query(
                                "SELECT COUNT(*) FROM information_schema.processlist WHERE db = '" + database + "'")
                        .execute())
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void a_connection_that_cannot_be_prepared_is_closed_and_never_used() {
        Pool observer = pool("SELECT 1");
        Pool broken = pool("NONSENSE");
        assertThatThrownBy(() -> TestNode.await(broken.query("SELECT 1").execute()))
                .satisfies(error -> assertThat(Dialect.MYSQL.isConnectionLost(error))
                        .as(error.toString())
                        .isTrue());
        await().untilAsserted(() -> assertThat(connections(observer)).isEqualTo(1));
    }
}
