package dev.crosstalk.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PresenceEvent;
import dev.crosstalk.bus.PresenceEvent.Status;
import dev.crosstalk.config.StartupFailure;
import dev.crosstalk.testing.RedisServer;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisPresenceStoreIT extends PresenceStoreContract {
    private static final long OFFLINE_AFTER_MS = 2_000;

    private final Vertx vertx = Vertx.vertx();
    private final String url = RedisServer.shared().freshDatabase();
    private final PresenceStore store = open(url);

    @Override
    PresenceStore store() {
        return store;
    }

    @Override
    void untilOffline(Collection<AccountId> accounts) {
        await().untilAsserted(() -> assertThat(store.states(accounts).await())
                .extracting(PresenceEvent::status)
                .containsOnly(Status.OFFLINE));
    }

    @AfterEach
    void close() {
        store.close().await();
        vertx.close().await();
    }

    @Test
    void whatOneNodeHeardAnotherKnows() {
        PresenceStore other = open(url);

        heard(ALICE);

        assertThat(other.online().await()).containsExactly(ALICE);
        assertThat(other.changes(true).await().accounts()).containsExactly(ALICE);
        other.close().await();
    }

    @Test
    void aChangeThatADeadNodeTookAnotherAnnounces() {
        heard(ALICE);
        PresenceStore dead = open(url);
        assertThat(dead.changes(true).await().accounts()).containsExactly(ALICE);
        dead.close().await();

        assertThat(changes(true).accounts()).containsExactly(ALICE);
    }

    @Test
    void aStoreThatLostItsMemorySaysSoUntilItWasSwept() {
        announceAll();
        assertThat(changes(true).forgetful()).as("the premise").isFalse();

        redis(Request.cmd(Command.FLUSHDB));

        assertThat(changes(true).forgetful()).isTrue();
        announceAll();
        assertThat(changes(true).forgetful()).isFalse();
    }

    @Test
    void whoIsHeardAfterAFlushIsAChange() {
        heard(ALICE);
        announceAll();
        redis(Request.cmd(Command.FLUSHDB));

        heard(ALICE);

        assertThat(changes(true).accounts()).containsExactly(ALICE);
    }

    @Test
    void aClockSetBackMakesNobodyAGhost() {
        long anHourAhead = System.currentTimeMillis() + 3_600_000;
        redis(Request.cmd(Command.ZADD).arg("{presence}:heard").arg(anHourAhead).arg("1"));
        redis(Request.cmd(Command.SET).arg("{presence}:swept").arg(anHourAhead));
        assertThat(store.online().await()).as("the premise").containsExactly(ALICE);

        PresenceStore.Changes changes = changes(true);

        assertThat(changes.forgetful()).isTrue();
        assertThat(store.online().await()).isEmpty();
        heard(ALICE);
        assertThat(store.online().await()).containsExactly(ALICE);
    }

    @Test
    void aRedisThatIsAwayIsUnavailableAndIsFoundAgain() {
        try (RedisServer server = RedisServer.start()) {
            PresenceStore own = open(server.freshDatabase());
            own.heard(List.of(ALICE)).await();

            server.kill();

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThatThrownBy(() -> own.online().await())
                            .isInstanceOfSatisfying(
                                    Failure.class,
                                    failure -> assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE)));
            long asked = System.nanoTime();
            assertThatThrownBy(() -> own.heard(List.of(ALICE)).await()).isInstanceOf(Failure.class);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));

            server.restart();

            await().atMost(Duration.ofSeconds(15))
                    .ignoreExceptions()
                    .untilAsserted(() -> own.heard(List.of(BOB)).await());
            assertThat(own.online().await()).containsExactly(BOB);
            own.close().await();
        }
    }

    @Test
    void aRedisThatAcceptsAndNeverAnswersIsUnavailableSoon() {
        NetServer mute = vertx.createNetServer()
                .connectHandler(socket -> {})
                .listen(0, "127.0.0.1")
                .await();
        PresenceStore own = open("redis://127.0.0.1:" + mute.actualPort() + "/0");

        long asked = System.nanoTime();
        assertThatThrownBy(() -> own.online().await())
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE));

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(4));
        own.close().await();
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        for (String wrong :
                new String[] {"redis://", "redis://localhost", "redis://localhost:6379/one", "redis://a b:1"}) {
            assertThatThrownBy(() -> open(wrong))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContaining(wrong);
        }
    }

    private PresenceStore open(String address) {
        return PresenceStores.open(vertx, new PresenceSettings(500, OFFLINE_AFTER_MS, 100, address, null));
    }

    private void redis(Request request) {
        Redis client = Redis.createClient(vertx, url);
        client.send(request).onComplete(done -> client.close()).await();
    }
}
