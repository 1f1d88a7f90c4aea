package dev.crosstalk.bridge;

import static org.awaitility.Awaitility.await;

import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A client on a WebSocket of its own, raw or in the framing of SockJS; keeps what it received. */
final class Client {
    private final boolean sockJs;
    private final WebSocket webSocket;
    private final List<JsonObject> frames = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private Client(WebSocket webSocket, boolean sockJs) {
        this.webSocket = webSocket;
        this.sockJs = sockJs;
        webSocket.closeHandler(v -> closed = true);
        webSocket.exceptionHandler(error -> {});
        webSocket.textMessageHandler(this::received);
    }

    static Client raw(BridgeNode node, String token) {
        return connect(node, signed(options(node, "/bus/websocket"), token), false);
    }

    static Client sockJs(BridgeNode node, String token) {
        return connect(
                node, signed(options(node, "/bus/000/" + java.util.UUID.randomUUID() + "/websocket"), token), true);
    }

    static Client byTicket(BridgeNode node, String ticket) {
        return connect(node, options(node, "/bus/websocket?ticket=" + ticket), false);
    }

    /** The handlers are set before the first frame can come, which is not so after having waited for the connection. */
    private static Client connect(BridgeNode node, WebSocketConnectOptions options, boolean sockJs) {
        return BridgeNode.await(node.webSockets().connect(options).map(webSocket -> new Client(webSocket, sockJs)));
    }

    private static WebSocketConnectOptions signed(WebSocketConnectOptions options, String token) {
        return options.addHeader("Authorization", "Bearer " + token);
    }

    static WebSocketConnectOptions options(BridgeNode node, String uri) {
        return new WebSocketConnectOptions()
                .setAllowOriginHeader(false)
                .setHost("127.0.0.1")
                .setPort(node.port())
                .setURI(uri);
    }

    private void received(String text) {
        texts.add(text);
        if (!sockJs) {
            frames.add(new JsonObject(text));
        } else if (text.startsWith("a")) {
            new JsonArray(text.substring(1)).forEach(element -> frames.add(new JsonObject((String) element)));
        }
    }

    Client write(String text) {
        webSocket.writeTextMessage(sockJs ? new JsonArray().add(text).encode() : text);
        return this;
    }

    Client send(JsonObject frame) {
        return write(frame.encode());
    }

    /** Registers and waits until that is in force. */
    Client register(String address) {
        send(registration(address));
        receive(frame -> "registered".equals(frame.getString("event"))
                && address.equals(frame.getJsonObject("message").getString("address")));
        return this;
    }

    static JsonObject registration(String address) {
        return new JsonObject()
                .put("type", "register")
                .put("address", address)
                .put("headers", new JsonObject().put("ack", "true"));
    }

    /** Sends a command and waits for its answer: a {@code rec} or an {@code err}. */
    JsonObject ask(String address, JsonObject body) {
        String replyAddress = java.util.UUID.randomUUID().toString();
        send(new JsonObject()
                .put("type", "send")
                .put("address", address)
                .put("body", body)
                .put("replyAddress", replyAddress));
        return receive(frame -> replyAddress.equals(frame.getString("address")));
    }

    JsonObject post(long conversation, String text) {
        return ask(
                "cmd.message.post",
                new JsonObject()
                        .put("conversation", Long.toString(conversation))
                        .put("text", text)
                        .put("clientId", java.util.UUID.randomUUID().toString()));
    }

    /** The first frame, of those that came and those to come, that is such. */
    JsonObject receive(Predicate<JsonObject> such) {
        await().until(() -> frames.stream().anyMatch(such));
        return frames.stream().filter(such).findFirst().orElseThrow();
    }

    JsonObject receiveError(String code) {
        return receive(frame -> code.equals(frame.getString("code")));
    }

    /** The texts of the messages that came, in their order. */
    /** Revisions of the events of an address, as they came. */
    List<Integer> revisions(String address) {
        return frames.stream()
                .filter(frame -> "rec".equals(frame.getString("type")) && address.equals(frame.getString("address")))
                .map(frame -> frame.getJsonObject("body").getInteger("rev"))
                .toList();
    }

    List<String> messages() {
        return frames.stream()
                .filter(frame -> "rec".equals(frame.getString("type")))
                .map(frame -> frame.getJsonObject("body"))
                .filter(body -> "message".equals(body.getString("type")))
                .map(body -> body.getString("text"))
                .toList();
    }

    List<JsonObject> frames() {
        return frames;
    }

    List<String> texts() {
        return texts;
    }

    WebSocket webSocket() {
        return webSocket;
    }

    boolean isClosed() {
        return closed;
    }

    int awaitClose() {
        await().until(() -> closed);
        return webSocket.closeStatusCode();
    }
}
