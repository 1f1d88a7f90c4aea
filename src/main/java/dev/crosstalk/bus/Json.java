package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The JSON of the contract: readers ignore fields and types that they do not know and refuse values of a wrong type; absent
 * and null are the same.
 */
public final class Json {
    private static final int MAX_DEPTH = 32;
    private static final JsonMapper MAPPER = mapper();

    private Json() {}

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_INVALID_SUBTYPE)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .withCoercionConfig(
                        LogicalType.Textual,
                        config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
        return mapper;
    }

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON: " + value.getClass(), e);
        }
    }

    /**
     * The value that the text says.
     *
     * @throws Failure {@link FailureCode#BAD_JSON}, {@link FailureCode#BAD_REQUEST} with the field's name, or what the
     *     record's own constructor refuses
     */
    public static <T> T read(String text, Class<T> type) {
        try {
            return required(MAPPER.readValue(text, type));
        } catch (JsonProcessingException e) {
            throw refusal(e);
        }
    }

    /** As {@link #read(String, Class)}, of a text that was parsed already. */
    public static <T> T read(JsonNode node, Class<T> type) {
        try {
            return required(MAPPER.treeToValue(node, type));
        } catch (JsonProcessingException e) {
            throw refusal(e);
        }
    }

    public static JsonNode parse(String text) {
        return read(text, JsonNode.class);
    }

    /** An empty object to which fields are added. */
    public static com.fasterxml.jackson.databind.node.ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The value as a tree, to be put into another. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The JSON of a text, with its quotes. */
    public static String quote(String text) {
        return write(text);
    }

    private static <T> T required(T value) {
        if (value == null) {
            throw FailureCode.BAD_REQUEST.because("a JSON object is required");
        }
        return value;
    }

    private static Failure refusal(JsonProcessingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure failure) {
                return failure;
            }
        }
        if (e instanceof JsonMappingException mapping && !(e.getCause() instanceof JsonParseException)) {
            String path = path(mapping.getPath());
            return FailureCode.BAD_REQUEST.because(
                    path.isEmpty() ? "the JSON is not of the documented shape" : path + " has a value of a wrong type");
        }
        return FailureCode.BAD_JSON.failure();
    }

    private static String path(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(reference ->
                        reference.getFieldName() != null ? reference.getFieldName() : "[" + reference.getIndex() + "]")
                .collect(Collectors.joining("."));
    }
}
