package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.ClusteredNodes;
import dev.crosstalk.testing.Person;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Numbers of chats and messages under 64 writers at three nodes, one of which is killed among them. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ApplicationNumbersIT {
    private static final String ADMIN = "a-secret-of-administrators";
    private static final int WRITERS = 64;
    private static final int EACH = 12;
    private static final int CHATS = 4;
    private static ClusteredNodes nodes;

    private final String token = UUID.randomUUID().toString();
    private final String path = "/api/applications/" + token;
    private final Map<String, Long> chats = new ConcurrentHashMap<>();
    private final Map<String, Long> messages = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private Api api;

    @BeforeAll
    static void start() {
        nodes = ClusteredNodes.start(3, Map.of("CROSSTALK_HTTP_ADMIN_SECRET", ADMIN));
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    private Api at(int node) {
        return api.at(URI.create("http://127.0.0.1:" + nodes.port(node)));
    }

    @Test
    void numbers_have_no_gap_counts_are_right_and_what_was_acknowledged_is_there_once() throws Exception {
        api = Api.at(nodes.port(0)).as(ADMIN);
        api = api.as(
                api.post(path, json("name", "Contended")).ok().path("secret").asText());
        for (int i = 0; i < CHATS; i++) {
            at(i % 3).send("POST", path + "/chats", null).ok();
        }
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            writers.add(pool.submit(() -> write(writer)));
        }
        Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> requests.get() >= WRITERS * EACH / 3);
        nodes.process(2).kill9();
        for (Future<?> writer : writers) {
            writer.get(200, TimeUnit.SECONDS);
        }
        pool.shutdown();
        System.out.println("answers that were lost and asked for again: " + lost.get());
        assertThat(lost.get()).as("the node died among the writers").isPositive();
        assertThat(chats).hasSize(WRITERS);
        assertThat(messages).hasSize(WRITERS * EACH);
        for (int node : List.of(0, 1)) {
            checkChats(at(node));
            long all = 0;
            for (int chat = 1; chat <= CHATS; chat++) {
                all += checkMessages(at(node), chat);
            }
            assertThat(all).isEqualTo(WRITERS * EACH);
        }
    }

    private void write(int writer) {
        String key = "chat of " + writer;
        chats.put(key, number(writer, path + "/chats", key, null));
        for (int i = 0; i < EACH; i++) {
            String text = writer + "/" + i;
            int chat = (writer + i) % CHATS + 1;
            long number = number(writer + i, path + "/chats/" + chat + "/messages", text, text);
            messages.put(chat + ":" + text, number);
        }
    }

    /** Until it is answered; at another node each time. Of every five answers one is as good as lost. */
    private long number(int node, String where, String key, String body) {
        AtomicInteger attempts = new AtomicInteger();
        return Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> {
                            int attempt = attempts.getAndIncrement();
                            Optional<Long> number = attempt((node + attempt) % 3, where, key, body);
                            return attempt == 0 && key.hashCode() % 5 == 0 ? Optional.<Long>empty() : number;
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Long> attempt(int node, String where, String key, String body) {
        try {
            String sent = body == null ? "{}" : json("body", body).toString();
            Api.Answer answer = at(node).send("POST", where, sent, "idempotency-key", key);
            requests.incrementAndGet();
            if (answer.status() < 300) {
                return Optional.of(answer.body().path("number").asLong());
            }
            assertThat(answer.status()).as(answer.response().body()).isGreaterThanOrEqualTo(500);
        } catch (UncheckedIOException away) {
            assertThat(away.getCause()).isNotNull();
        }
        lost.incrementAndGet();
        return Optional.empty();
    }

    private void checkChats(Api node) {
        List<Long> listed = new ArrayList<>();
        for (JsonNode chat : all(node, path + "/chats")) {
            listed.add(chat.path("number").asLong());
        }
        assertThat(listed)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, CHATS + WRITERS).boxed().toList());
        assertThat(chats.values()).doesNotHaveDuplicates().isSubsetOf(listed);
        assertThat(node.get(path).ok().path("chats_count").asInt()).isEqualTo(CHATS + WRITERS);
    }

    private long checkMessages(Api node, int chat) {
        List<JsonNode> listed = all(node, path + "/chats/" + chat + "/messages");
        assertThat(listed.stream().map(message -> message.path("number").asLong()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, listed.size()).boxed().toList());
        for (JsonNode message : listed) {
            assertThat(messages)
                    .containsEntry(
                            chat + ":" + message.path("body").asText(),
                            message.path("number").asLong());
        }
        assertThat(node.get(path + "/chats/" + chat).ok().path("messages_count").asInt())
                .isEqualTo(listed.size());
        return listed.size();
    }

    private static List<JsonNode> all(Api node, String list) {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 1; ; page++) {
            JsonNode found = node.get(list + "?limit=50&page=" + page).ok();
            found.forEach(all::add);
            if (found.size() < 50) {
                return all;
            }
        }
    }

    @Test
    void a_token_that_is_replaced_at_one_node_means_nothing_at_the_others_and_what_is_removed_is_gone_there() {
        Api admin = Api.at(nodes.port(0)).as(ADMIN);
        Api own = admin.as(
                admin.post(path, json("name", "Moving")).ok().path("secret").asText());
        Api other = own.at(URI.create("http://127.0.0.1:" + nodes.port(1)));
        String next = UUID.randomUUID().toString();
        String moved = "/api/applications/" + next;
        for (int i = 0; i < 20; i++) {
            assertThat(other.get(path).status()).isEqualTo(200);
            own.send("PUT", path, json("token", next).toString()).ok();
            assertThat(other.get(path).status()).isEqualTo(404);
            assertThat(other.get(moved).status()).isEqualTo(200);
            own.send("PUT", moved, json("token", token).toString()).ok();
        }
        JsonNode installation = admin.get("/api/applications?limit=1").ok().get(0);
        String rooms = "/api/applications/" + installation.path("token").asText() + "/chats";
        try (Person alice = Person.signIn(nodes.port(1), "alice-" + next.substring(0, 8))) {
            JsonNode chat = admin.send("POST", rooms, null).ok();
            String conversation = chat.path("conversation").asText();
            alice.api().put("/v1/conversations/" + conversation + "/members/me").ok();
            alice.register("conversation." + conversation);
            Awaitility.await()
                    .until(() -> alice.frames().stream()
                            .anyMatch(frame -> frame.path("event").asText().equals("registered")));
            assertThat(alice.api().get("/v1/rooms").ok().findValuesAsText("id")).contains(conversation);
            admin.delete(rooms + "/" + chat.path("number").asLong()).ok();
            Awaitility.await().untilAsserted(() -> {
                assertThat(alice.events("conversation." + conversation))
                        .last()
                        .satisfies(
                                event -> assertThat(event.path("type").asText()).isEqualTo("gone"));
                assertThat(alice.api().get("/v1/rooms").ok().findValuesAsText("id"))
                        .doesNotContain(conversation);
                assertThat(alice.api()
                                .get("/v1/conversations/" + conversation + "/messages")
                                .code())
                        .isEqualTo("not_found");
            });
        }
    }
}
