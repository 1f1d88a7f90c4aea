package dev.crosstalk.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.Json;
import java.util.List;
import java.util.Set;

/** The AsyncAPI document of the bus: commands with their replies, and events at their addresses. */
final class AsyncApiDocument {
    static final String VERSION = "1";

    private final SourceDocs docs;
    private final Schemas schemas;
    private final ObjectNode channels = Json.object();
    private final ObjectNode operations = Json.object();
    private final ObjectNode messages = Json.object();

    AsyncApiDocument(SourceDocs docs) {
        this.docs = docs;
        this.schemas = new Schemas(docs);
    }

    ObjectNode json() {
        CommandType.ALL.stream().filter(CommandType::bridged).forEach(this::command);
        Schemas.events().forEach(this::event);
        ObjectNode document = Json.object().put("asyncapi", "3.0.0");
        document.putObject("info").put("title", "Crosstalk bus").put("version", VERSION);
        document.set("channels", channels);
        document.set("operations", operations);
        ObjectNode components = document.putObject("components");
        components.set("messages", messages);
        components.set("schemas", schemas.components());
        return document;
    }

    private void command(CommandType<?, ?> type) {
        String name = Schemas.name(type);
        message(name, schemas.command(type, Set.of()), docs.of(type.command()).text());
        message(
                name + ".reply",
                schemas.reference(type.reply()),
                docs.of(type.reply()).text());
        channel("cmd." + name, "cmd." + name, List.of(name));
        channel("reply." + name, null, List.of(name + ".reply"));
        ObjectNode operation = operations.putObject(name).put("action", "receive");
        operation.putObject("channel").put("$ref", "#/channels/cmd." + name);
        operation.putObject("reply").putObject("channel").put("$ref", "#/channels/reply." + name);
    }

    private void event(String name, Class<? extends Event> event) {
        message("event." + name, schemas.reference(event), docs.of(event).text());
        String address = Schemas.address(name);
        String audience = address.substring(0, address.indexOf('.'));
        String parameter = address.substring(address.indexOf('<') + 1, address.length() - 1);
        ObjectNode channel = channels.withObjectProperty(audience).put("address", audience + ".{" + parameter + "}");
        channel.withObjectProperty("messages").putObject(name).put("$ref", "#/components/messages/event." + name);
        channel.withObjectProperty("parameters").withObjectProperty(parameter);
        operations
                .withObjectProperty(audience)
                .put("action", "send")
                .withObjectProperty("channel")
                .put("$ref", "#/channels/" + audience);
    }

    private void channel(String key, String address, List<String> names) {
        ObjectNode channel = channels.putObject(key);
        if (address == null) {
            channel.putNull("address");
        } else {
            channel.put("address", address);
        }
        ObjectNode there = channel.putObject("messages");
        names.forEach(name -> there.putObject(name).put("$ref", "#/components/messages/" + name));
    }

    private void message(String name, ObjectNode payload, String summary) {
        ObjectNode message = messages.putObject(name).put("name", name);
        if (!summary.isEmpty()) {
            message.put("summary", summary);
        }
        message.put("contentType", "application/json").set("payload", payload);
    }
}
