package dev.crosstalk.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A socket of a single room, which remembers everything that it received. */
public final class RoomClient implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private WebSocket socket;
    private CompletableFuture<?> lastWrite = CompletableFuture.completedFuture(null);

    private RoomClient() {}

    public static RoomClient byToken(int port, String path, String token) {
        return new RoomClient().connect(port, path, token);
    }

    /** With what the path says, and no header. */
    public static RoomClient open(int port, String path) {
        return new RoomClient().connect(port, path, null);
    }

    private RoomClient connect(int port, String path, String token) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (token != null) {
            builder.header("authorization", "Bearer " + token);
        }
        socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), new Receiver())
                .join();
        return this;
    }

    /** The status by which the handshake is refused. */
    public static int refusal(int port, String path, String token) {
        try (RoomClient client = new RoomClient().connect(port, path, token)) {
            throw new AssertionError("it was opened: " + client.socket);
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    public synchronized RoomClient say(String text) {
        lastWrite = lastWrite.thenCompose(written -> socket.sendText(text, true));
        return this;
    }

    /** Waits until the history was played back. */
    public RoomClient awaitLive() {
        await().until(() -> types().contains("live"));
        return this;
    }

    /** The code with which the server closes it. */
    public int awaitClose() {
        return closed.orTimeout(20, TimeUnit.SECONDS).join();
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    public List<JsonNode> frames() {
        return frames;
    }

    public List<String> types() {
        return frames.stream().map(frame -> frame.path("type").asText()).toList();
    }

    public List<JsonNode> messages() {
        return frames.stream()
                .filter(frame -> frame.path("type").asText().equals("message"))
                .toList();
    }

    public List<String> texts() {
        return messages().stream().map(frame -> frame.path("message").asText()).toList();
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                frames.add(Json.parse(text.toString()));
                text.setLength(0);
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
            closed.completeExceptionally(error);
        }
    }
}
