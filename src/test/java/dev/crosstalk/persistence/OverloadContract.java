package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.PersonalCommand.KeepDraft;
import dev.crosstalk.bus.PersonalCommand.Save;
import dev.crosstalk.bus.PersonalCommand.Unsave;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.bus.StoredMessageCommand.Found;
import dev.crosstalk.bus.StoredMessageCommand.ListEdits;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to more than can wait. */
@Timeout(60)
abstract class OverloadContract {
    private static final int QUEUE = 20;

    abstract String freshUrl();

    @Test
    void more_posts_than_may_wait_are_told_to_come_back_and_nothing_of_them_is_stored() {
        try (TestNode node = new TestNode(PersistenceSettings.at(freshUrl()).withQueueRows(QUEUE))) {
            Caller alice = node.guest("alice");
            ConversationId room = node.room(alice, "Room");
            List<Post> posts = new ArrayList<>();
            List<Future<Posted>> answers = new ArrayList<>();
            node.vertx().runOnContext(ignored -> {
                for (int i = 0; i < 10 * QUEUE; i++) {
                    posts.add(new Post(room, "m" + i, UUID.randomUUID()));
                }
                posts.forEach(post -> answers.add(node.bus().request(alice, post)));
            });
            await().until(() -> answers.size() == 10 * QUEUE);
            TestNode.await(Future.join(answers).transform(done -> Future.succeededFuture()));
            List<Failure> failures = answers.stream()
                    .filter(Future::failed)
                    .map(answer -> (Failure) answer.cause())
                    .toList();
            assertThat(failures).isNotEmpty().allSatisfy(failure -> {
                assertThat(failure.code()).isEqualTo(FailureCode.OVERLOADED);
                assertThat(failure.retryAfterMs()).isPositive();
            });
            List<MessageEvent> stored =
                    node.ask(alice, new History(room, null, null, 500)).messages();
            assertThat(stored).hasSize(10 * QUEUE - failures.size()).isNotEmpty();
            assertThat(stored.stream().map(MessageEvent::seq))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, stored.size()).boxed().toList());
            posts.forEach(post -> node.ask(alice, post));
            assertThat(node.ask(alice, new History(room, null, null, 500)).messages())
                    .hasSize(10 * QUEUE);
        }
    }

    /** Asks all at once, in one turn of the event loop. */
    private static <R> List<Future<R>> atOnce(TestNode node, int times, IntFunction<Future<R>> ask) {
        List<Future<R>> answers = new ArrayList<>();
        node.vertx().runOnContext(ignored -> {
            List<Future<R>> all = IntStream.range(0, times).mapToObj(ask).toList();
            answers.addAll(all);
        });
        await().until(() -> answers.size() == times);
        TestNode.await(Future.join(answers).transform(done -> Future.succeededFuture()));
        return answers;
    }

    private static void assertSomeRefusedAsOverload(List<? extends Future<?>> answers) {
        assertThat(answers.stream().filter(Future::succeeded)).isNotEmpty();
        assertThat(answers.stream().filter(Future::failed).map(answer -> (Failure) answer.cause()))
                .isNotEmpty()
                .allSatisfy(failure -> {
                    assertThat(failure.code()).isEqualTo(FailureCode.OVERLOADED);
                    assertThat(failure.retryAfterMs()).isPositive();
                });
    }

    @Test
    void edits_that_wait_count_with_their_texts() {
        try (TestNode node = new TestNode(PersistenceSettings.at(freshUrl()).withBatchBytes(10_000))) {
            Caller alice = node.guest("alice");
            ConversationId room = node.room(alice, "Room");
            long seq = node.post(alice, room, "short").seq();

            List<Future<Found>> answers =
                    atOnce(node, 40, i -> node.bus().request(alice, new Edit(room, seq, i + "x".repeat(90_000))));

            assertSomeRefusedAsOverload(answers);
            long stored = answers.stream().filter(Future::succeeded).count();
            assertThat(node.ask(alice, new ListEdits(room, seq, null, 200)).edits())
                    .as("each that was answered, and nothing of the others")
                    .hasSizeLessThanOrEqualTo((int) stored)
                    .isNotEmpty();
        }
    }

    @Test
    void drafts_that_wait_count_with_their_texts() {
        try (TestNode node = new TestNode(PersistenceSettings.at(freshUrl()).withBatchBytes(10_000))) {
            Caller alice = node.guest("alice");
            ConversationId room = node.room(alice, "Room");

            List<Future<UserEvent.Draft>> drafts = atOnce(
                    node,
                    40,
                    i -> node.bus().request(alice, new KeepDraft(room, "x".repeat(90_000), null, null, null)));

            assertSomeRefusedAsOverload(drafts);
        }
    }

    @Test
    void more_of_ones_own_than_may_wait_is_told_to_come_back_and_what_is_posted_meanwhile_waits_for_little_of_it() {
        try (TestNode node = new TestNode(PersistenceSettings.at(freshUrl()).withQueueRows(QUEUE))) {
            Caller alice = node.guest("alice");
            ConversationId room = node.room(alice, "Room");
            long seq = node.post(alice, room, "to be saved").seq();
            List<Integer> savedBefore = new ArrayList<>();
            AtomicInteger saved = new AtomicInteger();

            List<Future<UserEvent.Saved>> answers = atOnce(node, 10 * QUEUE, i -> {
                if (i == 10 * QUEUE - 1) {
                    node.bus()
                            .request(alice, new Post(room, "meanwhile", UUID.randomUUID()))
                            .onSuccess(posted -> savedBefore.add(saved.get()));
                }
                Future<UserEvent.Saved> answer = i % 2 == 0
                        ? node.bus().request(alice, new Save(room, seq))
                        : node.bus().request(alice, new Unsave(room, seq));
                return answer.onSuccess(done -> saved.incrementAndGet());
            });

            assertSomeRefusedAsOverload(answers);
            await().until(() -> !savedBefore.isEmpty());
            assertThat(savedBefore.get(0)).isLessThan(QUEUE);
        }
    }
}
