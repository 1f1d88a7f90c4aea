package dev.crosstalk.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.PresenceCommand;
import dev.crosstalk.bus.PresenceEvent;
import dev.crosstalk.bus.PresenceEvent.Status;
import dev.crosstalk.presence.PresenceSettings;
import dev.crosstalk.presence.PresenceStores;
import dev.crosstalk.presence.PresenceVerticle;
import dev.crosstalk.testing.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ClusteredPresenceIT {
    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);

    private final TestCluster cluster = new TestCluster(2);
    private final PresenceSettings settings =
            new PresenceSettings(200, 3_000, 50, RedisServer.shared().freshDatabase(), null);

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void whoIsHeardOnOneNodeIsAnnouncedOnceToViewersOnEveryNode() throws Exception {
        Bus first = presence(cluster.start());
        Bus second = presence(cluster.start());
        Queue<PresenceEvent> atFirst = listen(first, BOB);
        Queue<PresenceEvent> atSecond = listen(second, BOB);

        beat(second, BOB);

        await().untilAsserted(() -> assertThat(List.of(atFirst, atSecond))
                .allSatisfy(seen -> assertThat(seen)
                        .extracting(PresenceEvent::status)
                        .containsExactly(Status.ONLINE, Status.OFFLINE)));
    }

    @Test
    void whenTheAnnouncerDiesWithItsPeopleTheyGoOfflineAndTheOthersStay() throws Exception {
        ClusterNode[] nodes = {cluster.start(), cluster.start()};
        Bus[] buses = {presence(nodes[0]), presence(nodes[1])};
        await().untilAsserted(() -> assertThat(announcer(buses[0])).isEqualTo(announcer(buses[1])));
        int doomed = buses[0].topology().self().equals(announcer(buses[0])) ? 0 : 1;
        Bus living = buses[1 - doomed];
        Queue<PresenceEvent> ofAlice = listen(living, ALICE);
        Queue<PresenceEvent> ofBob = listen(living, BOB);
        beat(buses[doomed], BOB);
        nodes[1 - doomed]
                .vertx()
                .setPeriodic(
                        settings.beatMs(), timer -> living.request(null, new PresenceCommand.Heard(List.of(ALICE))));
        await().untilAsserted(() -> {
            assertThat(ofBob).extracting(PresenceEvent::status).containsExactly(Status.ONLINE);
            assertThat(ofAlice).extracting(PresenceEvent::status).containsExactly(Status.ONLINE);
        });

        TestCluster.kill(nodes[doomed]);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ofBob)
                        .extracting(PresenceEvent::status)
                        .containsExactly(Status.ONLINE, Status.OFFLINE));
        assertThat(ofAlice).extracting(PresenceEvent::status).containsOnly(Status.ONLINE);
    }

    private Bus presence(ClusterNode node) {
        Bus bus = new Bus(node.vertx(), node.topology());
        node.vertx()
                .deployVerticle(new PresenceVerticle(
                        settings,
                        PresenceStores.open(node.vertx(), settings),
                        PresenceStores.openHere(node.vertx(), settings),
                        bus))
                .await();
        return bus;
    }

    private static String announcer(Bus bus) {
        return bus.topology().keyed(CommandType.PRESENCE, 0).orElseThrow();
    }

    private static Queue<PresenceEvent> listen(Bus bus, AccountId account) {
        Queue<PresenceEvent> seen = new ConcurrentLinkedQueue<>();
        bus.subscribe(Addresses.presence(account), delivery -> seen.add(delivery.event(PresenceEvent.class)))
                .completion()
                .await();
        return seen;
    }

    private static void beat(Bus bus, AccountId account) {
        bus.request(null, new PresenceCommand.Heard(List.of(account))).await();
    }
}
