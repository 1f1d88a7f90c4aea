package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationView;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stays true when two nodes write to the same conversations of one database. */
@Timeout(150)
abstract class ContentionContract {
    private static final int EACH = 40;

    private TestNode first;
    private TestNode second;

    abstract String freshUrl();

    @BeforeEach
    void startTwoNodes() {
        String url = freshUrl();
        // At once: both find an empty database.
        Future<TestNode> other = Future.future(promise -> new Thread(() -> {
                    try {
                        promise.complete(new TestNode(PersistenceSettings.at(url)));
                    } catch (RuntimeException e) {
                        promise.fail(e);
                    }
                })
                .start());
        first = new TestNode(PersistenceSettings.at(url));
        second = TestNode.await(other);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    TestNode first() {
        return first;
    }

    TestNode second() {
        return second;
    }

    @Test
    void sixteen_writers_with_lost_acknowledgements_leave_no_gap_no_double_and_nothing_of_the_removed() {
        Contention contention = new Contention(first, second, EACH, System.nanoTime());
        contention.run();
        contention.check();
        await().atMost(5, TimeUnit.SECONDS).untilAsserted(contention::checkEvents);
    }

    @Test
    void the_same_participants_are_one_conversation_over_two_nodes() {
        List<Caller> people = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            people.add(first.guest("person" + i));
        }
        List<Future<ConversationView>> answers = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (Caller asking : people) {
                List<Caller> others = new ArrayList<>(people);
                others.remove(asking);
                Create create =
                        new Create(ConversationKind.GROUP, null, TestNode.ids(others.toArray(new Caller[0])), null);
                answers.add(first.bus().request(asking, create));
                answers.add(second.bus().request(asking, create));
            }
        }
        TestNode.await(Future.all(answers));
        assertThat(answers.stream().map(answer -> answer.result().id()).distinct())
                .hasSize(1);
        ConversationId direct = first.ask(
                        people.get(0), new Create(ConversationKind.DIRECT, null, TestNode.ids(people.get(1)), null))
                .id();
        assertThat(direct).isNotEqualTo(answers.get(0).result().id());
    }
}
