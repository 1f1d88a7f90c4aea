package dev.crosstalk.bridge;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A SockJS client by XHR polling, one request at a time. */
final class Xhr {
    private final BridgeNode node;
    private final String path = "/bus/000/" + UUID.randomUUID();
    private final String query;
    private final Map<String, String> headers;

    /** @param query appended to every address, such as {@code ?ticket=…}, or empty */
    Xhr(BridgeNode node, String query, Map<String, String> headers) {
        this.node = node;
        this.query = query;
        this.headers = headers;
    }

    static Xhr of(BridgeNode node, String token) {
        return new Xhr(node, "", Map.of("Authorization", "Bearer " + token));
    }

    /** The same session as somebody else would use it. */
    String path() {
        return path;
    }

    record Answer(int status, String body, String allowedOrigin) {}

    static Answer request(BridgeNode node, HttpMethod method, String uri, Map<String, String> headers, String body) {
        // All in one step of the client's event loop: an answer that comes before somebody asks for its body has none.
        return BridgeNode.await(
                node.http().request(method, node.port(), "127.0.0.1", uri).compose(request -> {
                    headers.forEach(request::putHeader);
                    return request.send(Buffer.buffer(body)).compose(Xhr::answer);
                }));
    }

    private static Future<Answer> answer(HttpClientResponse response) {
        return response.body()
                .map(body -> new Answer(
                        response.statusCode(), body.toString(), response.getHeader("Access-Control-Allow-Origin")));
    }

    /** Waits for one frame of SockJS. */
    Answer poll() {
        return request(node, HttpMethod.POST, path + "/xhr" + query, headers, "");
    }

    /** Polls until this many frames of the bridge have come. */
    List<JsonObject> receive(int count) {
        List<JsonObject> frames = new ArrayList<>();
        while (frames.size() < count) {
            String body = poll().body();
            if (body.startsWith("a")) {
                new JsonArray(body.substring(1).strip()).forEach(text -> frames.add(new JsonObject((String) text)));
            }
        }
        return frames;
    }

    Answer send(JsonObject... frames) {
        JsonArray texts = new JsonArray();
        for (JsonObject frame : frames) {
            texts.add(frame.encode());
        }
        return request(node, HttpMethod.POST, path + "/xhr_send" + query, headers, texts.encode());
    }

    /** Opens the streaming transport and hands out the response, unread. */
    HttpClientResponse stream() {
        return BridgeNode.await(node.http()
                .request(HttpMethod.POST, node.port(), "127.0.0.1", path + "/xhr_streaming" + query)
                .compose(request -> {
                    headers.forEach(request::putHeader);
                    return request.send().onSuccess(HttpClientResponse::pause);
                }));
    }
}
