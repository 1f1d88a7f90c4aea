package dev.crosstalk.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.Json;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** JSON Schemas (draft 2020-12) of the records of the contract. */
final class Schemas {
    private static final Path GOLDEN = Path.of("src/test/resources/contract");
    private static final String ID = "^[1-9][0-9]{0,18}$";

    private final SourceDocs docs;
    private final Map<String, ObjectNode> components = new TreeMap<>();
    private final Map<Class<?>, String> names = new HashMap<>();

    Schemas(SourceDocs docs) {
        this.docs = docs;
    }

    /** All schemas that were referred to, by name. */
    ObjectNode components() {
        ObjectNode all = Json.object();
        components.forEach(all::set);
        return all;
    }

    static Map<String, Class<? extends Event>> events() {
        Map<String, Class<? extends Event>> events = new TreeMap<>();
        for (JsonSubTypes.Type type :
                Event.class.getAnnotation(JsonSubTypes.class).value()) {
            events.put(type.name(), type.value().asSubclass(Event.class));
        }
        return events;
    }

    static String name(CommandType<?, ?> type) {
        return type.capability() + "." + type.verb();
    }

    static JsonNode golden(String file) {
        try {
            return Json.parse(Files.readString(GOLDEN.resolve(file + ".json")));
        } catch (IOException e) {
            throw new AssertionError("no golden file " + file, e);
        }
    }

    /** The schema of a command's body without the fields that stand elsewhere, such as in a path. */
    ObjectNode command(CommandType<?, ?> type, Set<String> elsewhere) {
        ObjectNode schema = object(type.command(), requiredOf(type));
        ObjectNode properties = (ObjectNode) schema.get("properties");
        elsewhere.forEach(properties::remove);
        ArrayNode required = schema.putArray("required");
        requiredOf(type).stream().filter(field -> !elsewhere.contains(field)).forEach(required::add);
        return schema;
    }

    /** What an event of that type is published about. */
    static Addresses.Target target(String event) {
        return Addresses.parse(Addresses.of(Json.read(golden("event/" + event), Event.class)));
    }

    /** The address at which an event is published, with what stands for its number. */
    static String address(String event) {
        String address = Addresses.of(Json.read(golden("event/" + event), Event.class));
        boolean directory = target(event) instanceof Addresses.Target.Directory;
        return address.replaceAll("[0-9]+$", directory ? "<application>" : "<id>");
    }

    /** What a command cannot do without: the fields without which no body is accepted that is made of its golden file. */
    static List<String> requiredOf(CommandType<?, ?> type) {
        List<String> names = Arrays.stream(type.command().getRecordComponents())
                .map(Schemas::name)
                .toList();
        List<Set<String>> accepted = GoldenVariants.of((ObjectNode) golden("command/" + name(type)), type.command());
        return names.stream()
                .filter(field -> accepted.stream().allMatch(fields -> fields.contains(field)))
                .toList();
    }

    /** What a component is called in JSON. */
    static String name(RecordComponent component) {
        JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        return renamed == null ? component.getName() : renamed.value();
    }

