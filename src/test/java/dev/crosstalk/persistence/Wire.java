package dev.crosstalk.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One WebSocket to a node's bridge, from its opening until it is cut. Used by one thread; frames come on another. */
final class Wire {
    private static final int WITHIN_S = 20;

    private final WebSocket socket;
    private final Map<String, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private final Queue<String> ended = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** The socket is gone; what was asked may have been done or not. */
    static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Cut() {
            super("the socket is gone", null, false, false);
        }
    }

    private Wire(WebSocket socket) {
        this.socket = socket;
        socket.closeHandler(gone -> close());
        socket.exceptionHandler(error -> {});
        socket.textMessageHandler(text -> received(Json.parse(text)));
    }

    static WebSocketClient client(Vertx vertx) {
        return vertx.createWebSocketClient(new io.vertx.core.http.WebSocketClientOptions()
                .setMaxConnections(1000)
                .setMaxFrameSize(1 << 20));
    }

    /** The handlers are set before the first frame can come. */
    static Wire open(WebSocketClient client, SocketNode node, String token) {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setAllowOriginHeader(false)
                .setHost("127.0.0.1")
                .setPort(node.port())
                .setURI("/bus/websocket")
                .addHeader("Authorization", "Bearer " + token);
        return TestNode.await(client.connect(options).map(Wire::new));
    }

    private void received(JsonNode frame) {
        String type = frame.path("type").asText();
        String address = frame.path("address").asText();
        if (type.equals("event") && frame.path("event").asText().equals("registered")) {
            answer(frame.path("message").path("address").asText(), frame);
        } else if (awaited.containsKey(address)) {
            answer(address, frame);
        } else if (type.equals("rec")) {
            events.add(Json.read(frame.path("body"), Event.class));
        } else if (type.equals("err") && !address.isEmpty()) {
            ended.add(address);
        }
    }

    private void answer(String key, JsonNode frame) {
        CompletableFuture<JsonNode> answer = awaited.remove(key);
        if (answer != null) {
            answer.complete(frame);
        }
    }

    private void close() {
        closed = true;
        awaited.values().forEach(answer -> answer.completeExceptionally(new Cut()));
    }

    boolean isClosed() {
        return closed;
    }

    /** What has come, in its order. */
    Queue<Event> events() {
        return events;
    }

    /** Addresses whose subscription has ended. */
    Queue<String> ended() {
        return ended;
    }

    /** Waits until what is published to the address from now on will come. @throws Cut if the socket was cut meanwhile */
    void register(String address) {
        ObjectNode frame = Json.object().put("type", "register").put("address", address);
        frame.putObject("headers").put("ack", "true");
        JsonNode answer = exchange(address, frame);
        if (answer.path("type").asText().equals("err")) {
            throw FailureCode.of(answer.path("code").asText()).failure();
        }
    }

    /** @throws Cut if the socket was cut meanwhile; @throws dev.crosstalk.bus.Failure if that is the answer */
    <R> R ask(Command<R> command) {
        String reply = UUID.randomUUID().toString();
        JsonNode answer = exchange(reply, frame(command).put("replyAddress", reply));
        if (answer.path("type").asText().equals("err")) {
            throw FailureCode.of(answer.path("code").asText()).failure();
        }
        return Json.read(answer.path("body"), CommandType.of(command).reply());
    }

    /** Sends the command and cuts the socket, so that no answer comes. */
    void askAndCut(Command<?> command) {
        TestNode.await(socket.writeTextMessage(
                        frame(command).put("replyAddress", "lost").toString())
                .otherwiseEmpty());
        cut();
    }

    private static ObjectNode frame(Command<?> command) {
        CommandType<?, ?> type = CommandType.of(command);
        ObjectNode frame = Json.object().put("type", "send").put("address", type.address());
        frame.set("body", Json.tree(command));
        return frame;
    }

    private JsonNode exchange(String key, ObjectNode frame) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        awaited.put(key, answer);
        if (closed) {
            throw new Cut();
        }
        socket.writeTextMessage(frame.toString());
        try {
            return answer.get(WITHIN_S, TimeUnit.SECONDS);
        } catch (ExecutionException cut) {
            throw new Cut();
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError("no answer to " + frame, e);
        }
    }

    /** The connection breaks, without a word to the server. */
    void cut() {
        ((WebSocketInternal) socket).channelHandlerContext().channel().close();
        close();
    }
}
