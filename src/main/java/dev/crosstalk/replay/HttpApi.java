package dev.crosstalk.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/** The few requests of the HTTP API that a replay makes. A failed answer is a {@link Failure}. */
final class HttpApi {
    private static final int TIMEOUT_MS = 30_000;

    private final HttpClient client;

    HttpApi(Vertx vertx) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(5_000), new PoolOptions().setHttp1MaxSize(32));
    }

    /** Who signed in, with the secret that opens sockets at every node. */
    record SignedIn(String account, String token) {
        @Override
        public String toString() {
            return "SignedIn[" + account + "]";
        }
    }

    Future<SignedIn> signIn(URI node, String name) {
        var body = Json.object().put("name", name).put("token", true);
        return request(node, HttpMethod.POST, "/v1/session", null, body)
                .map(answer -> new SignedIn(
                        answer.path("account").path("id").asText(),
                        answer.path("token").asText()));
    }

    /** @return the conversation's id */
    Future<String> createRoom(URI node, String token, String title, String clientId) {
        var body = Json.object().put("kind", "room").put("title", title).put("clientId", clientId);
        return request(node, HttpMethod.POST, "/v1/conversations", token, body)
                .map(answer -> answer.path("id").asText());
    }

    /** A page of the history, ascending from the message after {@code after}. */
    Future<JsonNode> history(URI node, String token, String conversation, int after, int limit) {
        String path = "/v1/conversations/" + conversation + "/messages?after=" + after + "&limit=" + limit;
        return request(node, HttpMethod.GET, path, token, null);
    }

    private Future<JsonNode> request(URI node, HttpMethod method, String path, String token, JsonNode body) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(node.resolve(path).toString())
                .setTimeout(TIMEOUT_MS);
        if (token != null) {
            options.putHeader("Authorization", "Bearer " + token);
        }
        if (body == null) {
            return client.request(options).compose(request -> request.send().compose(HttpApi::read));
        }
        options.putHeader("Content-Type", "application/json");
        Buffer bytes = Buffer.buffer(Json.write(body));
        return client.request(options).compose(request -> request.send(bytes).compose(HttpApi::read));
    }

    private static Future<JsonNode> read(HttpClientResponse response) {
        return response.body().map(body -> {
            if (response.statusCode() >= 300) {
                throw failure(response.statusCode(), body.toString());
            }
            return Json.parse(body.toString());
        });
    }

    private static Failure failure(int status, String body) {
        try {
            return Json.read(body, Failure.Wire.class).failure();
        } catch (Failure unreadable) {
            return FailureCode.INTERNAL.because("HTTP " + status + ": " + body);
        }
    }
}
