package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountCommand.OpenSession;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.cache.CacheSettings;
import dev.crosstalk.cluster.SingleNode;
import dev.crosstalk.config.StartupFailure;
import dev.crosstalk.message.Draft;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a node finds its database at its start, and what it refuses. */
@Timeout(60)
abstract class StartUpContract {
    private static final Migration FIRST = Migration.parse(
            "001_first.sql", "CREATE TABLE one (id ${id}) ${rows};\n\nCREATE TABLE two (id ${id}) ${rows};\n");

    private Vertx vertx;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        TestNode.await(vertx.close());
    }

    Database open(String url) {
        return new Database(
                vertx, Pools.open(vertx, PersistenceSettings.at(url)), 5_000, new Turnstile(1, 100, 1 << 20));
    }

    private static void migrate(Database database, Migration... migrations) {
        TestNode.await(new Migrations(database, List.of(migrations)).run(statements -> Future.succeededFuture()));
    }

    @Test
    void several_nodes_that_start_at_once_migrate_once() {
        String url = freshUrl();
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Database database = open(url);
            all.add(new Migrations(database, Migration.all())
                    .run(statements -> Installation.check(statements, TestNode.SHARDS))
                    .compose(done -> database.close()));
        }
        TestNode.await(Future.all(all));
        Database database = open(url);
        assertThat(TestNode.await(database.reading().number("SELECT COUNT(*) FROM application")))
                .isEqualTo(1);
        assertThat(TestNode.await(database.reading()
                        .number("SELECT COUNT(*) FROM schema_migration WHERE statements_done = statements")))
                .isEqualTo(Migration.all().size());
        TestNode.await(database.close());
    }

    @Test
    void a_migration_that_was_applied_with_another_content_is_refused() {
        Database database = open(freshUrl());
        migrate(database, FIRST);
        migrate(database, FIRST);
        Migration other = Migration.parse("001_first.sql", "CREATE TABLE one (id ${id}) ${rows};\n");
        assertThatThrownBy(() -> migrate(database, other))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("001_first.sql")
                .hasMessageContaining(FIRST.checksum());
        TestNode.await(database.close());
    }

    @Test
    void a_database_of_a_newer_program_is_refused() {
        Database database = open(freshUrl());
        migrate(database, FIRST, Migration.parse("002_second.sql", "CREATE TABLE three (id ${id}) ${rows};\n"));
        assertThatThrownBy(() -> migrate(database, FIRST))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("schema version 2");
        TestNode.await(database.close());
    }

    @Test
    void a_statement_that_fails_is_named() {
        Database database = open(freshUrl());
        Migration broken =
                Migration.parse("001_first.sql", "CREATE TABLE one (id ${id}) ${rows};\n\nCREATE NONSENSE;\n");
        assertThatThrownBy(() -> migrate(database, broken))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("statement 2 of 001_first.sql");
        TestNode.await(database.close());
    }

    @Test
    void another_number_of_shards_is_refused() {
        String url = freshUrl();
        new TestNode(PersistenceSettings.at(url)).close();
        assertThatThrownBy(() -> TestNode.await(Opening.database(vertx, PersistenceSettings.at(url), 32)))
                .isInstanceOf(StartupFailure.class)
                .hasMessage(DatabaseUrl.KEY + ": this program knows 32 shards, but this installation was started with "
                        + TestNode.SHARDS);
    }

    @Test
    void the_database_is_open_before_the_node_has_joined_and_is_served_after() {
        String url = freshUrl();
        Promise<Bus> joined = Promise.promise();
        PersistenceVerticle verticle = new PersistenceVerticle(
                PersistenceSettings.at(url), CacheSettings.DEFAULTS, TestNode.SHARDS, joined.future());
        Future<String> deployed = vertx.deployVerticle(verticle);
        Database database = open(url);
        await().ignoreExceptions()
                .until(() -> TestNode.await(database.reading().number("SELECT COUNT(*) FROM id_node")) == 1);
        assertThat(deployed.isComplete()).isFalse();
        Bus bus = new Bus(vertx, new SingleNode());

        joined.complete(bus);

        TestNode.await(deployed);
        OpenSession command = new OpenSession(TestNode.APPLICATION, "alice", "test");
        assertThat(TestNode.await(bus.request(null, command)).account().name()).isEqualTo("alice");
        TestNode.await(database.close());
    }

    @Test
    void a_node_that_cannot_join_does_not_serve() {
        Promise<Bus> joined = Promise.promise();
        Future<String> deployed = vertx.deployVerticle(new PersistenceVerticle(
                PersistenceSettings.at(freshUrl()), CacheSettings.DEFAULTS, TestNode.SHARDS, joined.future()));

        joined.fail(new StartupFailure("cluster.port: it is in use"));

        assertThatThrownBy(() -> TestNode.await(deployed)).hasMessage("cluster.port: it is in use");
    }

    @Test
    void a_node_that_stops_answers_what_it_has_begun() {
        PersistenceSettings settings = PersistenceSettings.at(freshUrl());
        try (TestNode node = new TestNode(settings)) {
            Caller alice = node.guest("alice");
            ConversationId room = node.room(alice, "Room");
            Promise<Stores> opened = Promise.promise();
            node.vertx()
                    .runOnContext(
                            ignored -> Stores.open(node.vertx(), settings, TestNode.SHARDS, event -> {}, List.of())
                                    .onComplete(opened));
            Stores stores = TestNode.await(opened.future());
            List<Future<Posted>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                answers.add(stores.messages().post(new Draft(alice, new Post(room, "m" + i, UUID.randomUUID()))));
            }
            await().until(() -> answers.get(0).succeeded());
            TestNode.await(stores.close(node.vertx()));
            TestNode.await(Future.join(answers).transform(done -> Future.succeededFuture()));
            long stored = answers.stream().filter(Future::succeeded).count();
            assertThat(answers.stream().filter(Future::failed).map(Future::cause))
                    .allSatisfy(
                            cause -> assertThat(cause).hasFieldOrPropertyWithValue("code", FailureCode.UNAVAILABLE));
            assertThat(node.post(alice, room, "last").seq()).isEqualTo(stored + 1);
        }
    }

    @Test
    void what_was_stored_is_there_after_a_restart() {
        String url = freshUrl();
        ConversationId room;
        Caller alice;
        try (TestNode node = new TestNode(PersistenceSettings.at(url))) {
            alice = node.guest("alice");
            room = node.room(alice, "Room");
            node.post(alice, room, "still here");
        }
        try (TestNode node = new TestNode(PersistenceSettings.at(url))) {
            assertThat(node.post(alice, room, "second").seq()).isEqualTo(2);
        }
    }
}
