package dev.crosstalk.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The asking side of the bridge protocol: commands and registrations, each repeated until it is answered or refused, over as
 * many sockets as that takes. Lives on one event loop.
 */
final class BridgeClient {
    private static final long ANSWER_TIMEOUT_MS = 15_000;

    private final Stage stage;
    private final Connection connection;
    private final Map<String, Promise<JsonNode>> answers = new HashMap<>();
    private final Map<String, Promise<Void>> registrations = new HashMap<>();
    private long asked;

    BridgeClient(Stage stage, int node, String token, Connection.Listener listener) {
        this.stage = stage;
        this.connection = new Connection(stage, node, token, listener);
    }

    Future<Void> open() {
        return connection.open();
    }

    void close() {
        connection.close();
    }

    /** Sends a command and completes with the body of its answer. */
    Future<JsonNode> ask(String address, ObjectNode body) {
        return stage.persistently().until(() -> askOnce(address, body));
    }

    /** Subscribes; completes when the server has confirmed it. */
    Future<Void> register(String address) {
        return stage.persistently().until(() -> registerOnce(address));
    }

    /** Whatever is under way may or may not have been done: it is repeated on the next socket. */
    void lost() {
        Failure unknown = FailureCode.OUTCOME_UNKNOWN.failure();
        List.copyOf(answers.values()).forEach(answer -> answer.tryFail(unknown));
        List.copyOf(registrations.values()).forEach(registration -> registration.tryFail(unknown));
        answers.clear();
        registrations.clear();
    }

    /** Takes an answer. Returns false for a frame that answers nothing. */
    boolean answered(JsonNode frame) {
        String address = frame.path("address").asText();
        return switch (frame.path("type").asText()) {
            case "event" -> registered(frame.path("message").path("address").asText());
            case "err" -> failed(address, failure(frame));
            default -> {
                Promise<JsonNode> answer = answers.remove(address);
                yield answer != null && answer.tryComplete(frame.path("body"));
            }
        };
    }

    static Failure failure(JsonNode frame) {
        ErrorFrame error = Json.read(frame, ErrorFrame.class);
        FailureCode known = FailureCode.of(error.code() == null ? "" : error.code());
        String text = error.code() + ": " + error.message();
        return new Failure.Wire(known.code(), known.number(), known.kind(), text, error.retryAfterMs()).failure();
    }

    private boolean registered(String address) {
        Promise<Void> registration = registrations.remove(address);
        return registration != null && registration.tryComplete();
    }

    private boolean failed(String address, Failure failure) {
        Promise<?> waiting = answers.containsKey(address) ? answers.remove(address) : registrations.remove(address);
        return waiting != null && waiting.tryFail(failure);
    }

    private Future<JsonNode> askOnce(String address, ObjectNode body) {
        String replyAddress = "reply." + ++asked;
        ObjectNode frame = Json.object()
                .put("type", "send")
                .put("address", address)
                .put("replyAddress", replyAddress)
                .set("body", body);
        return send(frame, replyAddress, answers);
    }

    private Future<Void> registerOnce(String address) {
        ObjectNode frame = Json.object().put("type", "register").put("address", address);
        frame.putObject("headers").put("ack", "true");
        return send(frame, address, registrations);
    }

    private <T> Future<T> send(ObjectNode frame, String key, Map<String, Promise<T>> waiting) {
        Promise<T> promise = Promise.promise();
        waiting.put(key, promise);
        connection.send(Json.write(frame)).onFailure(promise::tryFail);
        long timer = stage.vertx()
                .setTimer(ANSWER_TIMEOUT_MS, late -> promise.tryFail(FailureCode.OUTCOME_UNKNOWN.failure()));
        return promise.future().onComplete(done -> {
            stage.vertx().cancelTimer(timer);
            waiting.remove(key, promise);
        });
    }

    /** The fields of an {@code err} frame that matter. */
    record ErrorFrame(String code, String message, Long retryAfterMs) {}
}
