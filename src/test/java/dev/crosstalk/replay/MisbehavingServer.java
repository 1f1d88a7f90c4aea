package dev.crosstalk.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A server that speaks as much of the protocol as a replay uses, and breaks one promise on request: the real one cannot be
 * asked to lose a message, and a check that never fails would prove nothing. All its state belongs to one event loop.
 */
final class MisbehavingServer {
    /** Which promise is broken, at the third message of a room. */
    enum Fault {
        NONE,
        /** Stored and acknowledged, never delivered nor found by asking for changes. */
        LOSES_EVENT,
        /** Not delivered, but told to those who ask for changes. */
        DROPS_LIVE_EVENT,
        STORES_TWICE,
        /** Delivered again under the next revision. */
        DELIVERS_TWICE,
        DELIVERS_OTHER_TEXT,
        DELIVERS_OTHER_SENDER,
        STORES_OTHER_TEXT,
        FORGETS_STORED_MESSAGE,
        /** Stored, not acknowledged, all sockets closed: the commonest honest accident. */
        CLOSES_BEFORE_ACKNOWLEDGING
    }

    private final Fault fault;
    private final List<ObjectNode> events = new ArrayList<>();
    private final Map<String, JsonNode> acknowledgements = new HashMap<>();
    private final Map<ServerWebSocket, Set<String>> sockets = new HashMap<>();
    private final Set<String> names = new HashSet<>(Set.of("mallory"));
    private int lastAccount = 100;
    private int messages;
    private boolean room;

    private MisbehavingServer(Fault fault) {
        this.fault = fault;
    }

    /** Starts it and returns its base URL. */
    static URI start(Vertx vertx, Fault fault) {
        MisbehavingServer server = new MisbehavingServer(fault);
        return vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> request.bodyHandler(body -> server.serve(request, body)))
                .webSocketHandler(server::open)
                .listen()
                .map(http -> URI.create("http://127.0.0.1:" + http.actualPort()))
                .await();
    }

    private void serve(HttpServerRequest request, Buffer body) {
        if (request.path().equals("/v1/session")) {
            signIn(request, Json.parse(body.toString()).path("name").asText());
        } else if (request.path().endsWith("/messages")) {
            request.response().end(Json.write(history(Integer.parseInt(request.getParam("after")))));
        } else {
            room = true;
            request.response().setStatusCode(201).end("{\"id\":\"7\"}");
        }
    }

    private void signIn(HttpServerRequest request, String name) {
        if (!names.add(name)) {
            request.response().setStatusCode(409).end("{\"code\":\"name_taken\",\"number\":4090,\"kind\":\"REFUSED\"}");
            return;
        }
        ObjectNode answer = Json.object().put("token", Integer.toString(++lastAccount));
        answer.putObject("account").put("id", Integer.toString(lastAccount)).put("name", name);
        request.response().setStatusCode(201).end(Json.write(answer));
    }

    private void open(ServerWebSocket socket) {
        String account = socket.headers().get("Authorization").substring("Bearer ".length());
        sockets.put(socket, new HashSet<>());
        socket.closeHandler(gone -> sockets.remove(socket));
        socket.textMessageHandler(text -> receive(socket, account, Json.parse(text)));
    }

    private void receive(ServerWebSocket socket, String account, JsonNode frame) {
        String address = frame.path("address").asText();
        if (frame.path("type").asText().equals("register")) {
            sockets.get(socket).add(address);
            ObjectNode event = Json.object().put("type", "event").put("event", "registered");
            event.putObject("message").put("address", address);
            socket.writeTextMessage(Json.write(event));
            return;
        }
        JsonNode answer = answer(account, address, frame.path("body"));
        if (answer != null) {
            socket.writeTextMessage(frame("rec", frame.path("replyAddress").asText(), answer));
        }
    }

    private JsonNode answer(String account, String command, JsonNode body) {
        return switch (command) {
            case "cmd.conversation.join" -> join(account);
            case "cmd.message.post" -> post(account, body);
            case "cmd.message.changes" -> changes(body.path("since").asInt());
            default -> Json.object();
        };
    }

    private JsonNode join(String account) {
        if (!room) {
            throw new IllegalStateException("nobody made the room");
        }
        publish(Json.object()
                .put("type", "member")
                .put("rev", events.size() + 1)
                .put("account", account));
        return Json.object().put("rev", events.size()).put("lastSeq", messages);
    }

    private JsonNode post(String account, JsonNode body) {
        String clientId = body.path("clientId").asText();
        if (acknowledgements.containsKey(clientId)) {
            return acknowledgements.get(clientId);
        }
        boolean strange = messages == 2;
        ObjectNode answer = store(account, body, strange);
        if (strange && fault == Fault.STORES_TWICE) {
            store(account, body, false);
        }
        acknowledgements.put(clientId, answer.deepCopy().put("duplicate", true));
        if (strange && fault == Fault.CLOSES_BEFORE_ACKNOWLEDGING) {
            List.copyOf(sockets.keySet()).forEach(ServerWebSocket::close);
            return null;
        }
        return answer;
    }

    private ObjectNode store(String account, JsonNode body, boolean strange) {
        ObjectNode event = Json.object()
                .put("type", "message")
                .put("rev", events.size() + 1)
                .put("seq", ++messages)
                .put("sender", account)
                .put("clientId", body.path("clientId").asText())
                .put("text", body.path("text").asText());
        boolean silent = strange && (fault == Fault.LOSES_EVENT || fault == Fault.DROPS_LIVE_EVENT);
        deliver(event, strange, !silent);
        if (strange && fault == Fault.STORES_OTHER_TEXT) {
            event.put("text", "something else");
        }
        return Json.object().put("seq", messages).put("rev", events.size());
    }

    private void deliver(ObjectNode event, boolean strange, boolean live) {
        events.add(event);
        ObjectNode told = event.deepCopy();
        if (strange && fault == Fault.DELIVERS_OTHER_TEXT) {
            told.put("text", "something else");
        }
        if (strange && fault == Fault.DELIVERS_OTHER_SENDER) {
            told.put("sender", "1");
        }
        if (live) {
            tell(told);
        }
        if (strange && fault == Fault.DELIVERS_TWICE) {
            publish(told.deepCopy().put("rev", events.size() + 1));
        }
    }

    private void publish(ObjectNode event) {
        events.add(event);
        tell(event);
    }

    private void tell(ObjectNode event) {
        String frame = frame("rec", "conversation.7", event);
        sockets.forEach((socket, addresses) -> {
            if (addresses.contains("conversation.7")) {
                socket.writeTextMessage(frame);
            }
        });
    }

    private JsonNode changes(int since) {
        ObjectNode page = Json.object().put("complete", true).put("more", false);
        ArrayNode changes = page.putArray("changes");
        for (ObjectNode event : events.subList(since, events.size())) {
            if (fault != Fault.LOSES_EVENT || event.path("seq").asInt() != 3) {
                changes.add(event);
            }
        }
        return page.put("next", events.size()).put("upTo", events.size());
    }

    private JsonNode history(int after) {
        ObjectNode page = Json.object();
        ArrayNode stored = page.putArray("messages");
        int last = after;
        for (ObjectNode event : events) {
            int seq = event.path("seq").asInt();
            if (seq > last && !(fault == Fault.FORGETS_STORED_MESSAGE && seq == 3)) {
                stored.add(event);
                last = seq;
            }
        }
        return page;
    }

    private static String frame(String type, String address, JsonNode body) {
        return Json.write(
                Json.object().put("type", type).put("address", address).set("body", body));
    }
}
