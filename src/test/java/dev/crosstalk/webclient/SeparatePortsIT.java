package dev.crosstalk.webclient;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.Browser;
import dev.crosstalk.testing.FreePorts;
import dev.crosstalk.testing.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Web client, API and bridge on a port each, by configuration alone. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SeparatePortsIT {
    private final List<Integer> ports = FreePorts.several(3);
    private final int web = ports.get(0);
    private final int api = ports.get(1);
    private final int bridge = ports.get(2);

    @TempDir
    Path directory;

    @Test
    void aPageOfOnePortChatsByAnApiAndABridgeOfOthers() {
        try (Browser browser = Browser.startOrSkip();
                ServerProcess node =
                        ServerProcess.start(directory, environment()).awaitReady(web)) {
            ClientPage alice = ClientPage.signedIn(browser.person(), url(web), "alice");
            alice.createRoom("Ports");
            alice.say("across ports");
            alice.awaitMessage("across ports");
            assertThat(alice.problems()).isEmpty();
            assertThat(node.process().isAlive()).isTrue();
        }
    }

    @Test
    void eachPortServesItsPartAloneAndOnlyTheNamedOrigin() {
        try (ServerProcess node = ServerProcess.start(directory, environment()).awaitReady(web)) {
            assertThat(Api.at(web).get("/v1/session").status()).isEqualTo(404);
            assertThat(Api.at(web).get("/bus/info").status()).isEqualTo(404);
            assertThat(Api.at(api).get("/index.html").status()).isEqualTo(404);
            assertThat(Api.at(bridge).get("/bus/info").status()).isEqualTo(200);
            Api.Answer ours =
                    Api.at(api).send("POST", "/v1/session", json("name", "bob").toString(), "origin", url(web));
            assertThat(ours.status()).isEqualTo(201);
            assertThat(ours.header("access-control-allow-origin")).isEqualTo(url(web));
            assertThat(Api.at(api)
                            .send(
                                    "POST",
                                    "/v1/session",
                                    json("name", "mallory").toString(),
                                    "origin",
                                    url(FreePorts.one()))
                            .code())
                    .isEqualTo("wrong_origin");
            assertThat(node.process().isAlive()).isTrue();
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "CROSSTALK_VERTICLES_WEB_PORT", Integer.toString(web),
                "CROSSTALK_VERTICLES_WEB_API_URL", url(api),
                "CROSSTALK_VERTICLES_WEB_BRIDGE_URL", url(bridge) + "/bus",
                "CROSSTALK_VERTICLES_API_PORT", Integer.toString(api),
                "CROSSTALK_VERTICLES_BRIDGE_PORT", Integer.toString(bridge),
                "CROSSTALK_HTTP_ORIGINS", url(web));
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
