package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Changes;
import dev.crosstalk.bus.MessageCommand.FillHole;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.HistoryPage;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What the message service promises, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class MessageContract {
    private static int people;

    private TestNode node;
    private Caller alice;
    private Caller bob;
    private Caller mallory;
    private ConversationId room;

    abstract String freshUrl();

    @BeforeAll
    void start() {
        node = new TestNode(PersistenceSettings.at(freshUrl()));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void newPeople() {
        people++;
        alice = node.guest("alice" + people);
        bob = node.guest("bob" + people);
        mallory = node.guest("mallory" + people);
        room = node.room(alice, "Room " + people);
        node.ask(bob, new Join(room));
    }

    @Test
    void a_posted_message_is_answered_published_and_read_again() {
        List<ConversationEvent> heard = node.listen(room);
        Posted posted = node.post(alice, room, "Hello 😀 é");
        assertThat(posted.seq()).isEqualTo(1);
        assertThat(posted.rev()).isEqualTo(3);
        assertThat(posted.duplicate()).isFalse();
        HistoryPage page = node.ask(bob, new History(room, null, null, null));
        assertThat(page.messages()).hasSize(1);
        ConversationEvent.Message message =
                (ConversationEvent.Message) page.messages().get(0);
        assertThat(message.text()).isEqualTo("Hello 😀 é");
        assertThat(message.id()).isEqualTo(posted.id());
        assertThat(message.time()).isEqualTo(posted.time());
        assertThat(message.sender()).isEqualTo(alice.account());
        assertThat(page.lastSeq()).isEqualTo(1);
        assertThat(page.rev()).isEqualTo(3);
        await().untilAsserted(() -> assertThat(heard).containsExactly(message));
    }

    @Test
    void the_same_client_id_is_stored_once_and_answered_again() {
        List<ConversationEvent> heard = node.listen(room);
        Post post = new Post(room, "once", UUID.randomUUID());
        Posted first = node.ask(alice, post);
        Posted again = node.ask(alice, post);
        assertThat(again.duplicate()).isTrue();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.seq()).isEqualTo(first.seq());
        assertThat(again.rev()).isEqualTo(first.rev());
        assertThat(again.time()).isEqualTo(first.time());
        Posted next = node.post(alice, room, "next");
        assertThat(next.seq()).isEqualTo(first.seq() + 1);
        await().untilAsserted(() -> assertThat(heard).hasSize(2));
    }

    @Test
    void the_same_client_id_of_another_sender_is_another_message() {
        UUID clientId = UUID.randomUUID();
        node.ask(alice, new Post(room, "hers", clientId));
        Posted his = node.ask(bob, new Post(room, "his", clientId));
        assertThat(his.duplicate()).isFalse();
        assertThat(his.seq()).isEqualTo(2);
    }

    @Test
    void a_client_id_of_another_conversation_is_refused_and_stores_nothing() {
        ConversationId other = node.room(alice, "Other " + people);
        UUID clientId = UUID.randomUUID();
        node.ask(alice, new Post(room, "here", clientId));
        assertThat(node.refusal(alice, new Post(other, "there", clientId))).isEqualTo(FailureCode.CLIENT_ID_REUSED);
        assertThat(node.ask(alice, new History(other, null, null, null)).messages())
                .isEmpty();
    }

    @Test
    void bad_posts_of_a_batch_are_refused_and_leave_the_others_unharmed() {
        UUID used = UUID.randomUUID();
        ConversationId other = node.room(alice, "Another " + people);
        node.ask(alice, new Post(other, "first use", used));
        UUID twice = UUID.randomUUID();
        List<Future<Posted>> answers = new ArrayList<>();
        answers.add(node.bus().request(alice, new Post(room, "one", UUID.randomUUID())));
        answers.add(node.bus().request(mallory, new Post(room, "not a member", UUID.randomUUID())));
        answers.add(node.bus().request(alice, new Post(room, "reused", used)));
        answers.add(node.bus().request(alice, new Post(new ConversationId(4711), "nowhere", UUID.randomUUID())));
        answers.add(node.bus().request(bob, new Post(room, "two", twice)));
        answers.add(node.bus().request(bob, new Post(room, "two again", twice)));
        answers.add(node.bus().request(alice, new Post(room, "three", UUID.randomUUID())));
        TestNode.await(Future.join(answers).transform(done -> Future.succeededFuture()));
        assertThat(answers.get(1).cause()).hasFieldOrPropertyWithValue("code", FailureCode.NOT_A_MEMBER);
        assertThat(answers.get(2).cause()).hasFieldOrPropertyWithValue("code", FailureCode.CLIENT_ID_REUSED);
        assertThat(answers.get(3).cause()).hasFieldOrPropertyWithValue("code", FailureCode.NOT_FOUND);
        assertThat(answers.get(5).result().duplicate()).isTrue();
        assertThat(answers.get(5).result().seq())
                .isEqualTo(answers.get(4).result().seq());
        assertThat(texts(node.ask(bob, new History(room, null, null, null)))).containsExactly("one", "two", "three");
    }

    @Test
    void who_left_may_neither_post_nor_read_but_is_told_what_was_stored() {
        Post post = new Post(room, "before leaving", UUID.randomUUID());
        Posted first = node.ask(bob, post);
        node.ask(bob, new Leave(room));
        assertThat(node.refusal(bob, new Post(room, "after leaving", UUID.randomUUID())))
                .isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(node.refusal(bob, new History(room, null, null, null))).isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(node.refusal(bob, new ListChanges(room, 0L, null, null))).isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(node.ask(bob, post).id()).isEqualTo(first.id());
    }

    @Test
    void to_strangers_a_group_does_not_exist() {
        ConversationId group = node.group(alice, "Secret " + people, bob);
        node.post(alice, group, "hidden");
        assertThat(node.refusal(mallory, new Post(group, "hello?", UUID.randomUUID())))
                .isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(mallory, new History(group, null, null, null))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(mallory, new ListChanges(group, 0L, null, null)))
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void the_longest_text_is_stored_whole() {
        String text = "😀".repeat(99_999);
        node.post(alice, room, text);
        assertThat(texts(node.ask(bob, new History(room, null, null, null)))).containsExactly(text);
    }

    @Test
    void history_goes_both_ways_in_pages() {
        IntStream.rangeClosed(1, 7).forEach(i -> node.post(alice, room, "m" + i));
        assertThat(texts(node.ask(bob, new History(room, null, null, 3)))).containsExactly("m5", "m6", "m7");
        assertThat(texts(node.ask(bob, new History(room, 5L, null, 3)))).containsExactly("m2", "m3", "m4");
        assertThat(texts(node.ask(bob, new History(room, 2L, null, 3)))).containsExactly("m1");
        assertThat(texts(node.ask(bob, new History(room, null, 2L, 3)))).containsExactly("m3", "m4", "m5");
        assertThat(texts(node.ask(bob, new History(room, null, 7L, 3)))).isEmpty();
    }

    @Test
    void a_senders_messages_keep_their_order() {
        List<Future<Posted>> answers = IntStream.range(0, 500)
                .mapToObj(i -> node.bus().request(alice, new Post(room, "n" + i, UUID.randomUUID())))
                .toList();
        TestNode.await(Future.all(answers));
        assertThat(answers.stream().map(answer -> answer.result().seq()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 500).boxed().toList());
        assertThat(answers.stream().map(answer -> answer.result().id())).isSorted();
    }

    @Test
    void changes_are_every_rev_in_order_up_to_a_fixed_one() {
        node.post(alice, room, "a");
        node.ask(mallory, new Join(room));
        node.post(bob, room, "b");
        Changes first = node.ask(bob, new ListChanges(room, 0L, null, 2));
        assertThat(first.complete()).isTrue();
        assertThat(first.more()).isTrue();
        assertThat(first.upTo()).isEqualTo(5);
        assertThat(first.next()).isEqualTo(2);
        node.post(bob, room, "later");
        Changes second = node.ask(bob, new ListChanges(room, first.next(), first.upTo(), 100));
        assertThat(second.more()).isFalse();
        assertThat(second.upTo()).isEqualTo(5);
        List<ConversationEvent> all = new ArrayList<>(first.changes());
        all.addAll(second.changes());
        assertThat(all.stream().map(ConversationEvent::rev)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(all.get(0)).isInstanceOf(ConversationEvent.Created.class);
        assertThat(((ConversationEvent.Member) all.get(3)).afterSeq()).isEqualTo(1);
        Changes filled = node.ask(null, new FillHole(room, 2, 4));
        assertThat(filled.changes().stream().map(ConversationEvent::rev)).containsExactly(3L, 4L);
    }

    @Test
    void changes_of_a_future_the_server_does_not_know_are_refused() {
        assertThat(node.ask(bob, new ListChanges(room, 99L, null, null)).complete())
                .isFalse();
    }

    @Test
    void a_new_member_of_a_group_sees_it_from_joining_on() {
        ConversationId group = node.group(alice, "Team " + people, bob);
        node.post(alice, group, "before");
        node.ask(alice, new dev.crosstalk.bus.ConversationCommand.AddMember(group, mallory.account()));
        node.post(alice, group, "after");
        HistoryPage page = node.ask(mallory, new History(group, null, null, null));
        assertThat(texts(page)).containsExactly("after");
        assertThat(page.firstSeq()).isEqualTo(2);
        assertThat(node.ask(mallory, new ListChanges(group, 0L, null, null)).complete())
                .isFalse();
        Changes sinceJoining = node.ask(mallory, new ListChanges(group, 2L, null, null));
        assertThat(sinceJoining.complete()).isTrue();
        assertThat(sinceJoining.changes()).hasSize(2);
        assertThat(texts(node.ask(bob, new History(group, null, null, null)))).containsExactly("before", "after");
    }

    @Test
    void pages_of_history_tell_what_happened_between_their_messages_each_once() {
        node.post(alice, room, "1");
        Caller carol = node.guest("carol" + people);
        node.ask(carol, new Join(room));
        node.post(alice, room, "2");
        node.post(alice, room, "3");
        node.ask(alice, new dev.crosstalk.bus.ConversationCommand.Rename(room, "Renamed " + people));
        HistoryPage latest = node.ask(bob, new History(room, null, null, 2));
        assertThat(texts(latest)).containsExactly("2", "3");
        assertThat(revs(latest)).containsExactly(7L);
        HistoryPage before = node.ask(bob, new History(room, 2L, null, 2));
        assertThat(revs(before))
                .as("created, bob, carol behind the first message")
                .containsExactly(1L, 2L, 4L);
        HistoryPage first = node.ask(bob, new History(room, null, 0L, 2));
        assertThat(revs(first)).containsExactly(1L, 2L, 4L);
        HistoryPage after = node.ask(bob, new History(room, null, 2L, 2));
        assertThat(revs(after)).containsExactly(7L);
        assertThat(revs(node.ask(bob, new History(room, null, 3L, 2)))).isEmpty();
    }

    @Test
    void a_new_member_of_a_group_is_not_told_what_happened_before() {
        ConversationId group = node.group(alice, "Team " + people, bob);
        node.ask(alice, new dev.crosstalk.bus.ConversationCommand.Rename(group, "Secret " + people));
        node.ask(alice, new dev.crosstalk.bus.ConversationCommand.AddMember(group, mallory.account()));
        assertThat(revs(node.ask(mallory, new History(group, null, null, null))))
                .containsExactly(3L);
        assertThat(revs(node.ask(bob, new History(group, null, null, null)))).containsExactly(1L, 2L, 3L);
    }

    private static List<Long> revs(HistoryPage page) {
        return page.entries().stream().map(ConversationEvent::rev).toList();
    }

    @Test
    void pages_of_very_long_messages_are_shorter_and_leave_nothing_out() {
        String text = "\uD83D\uDE00".repeat(49_999);
        for (int i = 0; i < 13; i++) {
            node.post(alice, room, text);
        }
        HistoryPage latest = node.ask(bob, new History(room, null, null, 100));
        assertThat(seqs(latest)).hasSizeBetween(2, 12).endsWith(13L);
        HistoryPage before = node.ask(bob, new History(room, seqs(latest).get(0), null, 100));
        assertThat(seqs(before)).endsWith(seqs(latest).get(0) - 1);
        HistoryPage first = node.ask(bob, new History(room, null, 0L, 100));
        assertThat(seqs(first)).startsWith(1L).hasSizeBetween(2, 12);
        List<Long> revs = new ArrayList<>();
        Changes page;
        long since = 0;
        do {
            page = node.ask(bob, new ListChanges(room, since, null, 1000));
            page.changes().forEach(change -> revs.add(change.rev()));
            assertThat(page.changes()).hasSizeLessThan(15);
            since = page.next();
        } while (page.more());
        assertThat(revs)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 15).boxed().toList());
    }

    private static List<Long> seqs(HistoryPage page) {
        return page.messages().stream().map(MessageEvent::seq).toList();
    }

    private static List<String> texts(HistoryPage page) {
        return page.messages().stream().map(TestNode::text).toList();
    }
}
