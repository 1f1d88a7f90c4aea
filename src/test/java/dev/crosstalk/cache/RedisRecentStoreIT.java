package dev.crosstalk.cache;

import static dev.crosstalk.cache.Samples.OTHER;
import static dev.crosstalk.cache.Samples.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.testing.RedisServer;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisRecentStoreIT extends RecentStoreContract {
    private final Vertx vertx = Vertx.vertx();
    private final String url = RedisServer.shared().freshDatabase();
    private final RecentStore store = open(url, 2_000);

    @Override
    RecentStore store() {
        return store;
    }

    @AfterEach
    void close() {
        store.close().await();
        vertx.close().await();
    }

    @Test
    void whatIsNotWholeOrNotOursIsNothing() {
        store.put(Samples.conversation(ROOM, 30, 20)).await();
        String whole = redis(Request.cmd(Command.GET).arg("recent:70")).toString();
        String wrongText = whole.replace("text 30", "text 31");
        assertThat(wrongText).as("the premise").isNotEqualTo(whole);

        for (String garbage : List.of("", "x", "00000000 {}", whole.substring(0, 200), wrongText, whole + " ")) {
            redis(Request.cmd(Command.SET).arg("recent:70").arg(garbage));
            assertThat(store.find(ROOM).await()).as(garbage).isEmpty();
        }
    }

    @Test
    void anotherConversationUnderItsKeyIsRecognised() {
        store.put(Samples.conversation(OTHER, 30, 20)).await();
        redis(Request.cmd(Command.RENAME).arg("recent:71").arg("recent:70"));

        assertThat(store.find(ROOM).await())
                .get()
                .matches(found ->
                        !found.is(ROOM, Samples.conversation(ROOM, 30, 20).version()));
    }

    @Test
    void whatNobodyChangesExpires() {
        store.put(Samples.conversation(ROOM, 30, 20)).await();

        assertThat(redis(Request.cmd(Command.PTTL).arg("recent:70")).toLong()).isBetween(1L, 48L * 3_600_000);
    }

    @Test
    void aRedisThatNeverAnswersIsLeftAloneSoon() {
        NetServer mute = vertx.createNetServer()
                .connectHandler(socket -> {})
                .listen(0, "127.0.0.1")
                .await();
        RecentStore hung = open("redis://127.0.0.1:" + mute.actualPort() + "/0", 100);
        await().untilAsserted(() -> {
            long asked = System.nanoTime();
            assertThat(hung.find(ROOM)
                            .transform(done -> io.vertx.core.Future.succeededFuture(done.failed()))
                            .await())
                    .isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofMillis(500));
        });
        hung.close().await();
    }

    private RecentStore open(String address, int timeoutMs) {
        return new RedisRecentStore(
                vertx, new CacheSettings(true, 1 << 20, address, null, 200, 2_000, 1_000, 3_000, timeoutMs, 48));
    }

    private Response redis(Request request) {
        Redis client = Redis.createClient(vertx, url);
        return client.send(request).onComplete(done -> client.close()).await();
    }
}
