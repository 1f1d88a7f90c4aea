package dev.crosstalk.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** A program's view of a node's HTTP API. */
public final class Api {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI node;
    private final String token;

    private Api(URI node, String token) {
        this.node = node;
        this.token = token;
    }

    /** Nobody yet. */
    public static Api at(int port) {
        return new Api(URI.create("http://127.0.0.1:" + port), null);
    }

    /** The same account at another node. */
    public Api at(URI other) {
        return new Api(other, token);
    }

    public URI node() {
        return node;
    }

    public String token() {
        return token;
    }

    public Api as(String bearer) {
        return new Api(node, bearer);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, body instanceof String text ? text : Json.write(body));
    }

    public Answer put(String path) {
        return send("PUT", path, null);
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, Json.write(body));
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        Map<String, String> standard = Map.of("content-type", "application/json");
        if (body != null) {
            standard.forEach(request::header);
        }
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Fields of a JSON object: name, value, name, value. */
    public static ObjectNode json(Object... namesAndValues) {
        ObjectNode object = Json.object();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.set((String) namesAndValues[i], Json.tree(namesAndValues[i + 1]));
        }
        return object;
    }

    /** An answer of the API. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public JsonNode body() {
            return Json.parse(response.body());
        }

        /** The failure's stable code, or an empty text. */
        public String code() {
            return response.body().isEmpty() ? "" : body().path("code").asText();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        /** The body of an answer that must be a success. */
        public JsonNode ok() {
            if (status() >= 300) {
                throw new AssertionError(response.request().method() + " " + response.uri() + " answered " + status()
                        + ": " + response.body());
            }
            return status() == 204 ? Json.object() : body();
        }
    }
}
