package dev.crosstalk.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.ConversationEvent.Edited;
import dev.crosstalk.bus.ConversationEvent.Message;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.EventTypes;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.MessageCommand.Post;
import java.util.UUID;

/** The texts of a room's socket, as src/doc/chatrooms.md describes them. */
final class ChatRoomFrames {
    private ChatRoomFrames() {}

    static Frame message(long room, MessageEvent event, String user) {
        ObjectNode json = Json.object();
        json.put("type", EventTypes.nameOf(event.getClass()));
        json.put("chatroom", room);
        json.put("user", user);
        if (event instanceof Message message) {
            json.put("message", message.text());
        } else if (event instanceof Edited edited) {
            json.put("message", edited.text());
        }
        json.put("timestamp", event.time());
        json.put("seq", event.seq());
        json.put("userId", event.sender().toString());
        if (event.clientId() != null) {
            json.put("clientId", event.clientId().toString());
        }
        return Frame.of(Json.write(json));
    }

    /** Begins the socket's interest in the room. */
    static String register(ConversationId room) {
        ObjectNode frame = Json.object();
        frame.put("type", "register");
        frame.put("address", Addresses.conversation(room));
        frame.putObject("headers").put("ack", "true");
        return Json.write(frame);
    }

    /** The history is at its end; what follows is live. */
    static Frame live(long room, long lastSeq) {
        ObjectNode json = Json.object();
        json.put("type", "live");
        json.put("chatroom", room);
        json.put("lastSeq", lastSeq);
        return Frame.of(Json.write(json));
    }

    /** @param clientId of the message that was refused, or null */
    static Frame error(JsonNode failure, String clientId) {
        ObjectNode json = Json.object();
        json.put("type", "error");
        for (String field : new String[] {"code", "kind", "message", "retryAfterMs"}) {
            if (failure.hasNonNull(field)) {
                json.set(field, failure.get(field));
            }
        }
        if (clientId != null) {
            json.put("clientId", clientId);
        }
        return Frame.of(Json.write(json));
    }

    /**
     * The bridge's frame for what somebody says: a plain text, or an object with {@code message} and perhaps a {@code clientId}. The
     * reply is addressed by the {@code clientId}.
     *
     * @throws Failure bad_request
     */
    static String post(ConversationId room, String text) {
        JsonNode said = text.startsWith("{") ? object(text) : null;
        UUID clientId = said == null ? UUID.randomUUID() : clientId(said);
        ObjectNode frame = Json.object();
        frame.put("type", "send");
        frame.put("address", CommandType.address(Post.class));
        frame.put("replyAddress", clientId.toString());
        ObjectNode body = frame.putObject("body");
        body.put("conversation", room.toString());
        body.put("text", said == null ? text : said.get("message").asText());
        body.put("clientId", clientId.toString());
        return Json.write(frame);
    }

    /** @return null for what only looks like JSON */
    private static JsonNode object(String text) {
        JsonNode json;
        try {
            json = Json.parse(text);
        } catch (Failure plain) {
            return null;
        }
        if (!json.path("message").isTextual()) {
            throw FailureCode.BAD_REQUEST.because("message is missing, or is not a text");
        }
        return json;
    }

    private static UUID clientId(JsonNode said) {
        JsonNode given = said.get("clientId");
        if (given == null || given.isNull()) {
            return UUID.randomUUID();
        }
        try {
            return UUID.fromString(given.asText());
        } catch (IllegalArgumentException e) {
            throw FailureCode.BAD_REQUEST.because("clientId is not a UUID");
        }
    }
}