    ObjectNode reference(Type type) {
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            return Json.object().put("type", "object");
        }
        if (type instanceof ParameterizedType list) {
            ObjectNode array = Json.object().put("type", "array");
            array.set("items", reference(list.getActualTypeArguments()[0]));
            return array;
        }
        return ofClass((Class<?>) type);
    }

    private ObjectNode ofClass(Class<?> type) {
        if (type.isArray()) {
            ObjectNode array = Json.object().put("type", "array");
            array.set("items", ofClass(type.getComponentType()));
            return array;
        }
        if (type == long.class || type == Long.class || type == int.class || type == Integer.class) {
            return Json.object().put("type", "integer");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Json.object().put("type", "boolean");
        }
        if (type == String.class) {
            return Json.object().put("type", "string");
        }
        if (type == UUID.class) {
            return Json.object().put("type", "string").put("format", "uuid");
        }
        if (type.isEnum()) {
            return enumeration(type);
        }
        if (isId(type)) {
            return Json.object().put("type", "string").put("pattern", ID);
        }
        if (isText(type)) {
            return Json.object().put("type", "string");
        }
        if (type.isRecord() || type.isInterface()) {
            return Json.object().put("$ref", "#/components/schemas/" + component(type));
        }
        return Json.object();
    }

    private static boolean isId(Class<?> type) {
        return isText(type) && type.getSimpleName().endsWith("Id");
    }

    /** Whether it is one text in JSON. */
    private static boolean isText(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
    }

    private static ObjectNode enumeration(Class<?> type) {
        ObjectNode schema = Json.object().put("type", "string");
        ArrayNode values = schema.putArray("enum");
        for (Object constant : type.getEnumConstants()) {
            values.add(Json.tree(constant));
        }
        return schema;
    }

    private String component(Class<?> type) {
        String known = names.get(type);
        if (known != null) {
            return known;
        }
        String name = nameOf(type);
        names.put(type, name);
        components.put(name, Json.object());
        if (isArray(type)) {
            components.put(name, tuple(type));
        } else {
            components.put(name, type.isInterface() ? oneOf(type) : object(type, primitives(type)));
        }
        return name;
    }

    /** Whether its JSON is an array of its components. */
    private static boolean isArray(Class<?> record) {
        JsonFormat format = record.getAnnotation(JsonFormat.class);
        return format != null && format.shape() == JsonFormat.Shape.ARRAY;
    }

    private ObjectNode tuple(Class<?> record) {
        ObjectNode schema = Json.object().put("type", "array");
        schema.put("description", docs.of(record).text());
        ArrayNode items = schema.putArray("prefixItems");
        int required = 0;
        for (RecordComponent component : record.getRecordComponents()) {
            ObjectNode item = reference(component.getGenericType());
            if (component.getType().isPrimitive() || isId(component.getType())) {
                required++;
            } else {
                item.set("type", Json.tree(List.of(item.get("type").asText(), "null")));
            }
            items.add(item);
        }
        return schema.put("minItems", required).put("maxItems", items.size());
    }

    private String nameOf(Class<?> type) {
        String simple = type.getSimpleName();
        return components.containsKey(simple) && type.getEnclosingClass() != null
                ? type.getEnclosingClass().getSimpleName() + simple
                : simple;
    }

    private ObjectNode oneOf(Class<?> sealed) {
        ObjectNode schema = Json.object();
        ArrayNode choices = schema.putArray("oneOf");
        events().values().stream().filter(sealed::isAssignableFrom).forEach(event -> choices.add(ofClass(event)));
        schema.putObject("discriminator").put("propertyName", "type");
        return schema;
    }

    private static List<String> primitives(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .filter(component -> component.getType().isPrimitive())
                .map(Schemas::name)
                .toList();
    }

    private ObjectNode object(Class<?> record, List<String> required) {
        SourceDocs.Doc doc = docs.of(record);
        ObjectNode schema = Json.object().put("type", "object");
        if (!doc.text().isEmpty()) {
            schema.put("description", doc.text());
        }
        ObjectNode properties = schema.putObject("properties");
        eventName(record).ifPresent(name -> properties.putObject("type").put("const", name));
        for (RecordComponent component : record.getRecordComponents()) {
            ObjectNode property = reference(component.getGenericType());
            String said = doc.fields().get(component.getName());
            if (said != null) {
                property.put("description", said);
            }
            properties.set(name(component), property);
        }
        ArrayNode list = schema.putArray("required");
        eventName(record).ifPresent(name -> list.add("type"));
        required.forEach(list::add);
        return schema;
    }

    private static java.util.Optional<String> eventName(Class<?> record) {
        return events().entrySet().stream()
                .filter(entry -> entry.getValue() == record)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The fields of a record in one line: optional ones with a question mark. */
    static String line(Class<?> record, List<String> required) {
        String fields = Arrays.stream(record.getRecordComponents())
                .map(component -> name(component) + (required.contains(name(component)) ? "" : "?") + ": "
                        + typeName(component.getGenericType()))
                .collect(Collectors.joining(", "));
        return isArray(record) ? "[" + fields + "]" : "{" + fields + "}";
    }

    private static String typeName(Type type) {
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            return "{name: value}";
        }
        if (type instanceof ParameterizedType list) {
            return "[" + typeName(list.getActualTypeArguments()[0]) + "]";
        }
        Class<?> plain = (Class<?>) type;
        if (isId(plain)) {
            return "id";
        }
        if (isText(plain)) {
            return "text";
        }
        if (plain.isEnum()) {
            return Arrays.stream(plain.getEnumConstants())
                    .map(constant -> Json.tree(constant).asText())
                    .collect(Collectors.joining("\\|"));
        }
        return switch (plain.getSimpleName()) {
            case "long", "Long", "int", "Integer" -> "number";
            case "String" -> "text";
            case "UUID" -> "uuid";
            case "Boolean" -> "boolean";
            default -> plain.getSimpleName();
        };
    }

    /** What an event always has: its golden file does, and its doc does not say that it may be null. */
    static List<String> requiredOfEvent(SourceDocs docs, Class<?> event, String name) {
        JsonNode golden = golden("event/" + name);
        Map<String, String> said = docs.of(event).fields();
        return Arrays.stream(event.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(golden::has)
                .filter(field -> !said.getOrDefault(field, "").contains("null"))
                .toList();
    }
}
