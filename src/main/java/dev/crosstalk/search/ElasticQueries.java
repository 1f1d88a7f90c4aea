package dev.crosstalk.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.IndexingCommand.Grant;
import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.bus.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A query as Elasticsearch and OpenSearch have it. */
final class ElasticQueries {
    /** Conversations that are seen from somewhere on are three clauses each, of 1,024 that a query may have. */
    private static final int MOST_PARTS = 200;
    /** Of 65,536 terms that a clause may have. */
    private static final int MOST_TERMS = 60_000;

    private ElasticQueries() {}

    /** The bodies of the searches that the query needs: one, unless somebody is in very many conversations. */
    static List<ObjectNode> bodies(IndexQuery query) {
        List<Grant> whole =
                query.grants().stream().filter(grant -> grant.from() <= 1).toList();
        List<Grant> parts =
                query.grants().stream().filter(grant -> grant.from() > 1).toList();
        List<ObjectNode> bodies = new ArrayList<>();
        int rounds = Math.max(rounds(whole.size(), MOST_TERMS), rounds(parts.size(), MOST_PARTS));
        for (int round = 0; round < rounds; round++) {
            bodies.add(body(query, slice(whole, round, MOST_TERMS), slice(parts, round, MOST_PARTS)));
        }
        return bodies;
    }

    private static int rounds(int size, int most) {
        return (size + most - 1) / most;
    }

    private static List<Grant> slice(List<Grant> grants, int round, int most) {
        int from = Math.min(grants.size(), round * most);
        return grants.subList(from, Math.min(grants.size(), from + most));
    }

    private static ObjectNode body(IndexQuery query, List<Grant> whole, List<Grant> parts) {
        ObjectNode body = Json.object();
        body.put("size", query.limit()).put("track_total_hits", false);
        body.putArray("_source").add("rev");
        body.putArray("sort")
                .add(Json.tree(Map.of("timestamp", Map.of("order", "desc"))))
                .add(Json.tree(Map.of("id", Map.of("order", "desc"))));
        if (query.after() != null) {
            body.putArray("search_after")
                    .add(query.after().time())
                    .add(query.after().id());
        }
        ObjectNode bool = body.putObject("query").putObject("bool");
        ArrayNode filter = bool.putArray("filter");
        ArrayNode not = bool.putArray("must_not");
        filter.add(granted(whole, parts));
        text(query, filter, not);
        rows(query, filter, not);
        return body;
    }

    private static JsonNode granted(List<Grant> whole, List<Grant> parts) {
        ArrayNode any = Json.object().putArray("any");
        if (!whole.isEmpty()) {
            any.add(terms("conversation", conversations(whole)));
        }
        parts.forEach(grant -> any.add(all(List.of(
                term("conversation", grant.conversation().toString()), range("seq", grant.from(), Long.MAX_VALUE)))));
        return any(any);
    }

    private static List<String> conversations(List<Grant> grants) {
        return grants.stream()
                .map(Grant::conversation)
                .map(ConversationId::toString)
                .toList();
    }

    private static void text(IndexQuery query, ArrayNode filter, ArrayNode not) {
        query.must().forEach(sought -> filter.add(words(sought)));
        query.mustNot().forEach(sought -> not.add(words(sought)));
    }

    private static void rows(IndexQuery query, ArrayNode filter, ArrayNode not) {
        if (query.senders() != null) {
            filter.add(
                    terms("user", query.senders().stream().map(Object::toString).toList()));
        }
        if (!query.notSenders().isEmpty()) {
            not.add(terms(
                    "user", query.notSenders().stream().map(Object::toString).toList()));
        }
        query.features().forEach(feature -> filter.add(term("features", feature)));
        query.notFeatures().forEach(feature -> not.add(term("features", feature)));
        if (query.from() > 0 || query.until() < Long.MAX_VALUE) {
            filter.add(range("timestamp", query.from(), query.until() - 1));
        }
        if (query.only() != null) {
            filter.add(terms("place", places(query.only())));
        }
        if (!query.not().isEmpty()) {
            not.add(terms("place", places(query.not())));
        }
    }

    private static List<String> places(Collection<Place> places) {
        return places.stream().map(Place::toString).toList();
    }

    private static JsonNode words(Sought sought) {
        List<JsonNode> all = new ArrayList<>();
        if (!sought.whole().isEmpty()) {
            all.add(Json.tree(Map.of("match_phrase", Map.of("words", String.join(" ", sought.whole())))));
        }
        if (sought.prefix()) {
            all.add(Json.tree(Map.of("prefix", Map.of("words", Map.of("value", sought.last())))));
        }
        JsonNode exact = all(all);
        return sought.stems().isEmpty()
                ? exact
                : any(Json.object().putArray("any").add(exact).add(terms("stems", sought.stems())));
    }

    private static JsonNode all(List<JsonNode> clauses) {
        return Json.tree(Map.of("bool", Map.of("filter", clauses)));
    }

    private static JsonNode any(ArrayNode clauses) {
        return Json.tree(Map.of("bool", Map.of("should", clauses, "minimum_should_match", 1)));
    }

    private static JsonNode term(String field, String value) {
        return Json.tree(Map.of("term", Map.of(field, value)));
    }

    private static JsonNode terms(String field, Collection<String> values) {
        return Json.tree(Map.of("terms", Map.of(field, values)));
    }

    private static JsonNode range(String field, long from, long to) {
        return Json.tree(Map.of("range", Map.of(field, Map.of("gte", from, "lte", to))));
    }

    /** Up to so many messages of a conversation below a seq. */
    static ObjectNode below(ConversationId conversation, long seq, int limit) {
        ObjectNode body = Json.object();
        body.put("size", limit).put("_source", false);
        body.set("query", all(List.of(term("conversation", conversation.toString()), range("seq", 0, seq - 1))));
        return body;
    }
}
