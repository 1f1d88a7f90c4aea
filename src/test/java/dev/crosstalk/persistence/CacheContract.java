package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.HistoryPage;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.StoredMessageCommand.Audience;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.React;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes on one database, each with a cache of its own that does not hear what the other commits. */
@Timeout(120)
abstract class CacheContract {
    /** What is promised is 3 s; the rest is for a loaded machine. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    private TestNode one;
    private TestNode two;
    private Caller alice;
    private Caller bob;
    private ConversationId room;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        PersistenceSettings settings = PersistenceSettings.at(freshUrl());
        one = new TestNode(settings);
        two = new TestNode(settings);
        alice = one.guest("alice");
        bob = one.guest("bob");
        room = one.room(alice, "Cached");
        one.ask(bob, new Join(room));
        one.post(alice, room, "first");
        assertThat(texts(latest(two, bob)))
                .as("it is in the cache of the other")
                .containsExactly("first");
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    @Test
    void whatIsAnsweredAsStoredIsReadAtOnceWhereItWasStored() {
        for (int i = 0; i < 20; i++) {
            one.post(alice, room, "message " + i);
            assertThat(texts(latest(one, bob))).endsWith("message " + i);
        }
        assertThat(latest(one, bob).lastSeq()).isEqualTo(21);
    }

    @Test
    void whatAnotherNodeStoredIsReadWithinTheBound() {
        one.post(alice, room, "second");

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(texts(latest(two, bob))).containsExactly("first", "second"));
    }

    @Test
    void whoLeftAtAnotherNodeReadsNothingMoreWithinTheBound() {
        one.ask(bob, new Leave(room));
        one.post(alice, room, "without bob");

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(two.refusal(bob, history())).isEqualTo(FailureCode.NOT_A_MEMBER));
    }

    @Test
    void whoJoinedAtAnotherNodeReadsAtOnce() {
        Caller carol = one.guest("carol");
        assertThat(two.refusal(carol, history())).isEqualTo(FailureCode.NOT_A_MEMBER);

        one.ask(carol, new Join(room));

        assertThat(texts(latest(two, carol))).containsExactly("first");
    }

    @Test
    void whoHasSeenMoreThanTheCacheKnowsIsAnsweredByTheDatabase() {
        long rev = latest(two, bob).rev();
        one.post(alice, room, "second");
        one.post(alice, room, "third");

        assertThat(two.ask(bob, new ListChanges(room, rev + 1, null, null)).complete())
                .isTrue();
        assertThat(texts(two.ask(bob, new History(room, null, 2L, null)))).containsExactly("third");
    }

    @Test
    void whatOneHasHiddenIsNotReadFromTheCache() {
        one.post(alice, room, "second");
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(texts(latest(two, bob))).containsExactly("first", "second"));
        one.ask(bob, new Delete(room, 1, Audience.ME));

        assertThat(texts(latest(one, bob))).containsExactly("second");
        assertThat(texts(latest(two, bob))).containsExactly("second");
        assertThat(texts(latest(two, alice))).containsExactly("first", "second");
    }

    @Test
    void reactionsAndQuotationsAreReadAsEachReaderSeesThem() {
        one.ask(bob, new React(room, 1, "👍", true));
        one.ask(bob, new Post(room, "an answer", UUID.randomUUID(), 1L, null, null));

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(latest(two, alice).messages()).hasSize(2));
        for (TestNode node : List.of(one, two)) {
            for (int i = 0; i < 2; i++) {
                assertThat(mine(latest(node, bob))).isTrue();
                assertThat(mine(latest(node, alice))).isFalse();
                assertThat(((ConversationEvent.Message)
                                        latest(node, alice).messages().get(1))
                                .replyTo()
                                .excerpt())
                        .isEqualTo("first");
            }
        }
    }

    private static boolean mine(HistoryPage page) {
        return ((ConversationEvent.Message) page.messages().get(0))
                .reactions()
                .get(0)
                .mine();
    }

    private HistoryPage latest(TestNode node, Caller caller) {
        return node.ask(caller, history());
    }

    private History history() {
        return new History(room, null, null, null);
    }

    private static List<String> texts(HistoryPage page) {
        return page.messages().stream()
                .map(message -> ((ConversationEvent.Message) message).text())
                .toList();
    }
}
