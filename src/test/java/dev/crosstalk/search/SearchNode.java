package dev.crosstalk.search;

import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountCommand.OpenSession;
import dev.crosstalk.bus.AccountCommand.OpenedSession;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.SearchCommand.Hits;
import dev.crosstalk.bus.SearchCommand.Messages;
import dev.crosstalk.cache.CacheSettings;
import dev.crosstalk.cluster.Shards;
import dev.crosstalk.cluster.SingleNode;
import dev.crosstalk.persistence.PersistenceSettings;
import dev.crosstalk.persistence.PersistenceVerticle;
import dev.crosstalk.testing.TemporaryDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.UUID;

/** A store with a search beside it, asked over their bus. */
final class SearchNode implements AutoCloseable {
    private static final ApplicationId APPLICATION = new ApplicationId(1);

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx, new SingleNode());
    private SearchSettings settings;
    private String searching;

    private SearchNode(PersistenceSettings stored, String store) {
        settings = SearchSettings.at(store);
        Finding.await(vertx.deployVerticle(new PersistenceVerticle(
                stored, CacheSettings.DEFAULTS, Shards.SHARDS, Future.succeededFuture(bus), Indexer.KIND)));
        startSearching();
    }

    /** With an embedded index. */
    static SearchNode start(String url) {
        return new SearchNode(PersistenceSettings.at(url), freshDirectory());
    }

    static SearchNode start(String url, String store) {
        return new SearchNode(PersistenceSettings.at(url), store);
    }

    static SearchNode start(PersistenceSettings stored) {
        return new SearchNode(stored, freshDirectory());
    }

    Vertx vertx() {
        return vertx;
    }

    /** What stands in the files of the index, when nobody searches. */
    String directory() {
        return settings.directory();
    }

    private static String freshDirectory() {
        return "lucene:" + TemporaryDirectory.create("search").resolve("index");
    }

    void startSearching() {
        searching = Finding.await(vertx.deployVerticle(new SearchVerticle(settings, bus, InstantSource.system())));
    }

    void stopSearching() {
        Finding.await(vertx.undeploy(searching));
    }

    /** The next search begins with an empty directory. */
    void loseIndex() {
        settings = SearchSettings.at(freshDirectory());
    }

    /** Until it answers. */
    void awaitIndex(Caller caller) {
        await().ignoreExceptions().untilAsserted(() -> find(caller, "x"));
    }

    <R> R ask(Caller caller, Command<R> command) {
        return Finding.await(bus.request(caller, command));
    }

    FailureCode refusal(Caller caller, Command<?> command) {
        try {
            throw new AssertionError("was not refused, but answered " + Finding.await(bus.request(caller, command)));
        } catch (Failure failure) {
            return failure.code();
        }
    }

    Caller guest(String name) {
        OpenedSession opened = ask(null, new OpenSession(APPLICATION, name, "test"));
        return new Caller(APPLICATION, opened.account().id(), opened.session().id());
    }

    ConversationId open(Caller caller, ConversationKind kind, String title, Caller... others) {
        return ask(
                        caller,
                        new Create(
                                kind,
                                title,
                                Arrays.stream(others).map(Caller::account).toList(),
                                null))
                .id();
    }

    void say(Caller caller, ConversationId conversation, String text) {
        ask(caller, new Post(conversation, text, UUID.randomUUID()));
    }

    Hits find(Caller caller, String query) {
        return ask(caller, new Messages(query, null, 50));
    }

    @Override
    public void close() {
        Finding.await(vertx.close());
    }
}
