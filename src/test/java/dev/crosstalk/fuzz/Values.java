package dev.crosstalk.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** What is put where the document wants something: mostly what it says, sometimes what nobody should send. */
final class Values {
    private static final List<Object> STRANGE = List.of(
            "",
            " ",
            "0",
            "-1",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999999",
            "1e999",
            "NaN",
            "null",
            "true",
            "../../etc/passwd",
            "%00",
            "\u0000",
            "\ud83d",
            "\u202eabc",
            "e\u0301\u0301\u0301",
            "👩‍👩‍👧‍👦",
            "' OR 1=1 --",
            "\"; DROP TABLE message; --",
            "<script>alert(1)</script>",
            "{\"a\":1}",
            "a".repeat(300),
            "ß".repeat(5_000),
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            Integer.MAX_VALUE + 1L,
            -1,
            0,
            1.5,
            1e300,
            true);

    private final ApiDocument document;
    private final Random random;
    private final List<String> ids = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();

    Values(ApiDocument document, Random random) {
        this.document = document;
        this.random = random;
    }

    /** An id of something that exists, one's own or another's. */
    void know(String id) {
        ids.add(id);
    }

    void knowToken(String token) {
        tokens.add(token);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T one(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** A parameter of a path or a query, as text. */
    String text(JsonObject schema) {
        Object value = value(schema, 0);
        if (value instanceof JsonArray list) {
            return String.join(",", list.stream().map(String::valueOf).toList());
        }
        return String.valueOf(value);
    }

    Object value(JsonObject given, int depth) {
        if (chance(0.15)) {
            return strange(depth);
        }
        JsonObject schema = document.resolve(given);
        if (schema.containsKey("enum")) {
            return one(schema.getJsonArray("enum").stream().toList());
        }
        Object type = schema.getValue("type");
        String name = type instanceof JsonArray several ? several.getString(0) : String.valueOf(type);
        return switch (name) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer", "number" -> one(List.of(0, 1, 2, 3, 7, 100, 1_000, 1_700_000_000_000L));
            case "boolean" -> random.nextBoolean();
            default -> string(schema);
        };
    }

    private Object strange(int depth) {
        if (depth > 0 && chance(0.3)) {
            return one(java.util.Arrays.asList(
                    null,
                    new JsonArray(),
                    new JsonObject(),
                    new JsonArray().add(1).addNull()));
        }
        return one(STRANGE);
    }

    private String string(JsonObject schema) {
        if ("uuid".equals(schema.getString("format"))) {
            return chance(0.4) && !tokens.isEmpty()
                    ? one(tokens)
                    : UUID.randomUUID().toString();
        }
        if (schema.containsKey("pattern") || chance(0.3)) {
            return ids.isEmpty() ? "1" : one(ids);
        }
        return one(List.of("hello", "Grüße 😀", "a", "👍", ":wave:", "all", "me", "installation", "theme", "dark"));
    }

    private JsonArray array(JsonObject schema, int depth) {
        JsonArray list = new JsonArray();
        if (schema.containsKey("prefixItems")) {
            schema.getJsonArray("prefixItems").forEach(item -> list.add(value((JsonObject) item, depth + 1)));
            return list;
        }
        int size = chance(0.05) ? 2_000 : random.nextInt(4);
        for (int i = 0; i < size; i++) {
            list.add(value(schema.getJsonObject("items", new JsonObject().put("type", "string")), depth + 1));
        }
        return list;
    }

    private JsonObject object(JsonObject schema, int depth) {
        JsonObject object = new JsonObject();
        if (depth > 5) {
            return object;
        }
        List<Object> required =
                schema.getJsonArray("required", new JsonArray()).stream().toList();
        schema.getJsonObject("properties", new JsonObject()).forEach(property -> {
            boolean wanted = required.contains(property.getKey()) ? !chance(0.05) : chance(0.5);
            if (wanted) {
                object.put(property.getKey(), value((JsonObject) property.getValue(), depth + 1));
            }
        });
        if (chance(0.1)) {
            object.put("senderId", "1").put("role", "owner").put("__proto__", new JsonObject().put("admin", true));
        }
        return object;
    }
}
