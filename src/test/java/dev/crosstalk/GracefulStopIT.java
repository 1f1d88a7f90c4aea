package dev.crosstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.EmbeddedNode;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that is told to stop answers what it was asked. */
@Timeout(120)
class GracefulStopIT {
    private static final int SENDERS = 8;
    private static final int BEFORE = 100;

    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    /** Whoever writes on a kept connection in the moment in which it is closed gets no answer; nor is anything done. */
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();

    private final List<Integer> otherAnswers = new ArrayList<>();
    private final AtomicInteger refusedConnections = new AtomicInteger();

    @Test
    void whatANodeWasAskedWhenItWasToldToStopIsAnsweredAndNothingIsStoredUnanswered() throws Exception {
        try (EmbeddedNode node = EmbeddedNode.start()) {
            Api alice = signedIn(Api.at(node.port()), "alice");
            String room = alice.post("/v1/conversations", Map.of("kind", "room", "title", "Stops"))
                    .body()
                    .path("id")
                    .asText();
            ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
            for (int i = 0; i < SENDERS; i++) {
                senders.execute(() -> postUntilNobodyListens(alice, room));
            }
            await().until(() -> answered.size() > BEFORE);

            int exitCode = node.process().stop();
            senders.shutdown();
            assertThat(senders.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

            assertThat(exitCode).isEqualTo(143);
            assertThat(refusedConnections.get()).as("all posted to the end").isEqualTo(SENDERS);
            assertThat(otherAnswers).as("whoever was let in was served").isEmpty();
            node.restart();
            Set<String> stored = stored(alice, room);
            assertThat(stored).containsAll(answered);
            stored.retainAll(unanswered);
            assertThat(stored).as("stored, but not answered").isEmpty();
        }
    }

    /** On connections that are kept, until one is refused. */
    private void postUntilNobodyListens(Api api, String room) {
        while (true) {
            String text = UUID.randomUUID().toString();
            try {
                int status = api.post("/v1/conversations/" + room + "/messages", Map.of("text", text, "clientId", text))
                        .status();
                if (status == 201) {
                    answered.add(text);
                } else {
                    synchronized (otherAnswers) {
                        otherAnswers.add(status);
                    }
                }
            } catch (UncheckedIOException e) {
                if (e.getCause() instanceof ConnectException) {
                    refusedConnections.incrementAndGet();
                    return;
                }
                unanswered.add(text);
            }
        }
    }

    private static Set<String> stored(Api api, String room) {
        Set<String> texts = new TreeSet<>();
        int size;
        long after = 0;
        do {
            JsonNode messages = api.get("/v1/conversations/" + room + "/messages?limit=500&after=" + after)
                    .body()
                    .path("messages");
            size = messages.size();
            for (JsonNode message : messages) {
                texts.add(message.path("text").asText());
                after = message.path("seq").asLong();
            }
        } while (size > 0);
        return texts;
    }

    private static Api signedIn(Api nobody, String name) {
        return nobody.as(nobody.post("/v1/session", Map.of("name", name, "token", true))
                .body()
                .path("token")
                .asText());
    }
}
