package dev.crosstalk.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Bob, who looks over HTTP how far a replay is. */
final class Observer {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI node;
    private final String token;

    Observer(URI node) throws IOException, InterruptedException {
        this.node = node;
        this.token = send(HttpRequest.newBuilder(node.resolve("/v1/session"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"bob\",\"token\":true}")))
                .path("token")
                .asText();
    }

    /** Waits until the open rooms hold that many messages together. */
    void awaitMessages(int count) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> messages() >= count);
    }

    private long messages() throws IOException, InterruptedException {
        JsonNode rooms = send(
                HttpRequest.newBuilder(node.resolve("/v1/rooms?limit=200")).header("Authorization", "Bearer " + token));
        long sum = 0;
        for (JsonNode room : rooms.path("conversations")) {
            sum += room.path("lastSeq").asLong();
        }
        return sum;
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest complete = request.timeout(Duration.ofSeconds(10)).build();
        HttpResponse<String> response = client.send(complete, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        }
        return Json.parse(response.body());
    }
}
