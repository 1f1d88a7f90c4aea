package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.PresenceEvent;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one socket may cost, and how its life is watched. */
@Timeout(60)
class LimitsIT {
    private static final String ALICE = "token-1-10";
    private static final String BOB = "token-2-20";

    private BridgeNode node;

    private void start(Map<String, Long> settings) {
        node = new BridgeNode(Settings.with(settings), 2);
        node.services().signIn(1, 10);
        node.services().signIn(2, 20);
        node.services().member(5, 1);
        node.services().member(5, 2);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void publish(int messages, int size) {
        String text = "x".repeat(size);
        IntStream.range(0, messages)
                .forEach(i -> node.services().publish(node.services().message(5, i + " " + text)));
    }

    @Test
    void aReaderWhoStopsReadingIsCutOffAndOthersAreUnharmed() {
        start(Map.of("softQueueBytes", 256L << 10, "hardQueueBytes", 1L << 20));
        Client bob = Client.raw(node, BOB).register("conversation.5");
        try (DeafClient alice = new DeafClient(node, ALICE)) {
            alice.write("{\"type\":\"register\",\"address\":\"conversation.5\"}");
            await().until(() -> node.services().authorizations().size() == 2);

            for (int i = 1; i <= 20; i++) {
                publish(10, 100_000);
                int sent = 10 * i;
                await().until(() -> bob.messages().size() == sent);
                assertThat(node.hub().sockets().queuedBytes()).isLessThan(2 << 20);
            }

            await().until(() -> node.hub().sockets().count() == 1);
            await().until(alice::isCut);
        }
        assertThat(bob.messages()).hasSize(200).first().asString().startsWith("0 ");
    }

    @Test
    void whoIsSlowForTooLongIsClosed() {
        start(Map.of("softQueueBytes", 64L << 10, "hardQueueBytes", 64L << 20, "slowMs", 1_000L));
        Client bob = Client.raw(node, BOB).register("conversation.5");
        Client alice = Client.raw(node, ALICE).register("conversation.5");
        alice.webSocket().pause();

        assertThat(node.hub().sockets().count()).isEqualTo(2);

        publish(150, 100_000);
        await().until(() -> bob.messages().size() == 150);
        await().until(() -> node.hub().sockets().count() == 1);

        alice.webSocket().resume();
        assertThat(alice.awaitClose()).isEqualTo(1013);
    }

    @Test
    void aSessionOfXhrThatIsNotPolledIsClosedBeforeItCostsMuch() {
        start(Map.of("softQueueBytes", 64L << 10, "hardQueueBytes", 1L << 20));
        Xhr alice = Xhr.of(node, ALICE);
        alice.poll();
        alice.send(Client.registration("conversation.5"));
        alice.receive(1);

        publish(20, 100_000);

        await().atMost(Duration.ofSeconds(3)).until(() -> node.hub().sockets().count() == 0);
    }

    @Test
    void aStreamThatIsNotReadIsCutOff() {
        start(Map.of("softQueueBytes", 64L << 10, "hardQueueBytes", 1L << 20));
        Xhr alice = Xhr.of(node, ALICE);
        var unread = alice.stream();
        alice.send(Client.registration("conversation.5"));
        await().until(() -> node.services().authorizations().size() == 1);

        publish(100, 100_000);

        await().until(() -> node.hub().sockets().count() == 0);
        assertThat(unread.statusCode()).isEqualTo(200);
    }

    @Test
    void moreCommandsThanMayBeInFlightAreRefusedAndCanBeRepeated() {
        start(Map.of("maxCommandsInFlight", 2L));
        Promise<Void> stored = Promise.promise();
        node.services().beforePosted(stored.future());
        Client alice = Client.raw(node, ALICE);
        for (int i = 1; i <= 3; i++) {
            alice.send(new JsonObject()
                    .put("type", "send")
                    .put("address", "cmd.message.post")
                    .put("replyAddress", "reply " + i)
                    .put(
                            "body",
                            new JsonObject()
                                    .put("conversation", "5")
                                    .put("text", "text")
                                    .put("clientId", UUID.randomUUID().toString())));
        }

        assertThat(alice.receiveError("overloaded").getString("address")).isEqualTo("reply 3");
        stored.complete();
        alice.receive(frame -> "reply 2".equals(frame.getString("address")));
        assertThat(alice.post(5, "again").getString("type")).isEqualTo("rec");
    }

    @Test
    void moreSubscriptionsThanMayBeAreRefused() {
        start(Map.of("maxRegistrations", 2L));
        Client alice = Client.raw(node, ALICE).register("conversation.5").register("directory.1");

        alice.send(Client.registration("presence.2"));

        assertThat(alice.receiveError("forbidden").getString("address")).isEqualTo("presence.2");
        alice.send(new JsonObject().put("type", "unregister").put("address", "directory.1"));
        alice.register("presence.2");
    }

    @Test
    void framesAboveTheRateWaitInTheNetwork() {
        start(Map.of("framesPerSecond", 50L, "frameBurst", 10L));
        Client alice = Client.raw(node, ALICE);
        long begin = System.nanoTime();

        IntStream.range(0, 60).forEach(i -> alice.send(new JsonObject().put("type", "ping")));
        alice.register("user.1");

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    }

    @Test
    void framesOfOneArrayCountEach() {
        start(Map.of("framesPerSecond", 50L, "frameBurst", 10L));
        Client alice = Client.sockJs(node, ALICE);
        io.vertx.core.json.JsonArray pings = new io.vertx.core.json.JsonArray();
        IntStream.range(0, 60).forEach(i -> pings.add("{\"type\":\"ping\"}"));
        long begin = System.nanoTime();

        alice.webSocket().writeTextMessage(pings.encode());
        alice.register("user.1");

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    }

    @Test
    void anAddressToWhichNobodyWasAdmittedIsLeftSoon() {
        start(Map.of("lingerMs", 3_000L));
        Client alice = Client.raw(node, ALICE);
        alice.send(Client.registration("conversation.77"));
        alice.receiveError("not_a_member");

        await().atMost(Duration.ofMillis(2_500))
                .until(() -> BridgeNode.await(node.hub().addresses()) == 1);
    }

    @Test
    void whoAnswersPingsStaysAndWhoIsSilentIsClosed() {
        start(Map.of("pingMs", 200L, "silenceMs", 1_200L));
        Client bob = Client.raw(node, BOB);
        try (DeafClient alice = new DeafClient(node, ALICE)) {
            await().until(() -> node.hub().sockets().count() == 2);
            await().until(() -> node.hub().sockets().count() == 1);
            await().until(alice::isCut);
        }
        assertThat(bob.isClosed()).isFalse();
        bob.register("conversation.5");
    }

    @Test
    void theEndOfASessionIsNoticedThoughTheNewsOfItWasLost() {
        start(Map.of("sessionMs", 300L));
        Client alice = Client.raw(node, ALICE).register("conversation.5");

        node.services().forgetSession(ALICE);

        assertThat(alice.awaitClose()).isEqualTo(4001);
    }

    @Test
    void presenceIsWatchedOnlyAsLongAsAConversationIsShared() {
        start(Map.of("sessionMs", 300L));
        node.services().signIn(3, 30);
        node.services().member(6, 1);
        node.services().member(6, 3);
        Client alice = Client.raw(node, ALICE).register("presence.2").register("presence.3");

        node.services().remove(5, 2);

        assertThat(alice.receiveError("access_denied").getString("address")).isEqualTo("presence.2");
        node.bus().publish(new PresenceEvent(new AccountId(2), PresenceEvent.Status.OFFLINE, 7L));
        node.bus().publish(new PresenceEvent(new AccountId(3), PresenceEvent.Status.OFFLINE, 7L));
        alice.receive(
                frame -> "rec".equals(frame.getString("type")) && "presence.3".equals(frame.getString("address")));
        assertThat(alice.frames())
                .noneMatch(frame ->
                        "rec".equals(frame.getString("type")) && "presence.2".equals(frame.getString("address")));
    }

    @Test
    void sockJsHearsHeartbeats() {
        start(Map.of("heartbeatMs", 200L));
        Client alice = Client.sockJs(node, ALICE);

        await().until(() -> alice.texts().stream().filter("h"::equals).count() >= 2);
        assertThat(alice.texts()).first().isEqualTo("o");
    }

    @Test
    void thePresenceServiceIsToldWhoIsHeard() {
        start(Map.of("heardMs", 100L, "onlineMs", 1_000L));
        Client alice = Client.raw(node, ALICE);
        Xhr bob = Xhr.of(node, BOB);
        bob.poll();

        await().until(() -> node.services().heard().containsAll(java.util.List.of(new AccountId(1), new AccountId(2))));
        BridgeNode.await(alice.webSocket().close());
        await().until(() -> !node.hub().sockets().heard().contains(new AccountId(1)));
    }

    /** The timers of a hidden tab stand still; its browser answers pings by itself. */
    @Test
    void whoseScriptsSleepIsHeardByTheAnswersToPings() {
        start(Map.of("heardMs", 50L, "onlineMs", 300L, "pingMs", 100L));
        Client alice = Client.raw(node, ALICE);
        AtomicInteger beats = new AtomicInteger();
        long start = System.nanoTime();

        await().until(() -> {
            if (node.services().heard().remove(new AccountId(1))) {
                beats.incrementAndGet();
            }
            return System.nanoTime() - start > TimeUnit.SECONDS.toNanos(1);
        });

        node.services().heard().clear();
        await().until(() -> node.services().heard().contains(new AccountId(1)));
        assertThat(beats).as("told again and again").hasPositiveValue();
        assertThat(alice.isClosed()).isFalse();
    }

    @Test
    void presenceReachesWhoSharesAConversation() {
        start(Map.of());
        Client alice = Client.raw(node, ALICE).register("presence.2");

        node.bus().publish(new PresenceEvent(new AccountId(2), PresenceEvent.Status.OFFLINE, 7L));

        JsonObject event = alice.receive(frame -> "presence.2".equals(frame.getString("address")));
        assertThat(event.getJsonObject("body").getString("status")).isEqualTo("offline");
    }

    @Test
    void anAddressIsLeftSomeTimeAfterItsLastSubscriber() {
        start(Map.of("lingerMs", 300L));
        Client alice = Client.raw(node, ALICE).register("conversation.5").register("presence.2");
        assertThat(BridgeNode.await(node.hub().addresses())).isEqualTo(3);

        alice.send(new JsonObject().put("type", "unregister").put("address", "conversation.5"));
        await().until(() -> BridgeNode.await(node.hub().addresses()) == 2);
        alice.webSocket().close();
        await().until(() -> BridgeNode.await(node.hub().addresses()) == 0);

        Client again = Client.raw(node, ALICE).register("conversation.5");
        again.post(5, "still works");
        await().until(() -> again.messages().size() == 1);
    }
}
