package dev.crosstalk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedisServerIT {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void closeVertx() {
        vertx.close().await();
    }

    @Test
    void aKeyOfOneFreshDatabaseIsNotInTheNext() {
        String first = RedisServer.shared().freshDatabase();
        String second = RedisServer.shared().freshDatabase();

        send(first, Request.cmd(Command.SET).arg("k").arg("v"));

        assertThat(send(first, Request.cmd(Command.GET).arg("k")).toString()).isEqualTo("v");
        assertThat(send(second, Request.cmd(Command.GET).arg("k"))).isNull();
    }

    @Test
    void itIsAtLeastTheVersionThatKnowsGetdelAndZmscore() {
        String[] version = RedisServer.shared().version().split("\\.");

        assertThat(Integer.parseInt(version[0]) * 100 + Integer.parseInt(version[1]))
                .isGreaterThanOrEqualTo(602);
    }

    @Test
    void afterAKillAndRestartItIsEmpty() {
        try (RedisServer server = RedisServer.start()) {
            String url = server.freshDatabase();
            send(url, Request.cmd(Command.SET).arg("k").arg("v"));

            server.kill();
            server.restart();

            assertThat(send(url, Request.cmd(Command.GET).arg("k"))).isNull();
        }
    }

    private Response send(String url, Request request) {
        Redis client = Redis.createClient(vertx, url);
        return client.send(request).onComplete(done -> client.close()).await();
    }
}
