package dev.crosstalk.http;

import com.fasterxml.jackson.annotation.JsonProperty;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Makes a record of the contract out of a request: fields come from the body, or from the query of a GET or DELETE, where a
 * list is what stands between commas, or JSON; what the path says wins over both.
 */
final class RequestBinder {
    private static final Set<HttpMethod> IN_QUERY = Set.of(HttpMethod.GET, HttpMethod.DELETE);

    private static final String CLIENT_ID = "clientId";

    private RequestBinder() {}

    static <T> T bind(RoutingContext context, Class<T> record) {
        return bind(context, record, Map.of());
    }

    /** @param said fields that method and path say by themselves */
    static <T> T bind(RoutingContext context, Class<T> record, Map<String, Boolean> said) {
        boolean inQuery = IN_QUERY.contains(context.request().method());
        ObjectNode fields = inQuery ? Json.object() : body(context);
        for (RecordComponent component : record.getRecordComponents()) {
            String name = name(component);
            List<String> asked = inQuery ? context.queryParam(name) : List.of();
            String inPath = context.pathParam(name);
            if (inPath != null) {
                put(fields, name, component.getType(), inPath);
            } else if (!asked.isEmpty()) {
                put(fields, name, component.getType(), asked.get(0));
            }
        }
        said.forEach(fields::put);
        if (!inQuery) {
            repeatable(context, record, fields);
        }
        return Json.read(fields, record);
    }

    /** What takes a {@code clientId} can be repeated by the header instead, which is worth the same under one path. */
    private static void repeatable(RoutingContext context, Class<?> record, ObjectNode fields) {
        boolean takes = Arrays.stream(record.getRecordComponents())
                .anyMatch(component -> component.getName().equals(CLIENT_ID) && component.getType() == UUID.class);
        if (takes && !fields.hasNonNull(CLIENT_ID)) {
            UUID given = RepeatKey.given(context, context.normalizedPath());
            if (given != null) {
                fields.put(CLIENT_ID, given.toString());
            }
        }
    }

    private static String name(RecordComponent component) {
        JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        return renamed == null ? component.getName() : renamed.value();
    }

    private static void put(ObjectNode fields, String name, Class<?> type, String value) {
        if (type == Long.class || type == Integer.class || type == long.class || type == int.class) {
            fields.put(name, number(name, value));
        } else if (type == Boolean.class) {
            fields.put(name, truth(name, value));
        } else if (type == List.class && value.startsWith("[")) {
            fields.set(name, Json.parse(value));
        } else if (type == List.class) {
            ArrayNode list = fields.putArray(name);
            for (String part : value.split(",")) {
                list.add(part);
            }
        } else {
            fields.put(name, value);
        }
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw FailureCode.BAD_REQUEST.because(name + " is not a whole number");
        }
    }

    private static boolean truth(String name, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw FailureCode.BAD_REQUEST.because(name + " is neither true nor false");
        }
        return value.equals("true");
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
