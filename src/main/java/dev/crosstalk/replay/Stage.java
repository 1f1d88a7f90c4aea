package dev.crosstalk.replay;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.net.URI;
import java.util.List;

/** What everybody in a replay shares. */
record Stage(
        Vertx vertx,
        List<URI> nodes,
        WebSocketClient sockets,
        HttpApi http,
        Persistently persistently,
        Measurements measurements,
        Violations violations) {

    URI node(int number) {
        return nodes.get(Math.floorMod(number, nodes.size()));
    }
}
