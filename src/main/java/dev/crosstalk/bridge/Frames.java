package dev.crosstalk.bridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.Json;

/** The frames that the server sends, as src/doc/protocol.md describes them. */
final class Frames {
    private Frames() {}

    /** @param body the JSON text of an event or reply, taken as it is */
    static String received(String address, String body) {
        return "{\"type\":\"rec\",\"address\":" + Json.quote(address) + ",\"body\":" + body + "}";
    }

    static Frame reply(String replyAddress, String body) {
        return Frame.of(received(replyAddress, body));
    }

    /** @param address what was refused: a reply address, a subscribed address, or null for a frame that could not be read */
    static Frame error(String address, Failure failure) {
        ObjectNode frame = Json.object();
        frame.put("type", "err");
        if (address != null) {
            frame.put("address", address);
        }
        frame.put("failureCode", failure.code().number());
        frame.put("failureType", "RECIPIENT_FAILURE");
        frame.put("message", failure.getMessage());
        frame.put("body", failure.code().code());
        frame.put("code", failure.code().code());
        frame.put("kind", failure.code().kind().name());
        if (failure.retryAfterMs() != null) {
            frame.put("retryAfterMs", failure.retryAfterMs());
        }
        return Frame.of(Json.write(frame));
    }

    static Frame registered(String address) {
        return Frame.of(
                "{\"type\":\"event\",\"event\":\"registered\",\"message\":{\"address\":" + Json.quote(address) + "}}");
    }

    /** Says over XHR, whose close frame has one code only, why the server closes. */
    static Frame closing(Close close) {
        return Frame.of("{\"type\":\"event\",\"event\":\"closing\",\"message\":{\"code\":" + close.code()
                + ",\"reason\":" + Json.quote(close.reason()) + "}}");
    }
}
