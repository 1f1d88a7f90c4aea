package dev.crosstalk.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Archives as lines that can be compared: what is another's in every installation is replaced. */
public final class ArchiveText {
    private static final List<String> NAMING =
            List.of("createdBy", "account", "sender", "deletedBy", "actor", "subject", "other");

    private final Map<String, String> accounts = new HashMap<>();
    private final Map<String, String> conversations = new HashMap<>();

    private ArchiveText() {}

    /** Ids become their order, fields stand in order of their names, and the time of the export is nothing. */
    public static List<String> comparable(List<String> lines) {
        ArchiveText text = new ArchiveText();
        List<String> all = new ArrayList<>();
        lines.forEach(line -> all.add(text.comparable(line)));
        return all;
    }

    private String comparable(String line) {
        ObjectNode fields = (ObjectNode) Json.parse(line);
        fields.remove("exportedAt");
        String type = fields.path("type").asText();
        if (type.equals("account")) {
            String id = fields.path("id").asText();
            accounts.putIfAbsent(id, "A" + (accounts.size() + 1));
            fields.put("id", accounts.get(id));
        } else if (type.equals("conversation")) {
            String id = fields.path("id").asText();
            conversations.put(id, "C" + (conversations.size() + 1));
            fields.put("id", conversations.get(id));
        } else if (type.equals("own")) {
            fields.put("name", conversations.get(fields.path("name").asText()));
        }
        NAMING.stream()
                .filter(fields::has)
                .forEach(name -> fields.put(name, account(fields.path(name).asText())));
        if (fields.has("mentions")) {
            List<JsonNode> named = new ArrayList<>();
            fields.path("mentions").forEach(id -> named.add(new TextNode(account(id.asText()))));
            fields.putArray("mentions").addAll(named);
        }
        Map<String, JsonNode> sorted = new TreeMap<>();
        fields.fields().forEachRemaining(field -> sorted.put(field.getKey(), field.getValue()));
        return Json.write(sorted);
    }

    private String account(String id) {
        String known = accounts.get(id);
        if (known == null) {
            throw new AssertionError("an account is named that did not come before: " + id);
        }
        return known;
    }

    public static List<ArchiveLine> parsed(List<String> lines) {
        return lines.stream().map(line -> Json.read(line, ArchiveLine.class)).toList();
    }

    /** Those lines that are of a type, parsed. */
    public static List<JsonNode> of(String type, List<String> lines) {
        return lines.stream()
                .map(Json::parse)
                .filter(line -> line.path("type").asText().equals(type))
                .toList();
    }
}
