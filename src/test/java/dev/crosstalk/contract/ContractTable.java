package dev.crosstalk.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.crosstalk.bus.AddressTerms;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Terms;
import dev.crosstalk.http.Operation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of all commands, events and failures, for people. */
final class ContractTable {
    private final SourceDocs docs;
    private final Routes routes;
    private final StringBuilder text = new StringBuilder();

    ContractTable(SourceDocs docs, Routes routes) {
        this.docs = docs;
        this.routes = routes;
    }

    String markdown() {
        text.append("# The contract in tables\n\n");
        text.append(
                "Every command and event with its fields, who may, and how it may fail. Made from the code; a test compares.\n");
        text.append(
                "[The protocol](protocol.md) says how they are carried and what they mean together. `?` marks what may be absent.\n\n");
        commands();
        events();
        shapes();
        failures();
        return text.toString();
    }

    private void commands() {
        text.append("## Commands\n");
        text.append(
                        "Sent to `cmd.<capability>.<verb>`, or over HTTP. Besides the failures named here every command may fail with ")
                .append(codes(List.copyOf(FailureCode.COMMON)))
                .append(".\n\n");
        text.append(
                "| command | HTTP | fields | reply | who | failures of its own | |\n|---|---|---|---|---|---|---|\n");
        CommandType.ALL.stream().filter(CommandType::bridged).forEach(this::command);
        text.append('\n');
        overHttpAlone();
        text.append("Inside of the cluster, or over HTTP alone:\n\n");
        text.append("| command | fields | reply | |\n|---|---|---|---|\n");
        CommandType.ALL.stream()
                .filter(type -> !type.bridged())
                .forEach(type -> row(
                        "`" + Schemas.name(type) + "`" + http(type),
                        code(Schemas.line(type.command(), Schemas.requiredOf(type))),
                        code(type.reply().getSimpleName()),
                        docs.of(type.command()).text()));
        text.append('\n');
    }

    private void overHttpAlone() {
        text.append("What HTTP offers besides commands:\n\n");
        text.append("| request | parameters | body | answer | who | failures of its own | |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        routes.others().stream().filter(route -> !route.method().equals("HEAD")).forEach(route -> {
            Operation operation = route.operation();
            row(
                    "`" + route.method() + " " + route.path() + "`",
                    operation.parameters().keySet().stream()
                            .sorted()
                            .map(ContractTable::code)
                            .collect(Collectors.joining(", ")),
                    content(operation.takes()),
                    content(operation.gives()),
                    operation.who().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    codes(operation.fails()),
                    operation.summary());
        });
        text.append('\n');
    }

    private static String content(Operation.Content content) {
        if (content == null) {
            return "";
        }
        return code(
                content.shape() == null
                        ? content.mediaType()
                        : content.shape().isArray()
                                ? "[" + content.shape().getComponentType().getSimpleName() + "]"
                                : Schemas.line(content.shape(), primitives(content.shape())));
    }

    private void command(CommandType<?, ?> type) {
        Terms terms = type.terms();
        row(
                "`cmd." + Schemas.name(type) + "`",
                http(type).strip(),
                code(Schemas.line(type.command(), Schemas.requiredOf(type))),
                code(type.reply().getSimpleName()),
                terms == null ? "" : terms.who(),
                terms == null ? "" : codes(List.of(terms.fails())),
                docs.of(type.command()).text());
    }

    private String http(CommandType<?, ?> type) {
        return routes.commands().stream()
                .filter(route -> route.type() == type)
                .map(route -> " `" + route.method() + " " + route.path() + "`")
                .collect(Collectors.joining(","));
    }

    private void events() {
        text.append("## Events\n");
        text.append(
                        "Who else subscribes is told the failure named here, and so is whose subscription ends. Every subscription may")
                .append(" besides fail with or end by ")
                .append(codes(AddressTerms.COMMON))
                .append(".\n\n");
        text.append("| address | `type` | fields | who | refusal | |\n|---|---|---|---|---|---|\n");
        for (JsonSubTypes.Type type :
                Event.class.getAnnotation(JsonSubTypes.class).value()) {
            AddressTerms audience = AddressTerms.of(Schemas.target(type.name()));
            row(
                    "`" + Schemas.address(type.name()) + "`",
                    "`" + type.name() + "`",
                    code(Schemas.line(type.value(), Schemas.requiredOfEvent(docs, type.value(), type.name()))),
                    audience.who(),
                    codes(List.of(audience.refusal())),
                    docs.of(type.value()).text());
        }
        text.append('\n');
    }

    /** The records that replies and events consist of. */
    private void shapes() {
        text.append("## Shapes\n");
        text.append("| name | fields | |\n|---|---|---|\n");
        Map<String, Class<?>> shapes = new TreeMap<>();
        CommandType.ALL.forEach(type -> collect(type.reply(), shapes));
        Schemas.events().values().forEach(event -> collectParts(event, shapes));
        routes.others().stream()
                .map(route -> route.operation().gives())
                .filter(gives ->
                        gives != null && gives.shape() != null && !gives.shape().isArray())
                .forEach(gives -> collectParts(gives.shape(), shapes));
        routes.others().stream()
                .map(route -> route.operation().gives())
                .filter(gives ->
                        gives != null && gives.shape() != null && gives.shape().isArray())
                .forEach(gives -> collect(gives.shape().getComponentType(), shapes));
        shapes.forEach((name, shape) -> row(
                "`" + name + "`",
                code(Schemas.line(shape, primitives(shape))),
                docs.of(shape).text()));
        text.append('\n');
    }

    private static List<String> primitives(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .filter(component -> component.getType().isPrimitive() || component.getType() == List.class)
                .map(Schemas::name)
                .toList();
    }

    private static void collect(Class<?> type, Map<String, Class<?>> shapes) {
        boolean known = shapes.containsValue(type);
        boolean plain = !type.isRecord() || type.getRecordComponents().length == 0 || isId(type);
        if (known || plain || Event.class.isAssignableFrom(type)) {
            return;
        }
        shapes.put(type.getSimpleName(), type);
        collectParts(type, shapes);
    }

    private static void collectParts(Class<?> type, Map<String, Class<?>> shapes) {
        Set<Class<?>> parts = new LinkedHashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getGenericType() instanceof java.lang.reflect.ParameterizedType list) {
                if (list.getActualTypeArguments()[0] instanceof Class<?> element) {
                    parts.add(element);
                }
            } else {
                parts.add(component.getType());
            }
        }
        parts.forEach(part -> collect(part, shapes));
    }

    private static boolean isId(Class<?> type) {
        return type.getRecordComponents().length == 1
                && type.getRecordComponents()[0].getName().equals("value");
    }

    private void failures() {
        text.append("## Failures\n");
        text.append("| code | number | HTTP | kind | |\n|---|---|---|---|---|\n");
        for (FailureCode code : FailureCode.values()) {
            row(
                    "`" + code.code() + "`",
                    Integer.toString(code.number()),
                    Integer.toString(code.httpStatus()),
                    code.kind().name(),
                    code.failure().getMessage());
        }
    }

    private static String codes(List<FailureCode> codes) {
        return codes.stream().map(code -> "`" + code.code() + "`").collect(Collectors.joining(", "));
    }

    private static String code(String value) {
        return "`" + value + "`";
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
