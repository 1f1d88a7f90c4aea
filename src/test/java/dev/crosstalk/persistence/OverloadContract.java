package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to more posts than can wait. */
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
            org.awaitility.Awaitility.await().until(() -> answers.size() == 10 * QUEUE);
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
}
