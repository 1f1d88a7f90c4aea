package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from clients that break the framing, or use it to keep the node busy. */
@Timeout(30)
class FramingIT {
    private static final String ALICE = "token-1-10";
    private static final int MOST = BridgeSettings.DEFAULTS.maxFrameMessages();
    private static final int UNREADABLE = BridgeSettings.DEFAULTS.maxUnreadable();

    private BridgeNode node;

    @BeforeEach
    void start() {
        node = new BridgeNode(BridgeSettings.DEFAULTS, 2);
        node.services().signIn(1, 10);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static String array(int count, String message) {
        return new JsonArray(Collections.nCopies(count, message)).encode();
    }

    private static long errors(Client client) {
        return client.frames().stream()
                .filter(frame -> "err".equals(frame.getString("type")))
                .count();
    }

    @Test
    void anArrayOfMoreMessagesThanMayBeClosesTheSocketAndNoneIsHandled() {
        Client alice = Client.sockJs(node, ALICE);

        alice.webSocket().writeTextMessage(array(340_000, ""));

        assertThat(alice.awaitClose()).isEqualTo(1008);
        assertThat(alice.texts()).containsExactly("o", "c[1008,\"too many messages in a frame\"]");
    }

    @Test
    void anArrayOfAsManyMessagesAsMayBeIsHandled() {
        Client alice = Client.sockJs(node, ALICE);

        alice.webSocket().writeTextMessage(array(MOST, "{\"type\":\"ping\"}"));

        alice.register("user.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "7", "{\"type\":\"dance\"}"})
    void whoSendsNothingThatCanBeReadIsClosedAndTheRestIsNotHandled(String text) {
        Client alice = Client.sockJs(node, ALICE);
        Client alicesPhone = Client.raw(node, ALICE);

        alice.webSocket().writeTextMessage(array(MOST, text));
        IntStream.range(0, 2 * UNREADABLE).forEach(i -> alicesPhone.write(text));

        assertThat(alice.awaitClose()).isEqualTo(1008);
        assertThat(alicesPhone.awaitClose()).isEqualTo(1008);
        assertThat(errors(alice)).isEqualTo(UNREADABLE);
        assertThat(errors(alicesPhone)).isEqualTo(UNREADABLE);
    }

    @Test
    void framesThatCannotBeReadAreForgivenByOneThatCan() {
        Client alice = Client.raw(node, ALICE);

        for (int round = 0; round < 3; round++) {
            IntStream.range(0, UNREADABLE - 1).forEach(i -> alice.write("{"));
            alice.send(new JsonObject().put("type", "ping"));
        }

        alice.register("user.1");
        assertThat(errors(alice)).isEqualTo(3L * (UNREADABLE - 1));
    }

    @Test
    void whatIsSentByXhrHasTheSameLimits() {
        Xhr alice = Xhr.of(node, ALICE);
        alice.poll();
        String large = "[\"" + " ".repeat(BridgeSettings.DEFAULTS.maxTransportBytes()) + "\"]";

        for (String body : List.of(large, array(MOST + 1, ""))) {
            assertThat(post(alice, body).status()).isEqualTo(413);
        }
        for (String body : List.of("", "[", "7", "[7]", "[\"\"")) {
            assertThat(post(alice, body).status()).as(body).isEqualTo(400);
        }
        assertThat(alice.send(Client.registration("user.1")).status()).isEqualTo(204);
        assertThat(alice.receive(1).get(0).getString("event")).isEqualTo("registered");
    }

    private Xhr.Answer post(Xhr session, String body) {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + ALICE);
        return Xhr.request(node, HttpMethod.POST, session.path() + "/xhr_send", headers, body);
    }

    @ParameterizedTest
    @CsvSource({
        "unmasked, 81027b7d, 1002",
        "reserved bits, c182000000007b7d, 1002",
        "unknown opcode, 838000000000, 1002",
        "close code that must not be sent, 88820000000003ed, 1002",
        "close reason that is not UTF-8, 88840000000003e8fffe, 1007",
        "text that is not UTF-8, 818200000000fffe, 1007",
        "above the limit, 81ff000000000020000100000000, 1009"
    })
    void whatIsNotWebSocketIsClosedByTheCodeThatSaysSo(String what, String hex, int code) {
        try (Wire wire = Wire.webSocket(node, ALICE)) {
            wire.write(HexFormat.of().parseHex(hex));

            assertThat(wire.closeCode()).as(what).isEqualTo(code);
        }
    }

    @Test
    void anotherVersionOfTheProtocolIsRefusedAsItsFramesAreOthers() {
        try (Wire wire = new Wire(node)) {
            wire.write("GET /bus/websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + Wire.KEY + "Authorization: Bearer " + ALICE + "\r\n\r\n");

            assertThat(wire.readUntil("\r\n")).startsWith("HTTP/1.1 400");
        }
    }
}
