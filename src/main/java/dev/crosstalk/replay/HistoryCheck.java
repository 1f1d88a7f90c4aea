package dev.crosstalk.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.net.URI;

/** Compares a room's history, as one node tells it, with the log: every line once, in order, by whom and with what text. */
final class HistoryCheck {
    private static final int PAGE = 500;

    private final Stage stage;
    private final URI node;
    private final Room room;
    private final String token;

    /** @param token of a member */
    HistoryCheck(Stage stage, URI node, Room room, String token) {
        this.stage = stage;
        this.node = node;
        this.room = room;
        this.token = token;
    }

    Future<Void> run() {
        return page(0);
    }

    private Future<Void> page(int after) {
        return stage.persistently()
                .until(() -> stage.http().history(node, token, room.conversation(), after, PAGE))
                .compose(page -> {
                    int seq = after;
                    for (JsonNode message : page.path("messages")) {
                        compare(++seq, message);
                    }
                    if (!page.path("messages").isEmpty()) {
                        return page(seq);
                    }
                    if (seq != room.lines()) {
                        violated("has " + seq + " messages for " + room.lines() + " lines");
                    }
                    return Future.succeededFuture();
                });
    }

    private void compare(int expected, JsonNode message) {
        if (message.path("seq").asInt() != expected) {
            violated("has number " + message.path("seq") + " where " + expected + " belongs");
        }
        room.judge(
                "the history at " + node,
                expected,
                message.path("clientId").asText(),
                message.path("sender").asText(),
                message.path("text").asText());
    }

    private void violated(String what) {
        room.violated("the history at " + node + " " + what);
    }
}
