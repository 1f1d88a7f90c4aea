package dev.crosstalk.bench;

import static dev.crosstalk.testing.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bench.load.Outcome;
import dev.crosstalk.bench.load.Plan;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pages of 50 anywhere in a conversation of many messages. */
final class History implements Scenario {
    private static final double PER_SECOND = 50;
    private static final int PAGE = 50;
    private static final int PLACES = 5_000;
    private static final int ROWS = 1_000;

    @Override
    public void run(Bench bench) {
        int count = bench.options().messages();
        for (String database : bench.options().databases()) {
            try (CrosstalkServer server = CrosstalkServer.start(bench, database)) {
                Settlers.Settler alice = new Settlers(List.of(server.node(0).port()))
                        .signIn(1)
                        .get(0);
                String room = fill(server, alice, count);
                server.restart();
                Crowd crowd = new Crowd(List.of(new Plan.Member(alice.port(), alice.token(), List.of())), List.of());
                Random random = new Random(1);
                List<Plan.Ask> asks = IntStream.range(0, PLACES)
                        .mapToObj(i -> page(room, PAGE + 1 + random.nextInt(Math.max(1, count - PAGE))))
                        .toList();
                for (int i = 0; i < bench.options().repetitions(); i++) {
                    Outcome outcome = bench.ask(server, crowd, PER_SECOND, asks);
                    bench.report()
                            .add(new Measurement(
                                    "history",
                                    "pages of 50 anywhere, 50/s",
                                    database,
                                    count,
                                    Metrics.answers(outcome),
                                    outcome.acknowledgement().curve()));
                }
            }
        }
    }

    private static Plan.Ask page(String room, int before) {
        return new Plan.Ask(
                "cmd.message.history",
                "{\"conversation\":\"" + room + "\",\"before\":" + before + ",\"limit\":" + PAGE + "}");
    }

    /** One message is posted; the others are put behind it as rows, so that it takes a minute and not an hour. */
    private static String fill(CrosstalkServer server, Settlers.Settler alice, int count) {
        String room = Settlers.open(alice, "History");
        JsonNode first = Settlers.accepted(() -> alice.api()
                .post("/v1/conversations/" + room + "/messages", json("text", "first", "clientId", UUID.randomUUID())));
        long id = first.path("id").asLong();
        long time = first.path("time").asLong();
        Stream<String> rows = IntStream.iterate(2, from -> from <= count, from -> from + ROWS)
                .mapToObj(from -> insertion(room, alice.id(), id, time, from, Math.min(count, from + ROWS - 1)));
        Stream<String> head = Stream.of("UPDATE conversation SET rev = " + (count + 1) + ", last_seq = " + count
                + ", last_id = " + (id + count) + " WHERE id = " + room);
        Rows.execute(server.databaseUrl(), Stream.concat(rows, head).iterator());
        return room;
    }

    private static String insertion(String room, String sender, long id, long time, int from, int to) {
        StringBuilder sql = new StringBuilder("INSERT INTO message (application_id, conversation_id, seq, id, rev, created_rev,"
                + " sender_id, client_id, text, created_at) VALUES ");
        String text = "x".repeat(Scenarios.TEXT_BYTES);
        for (int seq = from; seq <= to; seq++) {
            sql.append(seq == from ? "" : ",")
                    .append(String.format(
                            "(1,%s,%d,%d,%d,%d,%s,X'%032x','%s',%d)",
                            room, seq, id + seq, seq + 1, seq + 1, sender, seq, text, time));
        }
        return sql.toString();
    }
}
