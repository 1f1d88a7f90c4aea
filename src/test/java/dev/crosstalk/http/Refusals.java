package dev.crosstalk.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.testing.Api;

/** Refusals as they are compared: without the number of the request, which is another's each time. */
final class Refusals {
    private Refusals() {}

    static JsonNode told(Api.Answer answer) {
        ObjectNode body = (ObjectNode) answer.body();
        body.remove("requestId");
        return body;
    }
}
