package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountCommand.Authenticated;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a socket: by origin and by what shows who it is, on every transport. */
@Timeout(30)
class GateIT {
    private static final String TOKEN = "token-1-10";
    private static final List<String> WEB_SOCKETS = List.of("/bus/websocket", "/bus/000/abc/websocket");

    private BridgeNode node;
    private Authenticated alice;

    @BeforeEach
    void start() {
        node = new BridgeNode(BridgeSettings.DEFAULTS, 2);
        alice = node.services().signIn(1, 10);
        node.services().signIn(2, 20);
        node.services().member(5, 1);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private String own() {
        return "http://127.0.0.1:" + node.port();
    }

    private int status(String uri, Map<String, String> headers) {
        WebSocketConnectOptions options = Client.options(node, uri).setAllowOriginHeader(headers.containsKey("Origin"));
        headers.forEach(options::addHeader);
        try {
            BridgeNode.await(node.webSockets().connect(options));
            return 101;
        } catch (AssertionError e) {
            return ((UpgradeRejectedException) e.getCause().getCause()).getStatus();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example", "null", "http://127.0.0.1.evil.example", "http://evil.example:80", ""})
    void aPageOfAnotherSiteGetsNothingOnAnyTransport(String origin) {
        Map<String, String> headers = Map.of("Origin", origin, "Authorization", "Bearer " + TOKEN);

        for (String uri : WEB_SOCKETS) {
            assertThat(status(uri, headers)).as(uri).isEqualTo(403);
        }
        for (String uri : List.of("/bus/000/abc/xhr", "/bus/000/abc/xhr_streaming", "/bus/000/abc/xhr_send")) {
            Xhr.Answer answer = Xhr.request(node, HttpMethod.POST, uri, headers, "[]");
            assertThat(answer.status()).as(uri).isEqualTo(403);
            assertThat(answer.allowedOrigin()).as(uri).isNull();
        }
        Xhr.Answer info = Xhr.request(node, HttpMethod.GET, "/bus/info", headers, "");
        assertThat(info.status()).isEqualTo(403);
        assertThat(info.allowedOrigin()).isNull();
    }

    @Test
    void theNodesOwnPagesAndTheConfiguredOnesAreLetIn() {
        for (String origin : List.of(own(), "https://friend.example")) {
            Map<String, String> headers = Map.of("Origin", origin, "Cookie", "crosstalk_session=" + TOKEN);
            for (String uri : WEB_SOCKETS) {
                assertThat(status(uri, headers)).isEqualTo(101);
            }
            Xhr.Answer info = Xhr.request(node, HttpMethod.GET, "/bus/info", headers, "");
            assertThat(info.status()).isEqualTo(200);
            assertThat(info.allowedOrigin()).isEqualTo(origin);
            assertThat(new JsonObject(info.body()).getBoolean("websocket")).isTrue();
        }
    }

    @Test
    void aCookieWithoutOriginOpensNothing() {
        Map<String, String> cookie = Map.of("Cookie", "crosstalk_session=" + TOKEN);

        for (String uri : WEB_SOCKETS) {
            assertThat(status(uri, cookie)).isEqualTo(403);
        }
        assertThat(new Xhr(node, "", cookie).poll().status()).isEqualTo(403);
    }

    @Test
    void whoIsNotSignedInIsRefused() {
        for (Map<String, String> headers : List.of(
                Map.<String, String>of(),
                Map.of("Authorization", "Bearer wrong"),
                Map.of("Origin", own()),
                Map.of("Origin", own(), "Cookie", "crosstalk_session=wrong"))) {
            for (String uri : WEB_SOCKETS) {
                assertThat(status(uri, headers)).isEqualTo(401);
            }
            assertThat(new Xhr(node, "", headers).poll().status()).isEqualTo(401);
        }
    }

    @Test
    void aTicketOpensOneSocket() {
        String uri = "/bus/websocket?ticket=" + node.services().ticket(alice);

        assertThat(status(uri, Map.of())).isEqualTo(101);
        assertThat(status(uri, Map.of())).isEqualTo(401);
    }

    @Test
    void aTicketOpensOneSockJsSessionAndItsLaterRequestsAreBoundToIt() {
        String ticket = "?ticket=" + node.services().ticket(alice);
        Xhr session = new Xhr(node, ticket, Map.of());

        assertThat(session.poll().body()).isEqualTo("o\n");
        assertThat(session.send(Client.registration("conversation.5")).status()).isEqualTo(204);
        assertThat(session.receive(1).get(0).getString("event")).isEqualTo("registered");
        assertThat(new Xhr(node, ticket, Map.of()).poll().status()).isEqualTo(401);
    }

    @Test
    void aSessionOfXhrAnswersNobodyElse() {
        Xhr session = Xhr.of(node, TOKEN);
        session.poll();
        Map<String, String> mallory = Map.of("Authorization", "Bearer token-2-20");

        for (String transport : List.of("/xhr", "/xhr_streaming", "/xhr_send")) {
            assertThat(Xhr.request(node, HttpMethod.POST, session.path() + transport, mallory, "[\"x\"]")
                            .status())
                    .isEqualTo(403);
            assertThat(Xhr.request(node, HttpMethod.POST, session.path() + transport, Map.of(), "[\"x\"]")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void theSessionsIdCannotBeForgedByTheQuery() {
        Xhr alices = Xhr.of(node, TOKEN);
        alices.poll();
        String victim = alices.path().substring(alices.path().lastIndexOf('/') + 1);
        Xhr mallorys = new Xhr(node, "?param0=" + victim, Map.of("Authorization", "Bearer token-2-20"));

        assertThat(mallorys.poll().status()).isEqualTo(400);
    }

    @Test
    void sendingToAnUnknownSessionIsNotFound() {
        assertThat(Xhr.of(node, TOKEN).send(Client.registration("user.1")).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/bus/000/abc/eventsource",
                "/bus/000/abc/htmlfile?c=x",
                "/bus/000/abc/jsonp?c=x",
                "/bus/000/abc/jsonp_send",
                "/bus/iframe.html",
                "/bus/iframe-1.6.1.html",
                "/bus/chunking_test"
            })
    void whatBrowsersDoNotNeedIsOff(String uri) {
        Map<String, String> headers = Map.of("Origin", own(), "Cookie", "crosstalk_session=" + TOKEN);

        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
            assertThat(Xhr.request(node, method, uri, headers, "").status()).isIn(404, 405);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/bus/000/abc/websocket/",
                "/bus//websocket",
                "/bus/000//websocket",
                "/bus/./000/abc/websocket",
                "/bus/000/abc%2fwebsocket",
                "/bus/a/../websocket"
            })
    void noSpellingOfAnAddressGoesRoundTheGate(String uri) {
        assertThat(status(uri, Map.of("Authorization", "Bearer wrong"))).isNotEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000/%e2%82%acxyz",
                "000/%E2%82%ACxyz",
                "%e2%82%ac/abc",
                "000/a%2bc",
                "000/a:c",
                "000/a;c",
                "0~0/abc",
                "000/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void anIdThatCouldBeReadInTwoWaysIsNone(String ids) {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + TOKEN);

        for (String transport : List.of("/xhr", "/xhr_streaming", "/xhr_send")) {
            assertThat(Xhr.request(node, HttpMethod.POST, "/bus/" + ids + transport, headers, "")
                            .status())
                    .as(transport)
                    .isEqualTo(404);
        }
        assertThat(status("/bus/" + ids + "/websocket", headers)).isEqualTo(404);
        assertThat(node.hub().sockets().count()).isZero();
    }

    @Test
    void noCookieIsSetAndNoneIsNeeded() {
        Xhr session = new Xhr(node, "", new HashMap<>(Map.of("Authorization", "Bearer " + TOKEN)));

        assertThat(session.poll().status()).isEqualTo(200);
        assertThat(new JsonObject(Xhr.request(node, HttpMethod.GET, "/bus/info", Map.of(), "")
                                .body())
                        .getBoolean("cookie_needed"))
                .isFalse();
    }

    @Test
    void anAccountHasAsManySocketsAsTheSettingSays() {
        for (int i = 0; i < BridgeSettings.DEFAULTS.maxSocketsPerAccount(); i++) {
            Client.raw(node, TOKEN);
        }
        // Who has the answer to the handshake may be counted a moment later.
        await().until(() -> node.hub().sockets().count() == BridgeSettings.DEFAULTS.maxSocketsPerAccount());

        assertThatThrownBy(() -> Client.raw(node, TOKEN)).hasStackTraceContaining("429");
        assertThat(status("/bus/websocket", Map.of("Authorization", "Bearer token-2-20")))
                .isEqualTo(101);
    }

    @Test
    void messagesGoBothWaysByPolling() {
        node.services().member(5, 2);
        Xhr alices = Xhr.of(node, TOKEN);
        Client bob = Client.raw(node, "token-2-20").register("conversation.5");
        alices.poll();
        alices.send(Client.registration("conversation.5"));
        alices.receive(1);

        bob.post(5, "by websocket");
        assertThat(alices.receive(1).get(0).getJsonObject("body").getString("text"))
                .isEqualTo("by websocket");

        alices.send(new JsonObject()
                .put("type", "send")
                .put("address", "cmd.message.post")
                .put("replyAddress", "r")
                .put(
                        "body",
                        new JsonObject()
                                .put("conversation", "5")
                                .put("text", "by polling")
                                .put("clientId", java.util.UUID.randomUUID().toString())));
        assertThat(alices.receive(2)).anyMatch(frame -> "r".equals(frame.getString("address")));
        bob.receive(frame -> bob.messages().contains("by polling"));
    }
}
