package dev.crosstalk.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.bus.IndexingCommand.Source;
import dev.crosstalk.bus.Json;
import java.util.List;
import java.util.Map;

/**
 * The fields of a message in Elasticsearch and OpenSearch, and the template of their indexes.
 *
 * <p>{@code chatroom}, {@code user}, {@code message} and {@code timestamp} are for whoever looks at the index by other means; {@code
 * user} is the account's id, as a name may be another's tomorrow. What is searched are {@code words}, which are folded and parted here,
 * so that every store finds the same.
 */
final class ElasticDocuments {
    private ElasticDocuments() {}

    static ObjectNode template(String alias, int replicas) {
        Map<String, Object> settings = Map.of(
                "number_of_shards", 1, "number_of_replicas", replicas, "refresh_interval", "500ms", "gc_deletes", "1h");
        Map<String, Object> properties = Map.ofEntries(
                Map.entry("chatroom", type("integer")),
                Map.entry("user", type("keyword")),
                Map.entry("message", Map.of("type", "text", "norms", false)),
                Map.entry("timestamp", Map.of("type", "date", "format", "epoch_millis")),
                Map.entry("application", type("long")),
                Map.entry("conversation", type("keyword")),
                Map.entry("place", type("keyword")),
                Map.entry("seq", type("long")),
                Map.entry("id", type("long")),
                Map.entry("rev", type("long")),
                Map.entry("words", Map.of("type", "text", "analyzer", "whitespace", "norms", false)),
                Map.entry("stems", type("keyword")),
                Map.entry("features", type("keyword")));
        Object mappings = Map.of("dynamic", false, "properties", properties);
        return (ObjectNode) Json.tree(Map.of(
                "index_patterns", List.of(alias + "-*"),
                "priority", 500,
                "template", Map.of("settings", Map.of("index", settings), "mappings", mappings)));
    }

    private static Map<String, String> type(String name) {
        return Map.of("type", name);
    }

    static ObjectNode document(IndexedMessage message) {
        Source source = message.source();
        ObjectNode document = Json.object();
        document.put("chatroom", (int) Math.min(Integer.MAX_VALUE, source.number()));
        document.put("user", source.sender().toString());
        document.put("message", source.text());
        document.put("timestamp", source.time());
        document.put("application", source.application().value());
        document.put("conversation", source.conversation().toString());
        document.put("place", message.place().toString());
        document.put("seq", source.seq());
        document.put("id", source.id().value());
        document.put("rev", source.rev());
        document.put("words", String.join(" ", message.words()));
        document.set("stems", Json.tree(message.stems()));
        document.set("features", Json.tree(message.features()));
        return document;
    }

    /** What is left of a message without text: nothing finds it, and it keeps older texts away. */
    static ObjectNode tombstone(long rev) {
        return Json.object().put("rev", rev);
    }

    /** The two lines of a bulk request that write a message, unless what is there is as new. */
    static String write(String index, Place place, long rev, ObjectNode document) {
        ObjectNode action = Json.object();
        action.putObject("index")
                .put("_index", index)
                .put("_id", place.toString())
                .put("version", rev)
                .put("version_type", "external");
        return Json.write(action) + "\n" + Json.write(document) + "\n";
    }

    static String delete(String index, String id) {
        ObjectNode action = Json.object();
        action.putObject("delete").put("_index", index).put("_id", id);
        return Json.write(action) + "\n";
    }
}
