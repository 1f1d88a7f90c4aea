package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions over XHR, and sockets that are given up while they are opened. */
@Timeout(60)
class XhrIT {
    private static final String ALICE = "token-1-10";
    private static final String PHONE = "token-1-11";

    private BridgeNode node;

    @BeforeEach
    void start() {
        node = new BridgeNode(Settings.with(Map.of("maxSocketsPerAccount", 1_000L)), 2);
        node.services().signIn(1, 10);
        node.services().signIn(1, 11);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void whoSendsAsSoonAsTheSessionIsOpenFindsItOnAnyEventLoop() {
        String ping = "[\"{\\\"type\\\":\\\"ping\\\"}\"]";
        for (int i = 0; i < 500; i++) {
            String path = "/bus/000/" + UUID.randomUUID();
            try (Wire opening = new Wire(node);
                    Wire sending = new Wire(node)) {
                opening.post(path + "/xhr", ALICE, "").readUntil("o\n");
                opening.close();
                assertThat(sending.post(path + "/xhr_send", ALICE, ping).readUntil("\r\n"))
                        .as("session %d", i)
                        .contains("204");
            }
        }
    }

    @Test
    void aSessionThatEndedAndIsPolledOnceMoreDisturbsNothing() {
        Client alice = Client.raw(node, ALICE);
        Xhr phone = Xhr.of(node, PHONE);
        phone.poll();
        alice.ask("cmd.account.end-session", new JsonObject().put("session", "11"));
        await().until(() -> node.hub().sockets().count() == 1);
        phone.poll();

        // The farewell ends 5 s later, at a connection that has gone.
        await().pollDelay(Duration.ofSeconds(6)).until(() -> true);

        assertThat(node.unexpected()).isEmpty();
    }

    @Test
    void whoHangsUpWhileItIsAskedWhoItIsLeavesNothing() {
        Promise<Void> answered = Promise.promise();
        node.services().beforeAuthenticated(answered.future());
        try (Wire webSocket = new Wire(node);
                Wire xhr = new Wire(node)) {
            webSocket.upgrade(ALICE, Wire.KEY);
            xhr.post("/bus/000/abc/xhr", ALICE, "");
            await().until(() -> node.services().authentications() == 2);
        }
        await().until(() -> node.openConnections() == 0);
        answered.complete();

        node.services().beforeAuthenticated(Future.succeededFuture());
        Client.raw(node, PHONE);
        await().until(() -> node.hub().sockets().count() > 0);
        assertThat(node.hub().sockets().count()).isEqualTo(1);
        assertThat(node.unexpected()).isEmpty();
    }

    @Test
    void anUpgradeWithoutKeyIsABadRequest() {
        try (Wire wire = new Wire(node)) {
            assertThat(wire.upgrade(ALICE, "").readUntil("\r\n")).contains("400");
        }
        assertThat(node.unexpected()).isEmpty();
    }
}
