package dev.crosstalk.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.bus.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An index of Elasticsearch or OpenSearch behind an alias. All nodes share it. */
final class ElasticIndex implements SearchIndex {
    private static final Logger LOG = LoggerFactory.getLogger(ElasticIndex.class);
    private static final int NOT_FOUND = 404;
    private static final int NOT_NEWER = 409;
    private static final int TOO_MANY = 429;
    private static final int DELETED_AT_ONCE = 1_000;

    private final Vertx vertx;
    private final SearchSettings settings;
    private final ElasticClient client;
    private volatile String serving;
    private volatile String building;

    ElasticIndex(Vertx vertx, SearchSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.client = new ElasticClient(vertx, settings);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Future<String> open() {
        return client.ask(HttpMethod.GET, "/_alias/" + settings.alias())
                .map(answer -> answer.status() == NOT_FOUND ? null : first(answer))
                .onSuccess(name -> serving = name);
    }

    private static String first(ElasticClient.Answer answer) {
        if (answer.status() >= 300) {
            LOG.warn("The index is not told: {} {}", answer.status(), answer.text());
            throw FailureCode.SEARCH_UNAVAILABLE.failure();
        }
        return answer.json().fieldNames().hasNext() ? answer.json().fieldNames().next() : null;
    }

    @Override
    public Future<Void> apply(List<IndexChange> changes) {
        return write(
                changes, Stream.of(serving, building).filter(Objects::nonNull).toList());
    }

    @Override
    public Future<Void> fill(List<IndexChange> changes) {
        return write(changes, List.of(building));
    }

    private Future<Void> write(List<IndexChange> changes, List<String> indexes) {
        Future<Void> written = vertx.executeBlocking(() -> lines(changes, indexes), false)
                .compose(lines -> lines.isEmpty() ? Future.succeededFuture() : bulk(lines));
        for (IndexChange change : changes) {
            if (change instanceof IndexChange.Below below) {
                for (String index : indexes) {
                    written = written.compose(done -> deleteBelow(index, below.conversation(), below.seq()));
                }
            }
        }
        return written;
    }

    private static String lines(List<IndexChange> changes, List<String> indexes) {
        StringBuilder lines = new StringBuilder();
        for (IndexChange change : changes) {
            Place place = null;
            long rev = 0;
            ObjectNode document = null;
            if (change instanceof IndexChange.Put put) {
                place = put.message().place();
                rev = put.message().rev();
                document = ElasticDocuments.document(put.message());
            } else if (change instanceof IndexChange.Gone gone) {
                place = gone.place();
                rev = gone.rev();
                document = ElasticDocuments.tombstone(rev);
            }
            for (String index : place == null ? List.<String>of() : indexes) {
                lines.append(ElasticDocuments.write(index, place, rev, document));
            }
        }
        return lines.toString();
    }

    private Future<Void> bulk(String lines) {
        return client.bulk(lines).map(answer -> {
            for (JsonNode item : answer.path("items")) {
                check(item.elements().next());
            }
            return null;
        });
    }

    /** What can never be written is passed over, and said: it would hold up all that comes behind it. */
    private static void check(JsonNode item) {
        int status = item.path("status").asInt();
        if (status < 300 || status == NOT_NEWER || status == NOT_FOUND) {
            return;
        }
        if (status >= 500 || status == TOO_MANY) {
            throw FailureCode.SEARCH_UNAVAILABLE.failure();
        }
        LOG.error("{} is not indexed: {}", item.path("_id").asText(), item.path("error"));
    }

    /** By ids: deleting by query is a module that not every store has. */
    private Future<Void> deleteBelow(String index, ConversationId conversation, long seq) {
        return client.send(HttpMethod.POST, "/" + index + "/_refresh", null)
                .compose(done -> client.send(
                        HttpMethod.POST,
                        "/" + index + "/_search",
                        ElasticQueries.below(conversation, seq, DELETED_AT_ONCE)))
                .compose(found -> {
                    StringBuilder lines = new StringBuilder();
                    found.path("hits")
                            .path("hits")
                            .forEach(hit -> lines.append(ElasticDocuments.delete(
                                    index, hit.path("_id").asText())));
                    return lines.isEmpty()
                            ? Future.succeededFuture()
                            : bulk(lines.toString()).compose(done -> deleteBelow(index, conversation, seq));
                });
    }

    @Override
    public Future<List<Found>> find(IndexQuery query) {
        List<Future<List<Found>>> searches = ElasticQueries.bodies(query).stream()
                .map(body -> client.send(HttpMethod.POST, "/" + settings.alias() + "/_search", body)
                        .map(ElasticIndex::found))
                .toList();
        return Future.all(searches)
                .map(done -> searches.stream()
                        .flatMap(search -> search.result().stream())
                        .sorted(Comparator.comparing(Found::cursor))
                        .limit(query.limit())
                        .toList());
    }

    private static List<Found> found(JsonNode answer) {
        if (answer.path("timed_out").asBoolean()
                || answer.path("_shards").path("failed").asInt() > 0) {
            throw FailureCode.SEARCH_UNAVAILABLE.failure();
        }
        List<Found> found = new ArrayList<>();
        answer.path("hits").path("hits").forEach(hit -> {
            String[] place = hit.path("_id").asText().split(":");
            JsonNode sort = hit.path("sort");
            found.add(new Found(
                    new Place(ConversationId.parse(place[0]), Long.parseLong(place[1])),
                    hit.path("_source").path("rev").asLong(),
                    new Cursor(sort.path(0).asLong(), sort.path(1).asLong())));
        });
        return found;
    }

    @Override
    public Future<String> build() {
        String name = settings.alias() + "-" + UUID.randomUUID();
        return open().compose(done -> removeOthers())
                .compose(done -> client.send(
                        HttpMethod.PUT,
                        "/_index_template/" + settings.alias(),
                        ElasticDocuments.template(settings.alias(), settings.replicas())))
                .compose(done -> client.send(HttpMethod.PUT, "/" + name, null))
                .onSuccess(done -> building = name)
                .map(name);
    }

    @Override
    public Future<Void> switchOver() {
        String name = building;
        ObjectNode body = Json.object();
        ArrayNode actions = body.putArray("actions");
        if (serving != null) {
            actions.addObject().putObject("remove").put("index", serving).put("alias", settings.alias());
        }
        actions.addObject().putObject("add").put("index", name).put("alias", settings.alias());
        return client.send(HttpMethod.POST, "/" + name + "/_refresh", null)
                .compose(done -> client.send(HttpMethod.POST, "/_aliases", body))
                .onSuccess(done -> {
                    serving = name;
                    building = null;
                })
                .compose(done -> removeOthers().otherwiseEmpty());
    }

    private Future<Void> removeOthers() {
        return client.send(HttpMethod.GET, "/" + settings.alias() + "-*", null).compose(found -> {
            List<Future<JsonNode>> removed = new ArrayList<>();
            found.fieldNames().forEachRemaining(name -> {
                if (isOurs(name) && !name.equals(serving)) {
                    removed.add(client.send(HttpMethod.DELETE, "/" + name, null));
                }
            });
            return Future.all(removed).mapEmpty();
        });
    }

    /** An installation beside this one may have an alias that begins with this one's. */
    private boolean isOurs(String name) {
        return name.substring(settings.alias().length()).matches("-[0-9a-f-]{36}");
    }

    @Override
    public Future<Void> purge() {
        return serving == null
                ? Future.succeededFuture()
                : client.sendPatiently(HttpMethod.POST, "/" + serving + "/_forcemerge?only_expunge_deletes=true")
                        .mapEmpty();
    }

    @Override
    public Future<Void> close() {
        return client.close();
    }
}
