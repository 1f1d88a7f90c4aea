package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.config.StartupFailure;
import dev.crosstalk.testing.FreePorts;
import dev.crosstalk.testing.MariaDb;
import io.vertx.core.Future;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.MySQLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database server that dies, and one that is not there. */
@Timeout(120)
class MariaDbOutageIT {
    @Test
    void after_a_crash_of_the_server_what_was_acknowledged_is_there_once_and_posting_goes_on() {
        try (MariaDb server = MariaDb.start();
                TestNode node = new TestNode(PersistenceSettings.at(server.freshDatabase()))) {
            Caller alice = node.guest("alice");
            ConversationId room = node.room(alice, "Room");
            List<Post> posts = new ArrayList<>();
            List<Future<Posted>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                posts.add(new Post(room, "m" + i, UUID.randomUUID()));
                answers.add(node.bus().request(alice, posts.get(i)));
            }
            await().until(() -> answers.get(0).succeeded());
            server.kill();
            TestNode.await(Future.join(answers).transform(done -> Future.succeededFuture()));
            Post during = new Post(room, "during", UUID.randomUUID());
            assertThat(node.refusal(alice, during)).isIn(Set.of(FailureCode.UNAVAILABLE, FailureCode.OUTCOME_UNKNOWN));
            assertThat(answers.stream().filter(Future::failed).map(answer -> ((Failure) answer.cause()).code()))
                    .allMatch(code -> code.kind() != FailureCode.Kind.REFUSED);
            server.restart();
            await().atMost(10, TimeUnit.SECONDS)
                    .until(() -> node.bus()
                            .request(alice, during)
                            .transform(done -> Future.succeededFuture(done.succeeded()))
                            .await());
            posts.forEach(post -> node.ask(alice, post));
            List<MessageEvent> stored =
                    node.ask(alice, new History(room, null, null, 500)).messages();
            assertThat(stored).hasSize(301);
            assertThat(stored.stream().map(MessageEvent::clientId)).doesNotHaveDuplicates();
            for (int i = 0; i < 300; i++) {
                if (answers.get(i).succeeded()) {
                    Posted acknowledged = answers.get(i).result();
                    assertThat(stored.get((int) acknowledged.seq() - 1).clientId())
                            .isEqualTo(posts.get(i).clientId());
                }
            }
        }
    }

    @Test
    void while_the_server_hangs_posts_and_reads_fail_in_time_and_all_goes_on_when_it_answers_again() {
        try (MariaDb server = MariaDb.start();
                TestNode node = new TestNode(PersistenceSettings.at(server.freshDatabase()))) {
            Caller alice = node.guest("alice");
            ConversationId room = node.room(alice, "Room");
            List<Post> posts = new ArrayList<>();
            List<Future<?>> answers = new ArrayList<>();
            List<Long> times = Collections.synchronizedList(new ArrayList<>());
            server.freeze();
            long start = System.nanoTime();
            for (int i = 0; i < 300; i++) {
                posts.add(new Post(room, "m" + i, UUID.randomUUID()));
                answers.add(node.bus().request(alice, posts.get(i)));
                answers.add(node.bus().request(alice, new History(room, null, null, 10)));
            }
            answers.forEach(answer ->
                    answer.onComplete(done -> times.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))));
            TestNode.await(Future.join(answers).transform(done -> Future.succeededFuture()));
            server.thaw();
            assertThat(answers.stream().map(answer -> ((Failure) answer.cause()).code()))
                    .isSubsetOf(FailureCode.UNAVAILABLE, FailureCode.OUTCOME_UNKNOWN, FailureCode.OVERLOADED);
            assertThat(times).hasSize(600).allMatch(milliseconds -> milliseconds < 6_500);
            await().atMost(10, TimeUnit.SECONDS)
                    .until(() -> node.bus()
                            .request(alice, new History(room, null, null, 500))
                            .transform(done -> Future.succeededFuture(done.succeeded()))
                            .await());
            posts.forEach(post -> node.ask(alice, post));
            List<MessageEvent> stored =
                    node.ask(alice, new History(room, null, null, 500)).messages();
            assertThat(stored.stream().map(MessageEvent::clientId))
                    .as("nothing is lost or doubled, and nothing overtook what was refused")
                    .containsExactlyElementsOf(
                            posts.stream().map(Post::clientId).toList());
        }
    }

    @Test
    void what_may_have_been_committed_is_not_done_again() {
        String url = MariaDb.shared().freshDatabase();
        try (TestNode node = new TestNode(PersistenceSettings.at(url))) {
            Database database = node.database(PersistenceSettings.at(url));
            MySQLConnection killer =
                    TestNode.await(MySQLConnection.connect(node.vertx(), MySQLConnectOptions.fromUri(url)));
            AtomicInteger attempts = new AtomicInteger();
            Future<?> answer = database.write(statements -> statements
                    .number("SELECT CONNECTION_ID()")
                    .compose(id -> {
                        attempts.incrementAndGet();
                        return killer.query("KILL " + id).execute();
                    }));
            assertThatThrownBy(() -> TestNode.await(answer))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN));
            assertThat(attempts).hasValue(1);
        }
    }

    @Test
    void a_server_that_is_not_there_is_named_in_one_line() {
        String url = "mysql://root@127.0.0.1:" + FreePorts.one() + "/crosstalk";
        assertThatThrownBy(() -> new TestNode(PersistenceSettings.at(url)))
                .isInstanceOf(StartupFailure.class)
                .hasMessageStartingWith(DatabaseUrl.KEY + ": cannot open " + url + ": ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_database_that_is_not_there_is_named() {
        String url = MariaDb.shared().freshDatabase() + "_missing";
        assertThatThrownBy(() -> new TestNode(PersistenceSettings.at(url)))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("_missing");
    }
}
