package dev.crosstalk.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.http.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The OpenAPI document of all that HTTP offers. */
final class OpenApiDocument {
    private static final String PROBLEM = "#/components/schemas/Problem";

    private final SourceDocs docs;
    private final Routes routes;
    private final Schemas schemas;

    OpenApiDocument(SourceDocs docs, Routes routes) {
        this.docs = docs;
        this.routes = routes;
        this.schemas = new Schemas(docs);
    }

    ObjectNode json() {
        ObjectNode document = Json.object().put("openapi", "3.1.0");
        document.putObject("info").put("title", "Crosstalk").put("version", AsyncApiDocument.VERSION);
        Map<String, ObjectNode> sorted = new TreeMap<>();
        routes.commands().forEach(route -> add(sorted, route.path(), route.method(), operation(route)));
        routes.others().forEach(route -> add(sorted, route.path(), route.method(), operation(route)));
        ObjectNode paths = document.putObject("paths");
        sorted.forEach(paths::set);
        schemas.reference(Failure.Wire.class);
        ObjectNode components = document.putObject("components");
        ObjectNode all = schemas.components();
        all.set("Problem", problem((ObjectNode) all.get("Wire")));
        components.set("schemas", all);
        ObjectNode security = components.putObject("securitySchemes");
        security.putObject("bearer").put("type", "http").put("scheme", "bearer");
        security.putObject("cookie").put("type", "apiKey").put("in", "cookie").put("name", "crosstalk");
        security.putObject("administrator")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "The secret http.adminSecret of the configuration.");
        security.putObject("application")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "The secret that was told when the application was made.");
        ArrayNode either = document.putArray("security");
        either.addObject().putArray("bearer");
        either.addObject().putArray("cookie");
        return document;
    }

    /** What one route does for several commands is one operation with the parameters of all. */
    private static void add(Map<String, ObjectNode> paths, String path, String method, ObjectNode operation) {
        ObjectNode methods = paths.computeIfAbsent(path, first -> Json.object());
        String key = method.toLowerCase(Locale.ROOT);
        if (methods.get(key) instanceof ObjectNode before) {
            before.withArray("parameters").addAll((ArrayNode) operation.get("parameters"));
            before.put(
                    "summary",
                    before.get("summary").asText() + " Or: "
                            + operation.get("summary").asText());
        } else {
            methods.set(key, operation);
        }
    }

    private ObjectNode operation(Routes.Routed route) {
        CommandType<?, ?> type = route.type();
        String suffix = isOnly(route) ? "" : "." + route.method().toLowerCase(Locale.ROOT);
        ObjectNode operation = Json.object()
                .put("operationId", Schemas.name(type) + suffix)
                .put("summary", docs.of(type.command()).text());
        operation.putArray("tags").add(type.capability());
        ArrayNode parameters = operation.putArray("parameters");
        ObjectNode properties = (ObjectNode) schemas.command(type, Set.of()).get("properties");
        route.inPath().forEach(name -> parameters.add(parameter(name, "path", true, properties)));
        ObjectNode body = schemas.command(type, route.elsewhere());
        if (route.method().equals("GET") || route.method().equals("DELETE")) {
            List<String> required = Schemas.requiredOf(type);
            body.get("properties").fieldNames().forEachRemaining(name -> {
                if (!properties.path(name).path("items").has("$ref")) {
                    parameters.add(parameter(name, "query", required.contains(name), properties));
                }
            });
        } else if (!body.get("properties").isEmpty()) {
            ObjectNode content = operation
                    .putObject("requestBody")
                    .put("required", !body.get("required").isEmpty());
            content.putObject("content").putObject("application/json").set("schema", body);
        }
        List<FailureCode> fails =
                type.terms() == null ? List.of() : List.of(type.terms().fails());
        Operation.Content gives =
                type.reply() == Done.class ? null : new Operation.Content("application/json", type.reply());
        operation.set("responses", responses(gives, fails));
        return operation;
    }

    private ObjectNode operation(Routes.Described route) {
        Operation said = route.operation();
        String suffix = route.method().equals("HEAD") ? ".head" : "";
        ObjectNode operation =
                Json.object().put("operationId", said.name() + suffix).put("summary", said.summary());
        operation.putArray("tags").add(said.name().replaceFirst("\\..*", ""));
        ArrayNode parameters = operation.putArray("parameters");
        ObjectNode properties = Json.object();
        new TreeMap<>(said.parameters()).forEach((name, type) -> properties.set(name, schemas.reference(type)));
        properties.fieldNames().forEachRemaining(name -> {
            boolean inPath = route.inPath().contains(name);
            parameters.add(parameter(name, inPath ? "path" : "query", inPath, properties));
        });
        if (said.takes() != null) {
            ObjectNode body = operation.putObject("requestBody").put("required", true);
            body.set("content", content(said.takes()));
        }
        operation.set("responses", responses(said.gives(), said.fails()));
        if (said.who() != Operation.Who.SIGNED_IN) {
            ArrayNode security = operation.putArray("security");
            if (said.who() == Operation.Who.APPLICATIONS) {
                security.addObject().putArray("application");
            }
            if (said.who() == Operation.Who.ADMINISTRATORS || said.who() == Operation.Who.APPLICATIONS) {
                security.addObject().putArray("administrator");
            }
        }
        return operation;
    }

    private boolean isOnly(Routes.Routed route) {
        return routes.commands().stream()
                        .filter(other -> other.type() == route.type())
                        .count()
                == 1;
    }

    private static ObjectNode parameter(String name, String in, boolean required, ObjectNode properties) {
        ObjectNode parameter = Json.object().put("name", name).put("in", in).put("required", required);
        ObjectNode schema = properties.path(name).deepCopy();
        parameter.set("schema", schema);
        if (schema.path("type").asText().equals("array")) {
            parameter.put("explode", false);
        }
        return parameter;
    }

    private ObjectNode content(Operation.Content content) {
        ObjectNode types = Json.object();
        ObjectNode type = types.putObject(content.mediaType());
        if (content.shape() == null) {
            type.putObject("schema");
        } else {
            type.set("schema", schemas.reference(content.shape()));
        }
        return types;
    }

    /** @param gives null for an answer without a body */
    private ObjectNode responses(Operation.Content gives, List<FailureCode> fails) {
        ObjectNode responses = Json.object();
        if (gives == null) {
            responses.putObject("204").put("description", "Done");
        } else {
            responses.putObject("2XX").put("description", "Done").set("content", content(gives));
        }
        String own = fails.stream().map(FailureCode::code).collect(Collectors.joining(", "));
        ObjectNode failure =
                responses.putObject("default").put("description", own.isEmpty() ? "A failure" : "A failure: " + own);
        failure.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put("$ref", PROBLEM);
        return responses;
    }

    private static ObjectNode problem(ObjectNode wire) {
        ObjectNode problem = wire.deepCopy();
        ObjectNode properties = (ObjectNode) problem.get("properties");
        Arrays.asList("type", "title", "detail")
                .forEach(name -> properties.putObject(name).put("type", "string"));
        properties.putObject("status").put("type", "integer");
        return problem;
    }
}
