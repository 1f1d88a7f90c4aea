package dev.crosstalk.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.Terms;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The OpenAPI document of what is routed to commands, and the AsyncAPI document of the bus. */
final class ContractDocuments {
    private static final String VERSION = "1";
    private static final String PROBLEM = "#/components/schemas/Problem";

    private final SourceDocs docs;
    private final List<Routes.Routed> routes;

    ContractDocuments(SourceDocs docs, List<Routes.Routed> routes) {
        this.docs = docs;
        this.routes = routes;
    }

    ObjectNode openApi() {
        ObjectNode document = Json.object().put("openapi", "3.1.0");
        document.putObject("info").put("title", "Crosstalk").put("version", VERSION);
        ObjectNode paths = document.putObject("paths");
        Schemas schemas = new Schemas(docs);
        for (Routes.Routed route : routes) {
            paths.withObjectProperty(route.path())
                    .set(route.method().toLowerCase(java.util.Locale.ROOT), operation(route, schemas));
        }
        schemas.reference(Failure.Wire.class);
        ObjectNode components = document.putObject("components");
        ObjectNode all = schemas.components();
        all.set("Problem", problem((ObjectNode) all.get("Wire")));
        components.set("schemas", all);
        ObjectNode security = components.putObject("securitySchemes");
        security.putObject("bearer").put("type", "http").put("scheme", "bearer");
        security.putObject("cookie").put("type", "apiKey").put("in", "cookie").put("name", "crosstalk");
        ArrayNode either = document.putArray("security");
        either.addObject().putArray("bearer");
        either.addObject().putArray("cookie");
        return document;
    }

    private ObjectNode operation(Routes.Routed route, Schemas schemas) {
        CommandType<?, ?> type = route.type();
        ObjectNode operation = Json.object()
                .put(
                        "operationId",
                        Schemas.name(type)
                                + (isOnly(route) ? "" : "." + route.method().toLowerCase(java.util.Locale.ROOT)))
                .put("summary", docs.of(type.command()).text());
        ArrayNode parameters = operation.putArray("parameters");
        ObjectNode properties = (ObjectNode) schemas.command(type, Set.of()).get("properties");
        route.parameters().stream().sorted().forEach(name -> parameters.add(parameter(name, "path", true, properties)));
        ObjectNode body = schemas.command(type, route.parameters());
        if (route.method().equals("GET") || route.method().equals("DELETE")) {
            List<String> required = Schemas.requiredOf(type);
            body.get("properties")
                    .fieldNames()
                    .forEachRemaining(
                            name -> parameters.add(parameter(name, "query", required.contains(name), properties)));
        } else if (!body.get("properties").isEmpty()) {
            ObjectNode content = operation
                    .putObject("requestBody")
                    .put("required", !body.get("required").isEmpty());
            content.putObject("content").putObject("application/json").set("schema", body);
        }
        operation.set("responses", responses(type, schemas));
        return operation;
    }

    private boolean isOnly(Routes.Routed route) {
        return routes.stream().filter(other -> other.type() == route.type()).count() == 1;
    }

    private static ObjectNode parameter(String name, String in, boolean required, ObjectNode properties) {
        ObjectNode parameter = Json.object().put("name", name).put("in", in).put("required", required);
        ObjectNode schema = ((ObjectNode) properties.path(name).deepCopy());
        parameter.set("schema", schema);
        if (schema.path("type").asText().equals("array")) {
            parameter.put("explode", false);
        }
        return parameter;
    }

    private static ObjectNode responses(CommandType<?, ?> type, Schemas schemas) {
        ObjectNode responses = Json.object();
        if (type.reply() == Done.class) {
            responses.putObject("204").put("description", "Done");
        } else {
            ObjectNode ok = responses.putObject("2XX").put("description", "Done");
            ok.putObject("content").putObject("application/json").set("schema", schemas.reference(type.reply()));
        }
        Terms terms = type.terms();
        String own = terms == null || terms.fails().length == 0
                ? ""
                : ": "
                        + String.join(
                                ", ",
                                Arrays.stream(terms.fails())
                                        .map(FailureCode::code)
                                        .toList());
        ObjectNode failure = responses.putObject("default").put("description", "A failure" + own);
        failure.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put("$ref", PROBLEM);
        return responses;
    }

    private static ObjectNode problem(ObjectNode wire) {
        ObjectNode problem = wire.deepCopy();
        ObjectNode properties = (ObjectNode) problem.get("properties");
        properties.putObject("type").put("type", "string");
        properties.putObject("title").put("type", "string");
        properties.putObject("status").put("type", "integer");
        return problem;
    }

    ObjectNode asyncApi() {
        ObjectNode document = Json.object().put("asyncapi", "3.0.0");
        document.putObject("info").put("title", "Crosstalk bus").put("version", VERSION);
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        ObjectNode messages = Json.object();
        Schemas schemas = new Schemas(docs);
        CommandType.ALL.stream().filter(CommandType::bridged).forEach(type -> {
            String name = Schemas.name(type);
            message(
                    messages,
                    name,
                    schemas.command(type, Set.of()),
                    docs.of(type.command()).text());
            message(
                    messages,
                    name + ".reply",
                    schemas.reference(type.reply()),
                    docs.of(type.reply()).text());
            channel(channels, "cmd." + name, "cmd." + name, List.of(name));
            channel(channels, "reply." + name, null, List.of(name + ".reply"));
            ObjectNode operation = operations.putObject(name).put("action", "receive");
            operation.putObject("channel").put("$ref", "#/channels/cmd." + name);
            operation.putObject("reply").putObject("channel").put("$ref", "#/channels/reply." + name);
        });
        events(channels, operations, messages, schemas);
        ObjectNode components = document.putObject("components");
        components.set("messages", messages);
        components.set("schemas", schemas.components());
        return document;
    }

    private void events(ObjectNode channels, ObjectNode operations, ObjectNode messages, Schemas schemas) {
        Map<String, Class<? extends Event>> events = Schemas.events();
        events.forEach((name, event) -> {
            message(
                    messages,
                    "event." + name,
                    schemas.reference(event),
                    docs.of(event).text());
            String address = ContractTable.address(event);
            String audience = address.substring(0, address.indexOf('.'));
            String parameter = address.substring(address.indexOf('<') + 1, address.length() - 1);
            ObjectNode channel =
                    channels.withObjectProperty(audience).put("address", audience + ".{" + parameter + "}");
            channel.withObjectProperty("messages").putObject(name).put("$ref", "#/components/messages/event." + name);
            channel.withObjectProperty("parameters").withObjectProperty(parameter);
            operations
                    .withObjectProperty(audience)
                    .put("action", "send")
                    .withObjectProperty("channel")
                    .put("$ref", "#/channels/" + audience);
        });
    }

    private static void channel(ObjectNode channels, String key, String address, List<String> messages) {
        ObjectNode channel = channels.putObject(key);
        if (address == null) {
            channel.putNull("address");
        } else {
            channel.put("address", address);
        }
        ObjectNode names = channel.putObject("messages");
        messages.forEach(name -> names.putObject(name).put("$ref", "#/components/messages/" + name));
    }

    private static void message(ObjectNode messages, String name, ObjectNode payload, String summary) {
        ObjectNode message = messages.putObject(name).put("name", name);
        if (!summary.isEmpty()) {
            message.put("summary", summary);
        }
        message.put("contentType", "application/json").set("payload", payload);
    }
}
