package dev.crosstalk.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.RecordComponent;
import java.util.List;

/**
 * Makes a record of the contract out of a request: fields come from the body, or from the query of a GET; what the path says
 * wins over both.
 */
final class RequestBinder {
    private RequestBinder() {}

    static <T> T bind(RoutingContext context, Class<T> record) {
        boolean get = context.request().method().equals(HttpMethod.GET);
        ObjectNode fields = get ? query(context, record) : body(context);
        context.pathParams().forEach((name, value) -> fields.put(name, value));
        return Json.read(fields, record);
    }

    private static ObjectNode query(RoutingContext context, Class<?> record) {
        ObjectNode fields = Json.object();
        for (RecordComponent component : record.getRecordComponents()) {
            List<String> values = context.queryParam(component.getName());
            if (!values.isEmpty()) {
                put(fields, component, values.get(0));
            }
        }
        return fields;
    }

    private static void put(ObjectNode fields, RecordComponent component, String value) {
        Class<?> type = component.getType();
        if (type == Long.class || type == Integer.class || type == long.class || type == int.class) {
            fields.put(component.getName(), number(component.getName(), value));
        } else if (type == List.class) {
            ArrayNode list = fields.putArray(component.getName());
            for (String part : value.split(",")) {
                list.add(part);
            }
        } else {
            fields.put(component.getName(), value);
        }
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw FailureCode.BAD_REQUEST.because(name + " is not a whole number");
        }
    }

    /** The body as a JSON object, empty if there is none. */
    static ObjectNode body(RoutingContext context) {
        Buffer body = context.body().buffer();
        if (body == null || body.length() == 0) {
            return Json.object();
        }
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        // A form of another site cannot send this type without asking first.
        if (type == null || !type.toLowerCase(java.util.Locale.ROOT).startsWith("application/json")) {
            throw FailureCode.UNSUPPORTED_MEDIA_TYPE.failure();
        }
        JsonNode node = Json.parse(body.toString());
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw FailureCode.BAD_REQUEST.because("a JSON object is required");
    }
}
