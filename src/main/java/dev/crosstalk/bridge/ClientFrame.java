package dev.crosstalk.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;

/**
 * A frame of a client. Of its headers only the wish for an acknowledgement counts.
 *
 * @param type ping, register, unregister, send, or anything else
 * @param body the body as parsed, or null
 */
record ClientFrame(String type, String address, JsonNode body, String replyAddress, boolean ack) {
    private static final int MAX_REPLY_ADDRESS = 100;

    /** @throws dev.crosstalk.bus.Failure bad_json or bad_request */
    static ClientFrame parse(String text) {
        if (!mayBeObject(text)) {
            throw FailureCode.BAD_REQUEST.because("a frame is a JSON object");
        }
        JsonNode json = Json.parse(text);
        String replyAddress = text(json, "replyAddress");
        if (replyAddress != null && replyAddress.length() > MAX_REPLY_ADDRESS) {
            throw FailureCode.BAD_REQUEST.because("replyAddress is too long");
        }
        return new ClientFrame(
                text(json, "type"),
                text(json, "address"),
                json.get("body"),
                replyAddress,
                "true".equals(json.path("headers").path("ack").asText()));
    }

    /** Sorts out what is cheaply made in masses before the parser has to throw. */
    private static boolean mayBeObject(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) <= ' ') {
            i++;
        }
        return i < text.length() && text.charAt(i) == '{';
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw FailureCode.BAD_REQUEST.because(field + " is not a text");
        }
        return value.textValue();
    }
}
