package dev.crosstalk.testing;

import static dev.crosstalk.testing.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Somebody with an account and a raw bridge socket, who remembers everything that the socket received. */
public final class Person implements AutoCloseable {
    private final Api api;
    private final String id;
    private final String name;
    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<JsonNode>> replies = new ConcurrentHashMap<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private WebSocket socket;
    private CompletableFuture<?> lastWrite = CompletableFuture.completedFuture(null);

    private Person(Api api, String id, String name) {
        this.api = api;
        this.id = id;
        this.name = name;
    }

    /** Signs in at a node and opens a socket there. */
    public static Person signIn(int port, String name) {
        JsonNode session = Api.at(port)
                .post("/v1/session", json("name", name, "token", true))
                .ok();
        Api api = Api.at(port).as(session.path("token").asText());
        return new Person(api, session.path("account").path("id").asText(), name).connect(port);
    }

    /** Who has signed in otherwise, with a socket at that node. */
    public static Person of(int port, JsonNode session) {
        return new Person(
                        Api.at(port).as(session.path("token").asText()),
                        session.path("account").path("id").asText(),
                        session.path("account").path("name").asText())
                .connect(port);
    }

    /** The same person with a further socket, at any node. */
    public Person alsoAt(int port) {
        return new Person(Api.at(port).as(api.token()), id, name).connect(port);
    }

    private Person connect(int port) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("authorization", "Bearer " + api.token())
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/bus/websocket"), new Receiver())
                .join();
        return this;
    }

    public Api api() {
        return api;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** Everything received, in order. */
    public List<JsonNode> frames() {
        return frames;
    }

    /** Bodies of the events of an address, in order. */
    public List<JsonNode> events(String address) {
        return frames.stream()
                .filter(frame -> frame.path("type").asText().equals("rec")
                        && frame.path("address").asText().equals(address))
                .map(frame -> frame.path("body"))
                .toList();
    }

    /** Messages of a conversation as they came. */
    public List<JsonNode> messages(String conversation) {
        return events("conversation." + conversation).stream()
                .filter(event -> event.path("type").asText().equals("message"))
                .toList();
    }

    public Person register(String address) {
        write(json("type", "register", "address", address, "headers", Map.of("ack", "true")));
        return this;
    }

    /** Sends a command; the frame of its reply, whether {@code rec} or {@code err}. */
    public CompletableFuture<JsonNode> send(String address, Object body) {
        String replyAddress = UUID.randomUUID().toString();
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        replies.put(replyAddress, reply);
        ObjectNode frame = json("type", "send", "address", address, "replyAddress", replyAddress);
        frame.set("body", Json.tree(body));
        write(frame);
        return reply.orTimeout(20, TimeUnit.SECONDS);
    }

    public CompletableFuture<JsonNode> say(String conversation, String text, UUID clientId) {
        return send("cmd.message.post", json("conversation", conversation, "text", text, "clientId", clientId));
    }

    public void write(Object frame) {
        write(Json.write(frame));
    }

    public synchronized void write(String text) {
        lastWrite = lastWrite.thenCompose(written -> socket.sendText(text, true));
    }

    /** The close code, once the server has closed the socket; 1006 if it just ended. */
    public CompletableFuture<Integer> closed() {
        return closed;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonNode frame = Json.parse(text.toString());
                text.setLength(0);
                frames.add(frame);
                CompletableFuture<JsonNode> reply =
                        replies.remove(frame.path("address").asText());
                if (reply != null) {
                    reply.complete(frame);
                }
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.complete(1006);
        }
    }
}
