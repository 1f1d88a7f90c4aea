package dev.crosstalk.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Compares a room's history, as one node tells it, with the log: every line once, in order, by whom and with what text. */
final class HistoryCheck {
    private static final int PAGE = 500;

    private final Stage stage;
    private final URI node;
    private final Room room;
    private final List<Person> people;
    private final List<Script.Say> lines;

    HistoryCheck(Stage stage, URI node, Room room, List<Person> people) {
        this.stage = stage;
        this.node = node;
        this.room = room;
        this.people = people;
        List<Script.Say> said = new ArrayList<>();
        room.script().steps().forEach(step -> {
            if (step instanceof Script.Say say) {
                said.add(say);
            }
        });
        this.lines = said;
    }

    Future<Void> run() {
        return page(0);
    }

    private Future<Void> page(int after) {
        String token = people.get(lines.get(0).person()).account().token();
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
                    if (seq != lines.size()) {
                        violated("has " + seq + " messages for " + lines.size() + " lines");
                    }
                    return Future.succeededFuture();
                });
    }

    private void compare(int expected, JsonNode message) {
        if (message.path("seq").asInt() != expected) {
            violated("has number " + message.path("seq") + " where " + expected + " belongs");
        }
        int line = room.judge(
                "the history at " + node, expected, message.path("clientId").asText());
        if (line == LineIds.FOREIGN) {
            return;
        }
        Script.Say say = lines.get(line);
        if (!say.text().equals(message.path("text").asText())) {
            violated("has another text as number " + expected);
        }
        if (!people.get(say.person())
                .account()
                .account()
                .equals(message.path("sender").asText())) {
            violated("has another sender for number " + expected);
        }
    }

    private void violated(String what) {
        room.violated("the history at " + node + " " + what);
    }
}
