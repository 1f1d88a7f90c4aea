package dev.crosstalk.fuzz;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.fuzz.ApiDocument.Operation;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.EmbeddedNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every endpoint of the document is asked what it says that it takes, and what it does not: nothing fails by itself, every answer is
 * what the document says, and nobody gets what is another's. {@code -Dfuzz.seed} repeats a run, {@code -Dfuzz.requests} makes it longer.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class FuzzIT {
    /** In everything that the one who asks may not see. */
    private static final String SECRET = "zq7secretzq7";

    private static final String ADMINISTRATOR = "an-administrators-secret-of-some-length";

    private static EmbeddedNode node;
    private static ApiDocument document;

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private Values values;

    @BeforeAll
    static void start() {
        node = EmbeddedNode.start(
                Map.of("CROSSTALK_HTTP_ADMIN_SECRET", ADMINISTRATOR, "CROSSTALK_HTTP_SIGN_INS_PER_MINUTE", "100000"));
        document = new ApiDocument(
                Api.at(node.port()).get("/v1/openapi.json").response().body());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Api nobody() {
        return Api.at(node.port());
    }

    private static Api signedIn(String name) {
        return nobody().as(nobody().post(
                        "/v1/session",
                        json("name", name + UUID.randomUUID().toString().substring(0, 8), "token", true))
                .ok()
                .path("token")
                .asText());
    }

    /** What mallory asks for all the time: her own, bob's and another tenant's. */
    private void furnish(Api mallory) {
        values = new Values(document, random);
        know(mallory.post("/v1/conversations", json("kind", "room", "title", "Mallory's"))
                .ok());
        Api alice = signedIn("alice");
        Api bob = signedIn("bob");
        String bobs = bob.get("/v1/session").ok().path("account").path("id").asText();
        values.know(bobs);
        JsonNode direct = know(alice.post("/v1/conversations", json("kind", "direct", "members", List.of(bobs)))
                .ok());
        JsonNode hidden =
                know(alice.post("/v1/conversations", json("kind", "room", "title", SECRET, "joinPolicy", "invite"))
                        .ok());
        for (JsonNode conversation : List.of(direct, hidden)) {
            String one = "/v1/conversations/" + conversation.path("id").asText();
            alice.post(one + "/messages", json("text", SECRET, "clientId", UUID.randomUUID()))
                    .ok();
            alice.put(one + "/messages/1/pin");
        }
        tenant();
    }

    private void tenant() {
        Api administrator = nobody().as(ADMINISTRATOR);
        String token = UUID.randomUUID().toString();
        values.knowToken(token);
        Api secret = nobody().as(administrator
                .post("/api/applications/" + token, json("name", SECRET))
                .ok()
                .path("secret")
                .asText());
        String chats = "/api/applications/" + token + "/chats";
        values.know(secret.post(chats, json("title", SECRET))
                .ok()
                .path("conversation")
                .asText());
        secret.post(chats + "/1/messages", json("body", SECRET)).ok();
    }

    private JsonNode know(JsonNode conversation) {
        values.know(conversation.path("id").asText());
        return conversation;
    }

    @Test
    void nothingFailsByItselfAndNothingIsToldToWhomItIsNot() {
        System.out.println("fuzz with seed " + seed);
        Api mallory = signedIn("mallory");
        furnish(mallory);
        int requests = Integer.getInteger("fuzz.requests", 3_000);
        List<Operation> operations = document.operations();
        assertThat(operations).hasSizeGreaterThan(80);
        for (int i = 0; i < requests; i++) {
            Operation operation = operations.get(i % operations.size());
            Api who = random.nextInt(10) == 0 ? nobody() : mallory;
            Api.Answer answer = ask(who, operation);
            if (answer.status() == 401 && mallory.get("/v1/session").status() == 401) {
                mallory = signedIn("mallory");
            }
        }
        System.out.println("answered by status: " + statuses);
        assertThat(statuses.get(200)).as("successes, too").isGreaterThan(requests / 20);
        assertThat(nobody().get("/readyz").status()).isEqualTo(200);
    }

    @Test
    void whatAdministratorsAskFailsByNothingButItsCode() {
        values = new Values(document, random);
        values.know("1");
        tenant();
        Api administrator = nobody().as(ADMINISTRATOR);
        List<Operation> operations = document.operations().stream()
                .filter(operation -> operation.path().startsWith("/api/")
                        || operation.path().startsWith("/v1/applications")
                        || operation.path().startsWith("/v1/export")
                        || operation.path().startsWith("/v1/import"))
                .toList();
        for (int i = 0; i < Integer.getInteger("fuzz.requests", 600); i++) {
            Api.Answer answer = send(administrator, operations.get(i % operations.size()));
            check(operations.get(i % operations.size()), answer);
        }
        System.out.println("administrators were answered by status: " + statuses);
    }

    private Api.Answer ask(Api who, Operation operation) {
        Api.Answer answer = send(who, operation);
        check(operation, answer);
        assertThat(answer.response().body())
                .as("%s, seed %d", answer.response().request().uri(), seed)
                .doesNotContain(SECRET);
        return answer;
    }

    private void check(Operation operation, Api.Answer answer) {
        statuses.merge(answer.status(), 1, Integer::sum);
        String about = answer.response().request() + " answered " + answer.status() + " "
                + answer.response().body() + ", seed " + seed;
        assertThat(answer.status()).as(about).isNotEqualTo(500);
        if (operation.method().equals("HEAD") || answer.response().body().isEmpty()) {
            return;
        }
        String type = answer.header("content-type");
        if (answer.status() >= 400) {
            assertThat(type).as(about).startsWith("application/problem+json");
            assertThat(document.wrongProblem(new JsonObject(answer.response().body())))
                    .as(about)
                    .isNull();
        } else if (type != null && type.equals("application/json")) {
            assertThat(document.wrong(operation, parsed(answer.response().body())))
                    .as(about)
                    .isNull();
        }
    }

    private static Object parsed(String body) {
        return body.startsWith("[") ? new JsonArray(body) : new JsonObject(body);
    }

    private Api.Answer send(Api who, Operation operation) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        for (Object one : operation.parameters()) {
            JsonObject parameter = (JsonObject) one;
            String value = encoded(values.text(parameter.getJsonObject("schema")));
            if ("path".equals(parameter.getString("in"))) {
                path = path.replace("{" + parameter.getString("name") + "}", value.isEmpty() ? "%20" : value);
            } else if ("query".equals(parameter.getString("in")) && values.chance(0.5)) {
                query.add(parameter.getString("name") + "=" + value);
            }
        }
        String uri = query.isEmpty() ? path : path + "?" + String.join("&", query);
        String body = operation.body() == null ? null : body(operation);
        String allowed = uri.length() > 12_000 ? uri.substring(0, 12_000).replaceAll("%.?$|%..?$", "") : uri;
        return who.send(operation.method(), allowed, body);
    }

    private String body(Operation operation) {
        if (values.chance(0.03)) {
            return "{\"a\":";
        }
        Object value = values.value(operation.body(), 0);
        return value instanceof JsonObject object ? object.encode() : io.vertx.core.json.Json.encode(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
