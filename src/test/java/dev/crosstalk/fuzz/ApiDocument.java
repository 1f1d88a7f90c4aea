package dev.crosstalk.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The OpenAPI document that a node serves: what may be asked, and what an answer must look like. */
final class ApiDocument {
    private static final String COMPONENTS = "#/components/schemas/";
    private static final String DEFINITIONS = "#/$defs/";

    private final JsonObject definitions;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Validator> validators = new HashMap<>();

    /** @param body the schema of its JSON body, or null */
    record Operation(String method, String path, JsonArray parameters, JsonObject body, JsonObject responses) {
        String name() {
            return method + " " + path;
        }
    }

    ApiDocument(String text) {
        JsonObject document = new JsonObject(text.replace(COMPONENTS, DEFINITIONS));
        definitions = document.getJsonObject("components").getJsonObject("schemas");
        document.getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue()).forEach(method -> {
                    JsonObject said = (JsonObject) method.getValue();
                    operations.add(new Operation(
                            method.getKey().toUpperCase(java.util.Locale.ROOT),
                            path.getKey(),
                            said.getJsonArray("parameters", new JsonArray()),
                            json(said.getJsonObject("requestBody")),
                            said.getJsonObject("responses")));
                }));
    }

    private static JsonObject json(JsonObject said) {
        JsonObject content = said == null ? null : said.getJsonObject("content");
        JsonObject json = content == null ? null : content.getJsonObject("application/json");
        return json == null ? null : json.getJsonObject("schema");
    }

    List<Operation> operations() {
        return operations;
    }

    JsonObject resolve(JsonObject schema) {
        String reference = schema.getString("$ref");
        return reference == null ? schema : definitions.getJsonObject(reference.substring(DEFINITIONS.length()));
    }

    /** What is wrong with the body of a success, or null. */
    String wrong(Operation operation, Object body) {
        JsonObject schema = json(operation.responses().getJsonObject("2XX"));
        return schema == null ? null : wrong(operation.name(), schema, body);
    }

    /** What is wrong with the body of a failure, or null. */
    String wrongProblem(Object body) {
        return wrong("problem", new JsonObject().put("$ref", DEFINITIONS + "Problem"), body);
    }

    private String wrong(String name, JsonObject schema, Object body) {
        OutputUnit result =
                validators.computeIfAbsent(name, key -> validator(schema)).validate(body);
        return result.getValid() ? null : name + ": " + result.getErrors() + " in " + body;
    }

    private Validator validator(JsonObject schema) {
        JsonObject whole = schema.copy().put("$defs", definitions);
        return Validator.create(
                JsonSchema.of(whole),
                new JsonSchemaOptions()
                        .setBaseUri("http://127.0.0.1/")
                        .setDraft(Draft.DRAFT202012)
                        .setOutputFormat(OutputFormat.Basic));
    }
}
