package dev.crosstalk.bench;

import static dev.crosstalk.testing.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bench.load.Outcome;
import dev.crosstalk.bench.load.Plan;
import dev.crosstalk.bus.Json;
import dev.crosstalk.testing.Api;
import java.util.List;
import java.util.UUID;

/** Somebody with many conversations comes back: all of them are held, one in ten has a new message. */
final class Sync implements Scenario {
    private static final double PER_SECOND = 4;
    private static final int CHANGED = 10;
    private static final int PAGE = 1_000;

    @Override
    public void run(Bench bench) {
        int count = bench.options().conversations();
        for (String database : bench.options().databases()) {
            try (CrosstalkServer server = CrosstalkServer.start(bench, database)) {
                int port = server.node(0).port();
                Settlers settlers = new Settlers(List.of(port));
                List<Settlers.Settler> people = settlers.signIn(2);
                Api alice = people.get(0).api();
                Settlers.Settler bob = people.get(1);
                List<String> groups = Settlers.inParallel(count, i -> () -> open(alice, bob, i));
                Plan.Ask ask = new Plan.Ask("cmd.conversation.sync", Json.write(held(bob.api())));
                Settlers.inParallel(count / CHANGED, i -> () -> post(alice, groups.get(i * CHANGED)));
                Crowd crowd = new Crowd(List.of(new Plan.Member(port, bob.token(), List.of())), List.of());
                for (int i = 0; i < bench.options().repetitions(); i++) {
                    Outcome outcome = bench.ask(server, crowd, PER_SECOND, List.of(ask));
                    bench.report()
                            .add(new Measurement(
                                    "sync",
                                    "one in ten of the conversations has changed",
                                    database,
                                    count,
                                    Metrics.answers(outcome),
                                    outcome.acknowledgement().curve()));
                }
            }
        }
    }

    private static String open(Api alice, Settlers.Settler bob, int number) {
        return Settlers.accepted(() -> alice.post(
                        "/v1/conversations",
                        json("kind", "group", "title", "Project " + number, "members", List.of(bob.id()))))
                .path("id")
                .asText();
    }

    private static long post(Api alice, String conversation) {
        ObjectNode message = json("text", "x".repeat(Scenarios.TEXT_BYTES), "clientId", UUID.randomUUID());
        return Settlers.accepted(() -> alice.post("/v1/conversations/" + conversation + "/messages", message))
                .path("seq")
                .asLong();
    }

    /** What a client that has everything says. */
    private static ObjectNode held(Api bob) {
        ObjectNode held = Json.object();
        ArrayNode conversations = Json.object().putArray("conversations");
        String after = null;
        do {
            ObjectNode ask = json("limit", PAGE);
            if (after != null) {
                ask.put("after", after);
            }
            JsonNode page = Settlers.accepted(() -> bob.post("/v1/sync", ask));
            page.path("conversations").forEach(one -> conversations
                    .addArray()
                    .add(one.path("id").asText())
                    .add(one.path("rev").asLong())
                    .add(one.path("receiptRev").asLong()));
            held.put("userRev", page.path("userRev").asLong());
            after = page.path("next").isMissingNode() ? null : page.path("next").asText();
        } while (after != null);
        held.put("limit", PAGE);
        return held.set("conversations", conversations);
    }
}
