package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.outbox.OutboxStore;
import dev.crosstalk.outbox.OutboxStore.Row;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What consumers of the outbox can rely on. */
@Timeout(60)
abstract class OutboxContract {
    private static final Duration LONG = Duration.ofMinutes(1);

    private TestNode node;
    private OutboxStore outbox;
    private Caller alice;
    private ConversationId room;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        PersistenceSettings settings = PersistenceSettings.at(freshUrl());
        node = new TestNode(settings, "search", "push");
        Promise<Stores> opened = Promise.promise();
        node.vertx()
                .runOnContext(ignored -> Stores.open(node.vertx(), settings, TestNode.SHARDS, event -> {}, List.of())
                        .onComplete(opened));
        outbox = TestNode.await(opened.future()).outbox();
        alice = node.guest("alice");
        room = node.room(alice, "Room");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private List<Row> claim(String kind, String claim, Duration lease) {
        return TestNode.await(outbox.claim(kind, claim, 100, lease));
    }

    @Test
    void each_message_leaves_one_row_for_each_enabled_kind() {
        Posted posted = node.post(alice, room, "find me");
        for (String kind : List.of("search", "push")) {
            List<Row> rows = claim(kind, kind, LONG);
            assertThat(rows).hasSize(1);
            assertThat(rows.get(0).conversation()).isEqualTo(room);
            assertThat(rows.get(0).seq()).isEqualTo(posted.seq());
            assertThat(rows.get(0).rev()).isEqualTo(posted.rev());
            assertThat(rows.get(0).application()).isEqualTo(TestNode.APPLICATION);
        }
        assertThat(claim("webhook", "webhook", LONG)).isEmpty();
    }

    @Test
    void an_edit_and_a_deletion_leave_a_row_each_with_their_revision() {
        Posted posted = node.post(alice, room, "find me");
        node.ask(alice, new Edit(room, posted.seq(), "find me again"));
        node.ask(alice, new Edit(room, posted.seq(), "find me again"));
        node.ask(alice, new Delete(room, posted.seq()));
        List<Row> rows = claim("search", "a", LONG);
        assertThat(rows.stream().map(Row::rev)).containsExactly(posted.rev(), posted.rev() + 1, posted.rev() + 2);
        assertThat(rows.stream().map(Row::seq)).containsOnly(posted.seq());
    }

    @Test
    void what_is_refused_or_a_repetition_leaves_none() {
        Post post = new Post(room, "once", UUID.randomUUID());
        node.ask(alice, post);
        node.ask(alice, post);
        node.refusal(node.guest("mallory"), new Post(room, "no", UUID.randomUUID()));
        assertThat(claim("search", "a", LONG)).hasSize(1);
    }

    @Test
    void a_claimed_row_is_nobody_elses_until_the_lease_ends() {
        node.post(alice, room, "x");
        List<Row> dead = claim("search", "dead", Duration.ofMillis(1500));
        assertThat(dead).hasSize(1);
        assertThat(claim("search", "other", LONG)).isEmpty();
        await().untilAsserted(() -> assertThat(claim("search", "living", LONG)).isEqualTo(dead));
        assertThat(TestNode.await(outbox.done("dead", dead)))
                .as("the late one has lost it")
                .isZero();
        assertThat(TestNode.await(outbox.done("living", dead))).isEqualTo(1);
        assertThat(claim("search", "again", Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void consumers_that_claim_at_once_share_the_rows() {
        for (int i = 0; i < 30; i++) {
            node.post(alice, room, "m" + i);
        }
        List<Future<List<Row>>> claims = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            claims.add(outbox.claim("search", "c" + i, 10, LONG));
        }
        TestNode.await(Future.all(claims));
        List<Row> rows = new ArrayList<>();
        claims.forEach(claim -> rows.addAll(claim.result()));
        rows.addAll(claim("search", "rest", LONG));
        assertThat(rows).doesNotHaveDuplicates().hasSize(30);
    }

    /** A consumer as search or push would be: claims, does its work, deletes; what it left half-done another finishes. */
    @Test
    void a_consumer_that_dies_is_followed_by_another_that_finishes() {
        for (int i = 0; i < 25; i++) {
            node.post(alice, room, "m" + i);
        }
        List<Long> done = new ArrayList<>();
        List<Row> half = claim("push", "first", Duration.ofSeconds(1));
        assertThat(half).hasSize(25);
        TestNode.await(outbox.done("first", half.subList(0, 10)));
        half.subList(0, 10).forEach(row -> done.add(row.seq()));
        await().untilAsserted(() -> {
            String claim = UUID.randomUUID().toString();
            List<Row> rows = claim("push", claim, LONG);
            rows.forEach(row -> done.add(row.seq()));
            TestNode.await(outbox.done(claim, rows));
            assertThat(done).hasSize(25);
        });
        assertThat(done).doesNotHaveDuplicates();
    }
}
