package dev.crosstalk.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads a configuration: the defaults, over them a JSON file, over it the environment.
 *
 * <p>The shape is a tree of records. Unknown keys and values of a wrong type are refused with a {@link StartupFailure} that names them.
 *
 * @param <C> the root record
 */
public final class ConfigLoader<C extends Record> {
    private static final String VARIABLES = "CROSSTALK_";

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private final C defaults;
    private final ConfigSchema schema;

    public ConfigLoader(C defaults) {
        this.defaults = defaults;
        this.schema = new ConfigSchema(mapper, defaults.getClass());
    }

    /**
     * As {@link #load(Path, Map)}; where neither file nor environment says anything, without making what reads them: a third of
     * the time in which a node starts on its defaults.
     */
    public static <C extends Record> C load(C defaults, Path file, Map<String, String> environment) {
        boolean says = file != null || environment.keySet().stream().anyMatch(name -> name.startsWith(VARIABLES));
        return says ? new ConfigLoader<>(defaults).load(file, environment) : defaults;
    }

    /**
     * @param file the JSON file, or null for the defaults alone
     * @param environment the process's environment
     */
    public C load(Path file, Map<String, String> environment) {
        ObjectNode tree = mapper.valueToTree(defaults);
        if (file != null) {
            overlay(file + ": ", "", tree, readFile(file));
        }
        overlayEnvironment(tree, environment);
        return convert(tree);
    }

    /** The configuration as JSON, secrets masked. */
    public String print(C config) {
        try {
            return mapper.writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode readFile(Path file) {
        try {
            JsonNode node = mapper.readTree(Files.readString(file));
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new StartupFailure(file + ": not a JSON object");
        } catch (NoSuchFileException e) {
            throw new StartupFailure(file + ": there is no such file");
        } catch (JsonProcessingException e) {
            throw new StartupFailure(
                    file + ": not JSON, line " + e.getLocation().getLineNr() + ": "
                            + e.getOriginalMessage().replace('\n', ' '));
        } catch (IOException e) {
            throw new StartupFailure(file + ": cannot be read: " + e.getMessage());
        }
    }

    private void overlay(String source, String prefix, ObjectNode target, ObjectNode overlay) {
        overlay.properties().forEach(entry -> {
            String path = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
            JsonNode value = entry.getValue();
            if (schema.isSection(path)) {
                if (!(value instanceof ObjectNode object)) {
                    throw new StartupFailure(source + path + " must be an object");
                }
                overlay(source, path, (ObjectNode) target.get(entry.getKey()), object);
            } else if (schema.isLeaf(path)) {
                target.set(entry.getKey(), checked(source + path, schema.leaf(path), value));
            } else {
                throw new StartupFailure(
                        source + "unknown key " + path + "; did you mean " + schema.nearestKey(path) + "?");
            }
        });
    }

    private JsonNode checked(String where, JavaType type, JsonNode value) {
        if (value.isNull() && !type.isPrimitive()) {
            return value;
        }
        try {
            if (mapper.treeToValue(value, type) != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            // answered below: the parser's own words speak of Java types
        }
        boolean secret = type.getRawClass() == Secret.class;
        throw new StartupFailure(where + " must be " + describe(type) + (secret ? "" : ", not " + value));
    }

    private void overlayEnvironment(ObjectNode tree, Map<String, String> environment) {
        Map<String, String> variables = schema.variables();
        environment.forEach((name, text) -> {
            if (!name.startsWith(VARIABLES)) {
                return;
            }
            String path = variables.get(name);
            if (path == null) {
                throw new StartupFailure("unknown environment variable " + name + "; did you mean "
                        + ConfigSchema.nearest(name, variables.keySet()) + "?");
            }
            JavaType type = schema.leaf(path);
            set(tree, path, checked(name, type, fromText(type, text)));
        });
    }

    private static void set(ObjectNode tree, String path, JsonNode value) {
        int dot = path.lastIndexOf('.');
        ObjectNode section = dot < 0
                ? tree
                : (ObjectNode) tree.at("/" + path.substring(0, dot).replace('.', '/'));
        section.set(path.substring(dot + 1), value);
    }

    private static JsonNode fromText(JavaType type, String text) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (type.isCollectionLikeType()) {
            ArrayNode list = nodes.arrayNode();
            for (String part : text.split(",")) {
                if (!part.isBlank()) {
                    list.add(part.strip());
                }
            }
            return list;
        }
        Class<?> raw = type.getRawClass();
        if (raw == boolean.class || raw == Boolean.class) {
            return text.equals("true") || text.equals("false")
                    ? nodes.booleanNode(Boolean.parseBoolean(text))
                    : nodes.textNode(text);
        }
        if (raw.isPrimitive() || Number.class.isAssignableFrom(raw)) {
            try {
                return nodes.numberNode(Long.parseLong(text));
            } catch (NumberFormatException e) {
                return nodes.textNode(text);
            }
        }
        return nodes.textNode(text);
    }

    private static String describe(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (type.isCollectionLikeType()) {
            return "a list";
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return "true or false";
        }
        if (raw.isPrimitive() || Number.class.isAssignableFrom(raw)) {
            return "a whole number";
        }
        return raw.isEnum()
                ? "one of "
                        + java.util.Arrays.stream(raw.getEnumConstants())
                                .map(Object::toString)
                                .collect(Collectors.joining(", "))
                : "a text";
    }

    @SuppressWarnings("unchecked")
    private C convert(ObjectNode tree) {
        try {
            return (C) mapper.treeToValue(tree, defaults.getClass());
        } catch (JsonMappingException e) {
            String path = e.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .collect(Collectors.joining("."));
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartupFailure(path + ": " + cause.getMessage());
        } catch (JsonProcessingException e) {
            throw new StartupFailure(e.getOriginalMessage());
        }
    }
}
