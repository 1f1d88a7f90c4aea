package dev.crosstalk.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.testing.RedisServer;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisHereStoreIT extends HereStoreContract {
    /** Longer than the tests take between two steps, and short enough to wait for. */
    private static final long HELD_FOR_MS = 3_000;

    private final Vertx vertx = Vertx.vertx();
    private final String url = RedisServer.shared().freshDatabase();
    private final HereStore store = open();

    @Override
    HereStore store() {
        return store;
    }

    @Override
    void untilEnded() {
        await().until(() -> keys().stream().noneMatch(key -> key.matches("\\{here}:[0-9a-f-]{36}")));
    }

    @Override
    int storedLists() {
        return redis(Request.cmd(Command.SCARD).arg("{here}:lists")).toInteger();
    }

    @AfterEach
    void close() {
        store.close().await();
        vertx.close().await();
    }

    @Test
    void whatOneNodeReportsAnotherKnows() {
        HereStore other = open();

        begin(came(ROOM, ALICE));

        assertThat(other.here(ROOM, null, 10).await().accounts()).containsExactly(ALICE);
        other.close().await();
    }

    @Test
    void nothingIsLeftOfAnEndedListAfterCleaning() {
        begin(came(ROOM, ALICE, BOB), came(OTHER, BOB));
        takeAll();
        untilEnded();

        store.clean().await();
        takeAll();

        assertThat(keys()).isEmpty();
    }

    @Test
    void aFlushedStoreKnowsNoListUntilItIsBegunAnew() {
        Node node = begin(came(ROOM, ALICE));
        redis(Request.cmd(Command.FLUSHDB));

        assertThat(node.report(came(ROOM, BOB))).isFalse();
        assertThat(here(ROOM)).isEmpty();
        begin(came(ROOM, ALICE, BOB));

        assertThat(here(ROOM)).containsExactly(ALICE, BOB);
    }

    private HereStore open() {
        return PresenceStores.openHere(vertx, new PresenceSettings(500, HELD_FOR_MS, 100, url, null));
    }

    private List<String> keys() {
        return redis(Request.cmd(Command.KEYS).arg("*")).stream()
                .map(Response::toString)
                .toList();
    }

    private Response redis(Request request) {
        Redis client = Redis.createClient(vertx, url);
        return client.send(request).onComplete(done -> client.close()).await();
    }
}
