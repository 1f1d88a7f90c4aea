package dev.crosstalk.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.Json;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/** What a frame of the bridge is to the socket of a room. */
sealed interface ChatRoomFrame {
    /** The bridge listens for the room from now on. */
    record Registered() implements ChatRoomFrame {}

    /** Somebody has said, changed or deleted something: written once for all who know its author by the same name. */
    final class Said implements ChatRoomFrame {
        private final MessageEvent event;
        private String name;
        private Frame told;

        Said(MessageEvent event) {
            this.event = event;
        }

        MessageEvent event() {
            return event;
        }

        Frame told(long room, String user) {
            if (!user.equals(name)) {
                name = user;
                told = ChatRoomFrames.message(room, event, user);
            }
            return told;
        }
    }

    /** @param address what was refused, or null for a frame that could not be read */
    record Refused(String address, JsonNode failure) implements ChatRoomFrame {}

    /** Nothing that such a socket tells. */
    record Other() implements ChatRoomFrame {}

    /** Reads each frame once, however many sockets of an event loop get it. */
    final class Reader {
        private static final Set<String> SAYINGS = Set.of("message", "edited", "deleted");

        private final Map<Frame, ChatRoomFrame> read = new WeakHashMap<>();

        ChatRoomFrame read(Frame frame) {
            return read.computeIfAbsent(frame, Reader::parse);
        }

        private static ChatRoomFrame parse(Frame frame) {
            JsonNode json = Json.parse(frame.raw());
            return switch (json.path("type").asText()) {
                case "err" -> new Refused(json.path("address").textValue(), json);
                case "event" -> json.path("event").asText().equals("registered") ? new Registered() : new Other();
                default ->
                    SAYINGS.contains(json.path("body").path("type").asText()) ? said(json.get("body")) : new Other();
            };
        }

        private static ChatRoomFrame said(JsonNode body) {
            try {
                return Json.read(body, Event.class) instanceof MessageEvent event ? new Said(event) : new Other();
            } catch (Failure unknown) {
                return new Other();
            }
        }
    }
}
