package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.Deleted;
import dev.crosstalk.bus.ConversationEvent.Edited;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Changes;
import dev.crosstalk.bus.MessageCommand.FillHole;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.bus.StoredMessageCommand.Get;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What becomes of messages that are edited and deleted, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class EditingContract {
    private static int people;

    private TestNode node;
    private Caller alice;
    private Caller bob;
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
        room = node.room(alice, "Room " + people);
        node.ask(bob, new Join(room));
    }

    private List<MessageEvent> history(Caller caller) {
        return node.ask(caller, new History(room, null, null, null)).messages();
    }

    private long rev() {
        return node.ask(alice, new History(room, null, null, 1)).rev();
    }

    @Test
    void an_edited_message_is_answered_published_and_read_again_in_its_place() {
        Posted posted = node.post(bob, room, "teh");
        node.post(alice, room, "what?");
        List<ConversationEvent> heard = node.listen(room);
        Edited edited =
                (Edited) node.ask(bob, new Edit(room, posted.seq(), "the 😀")).message();
        assertThat(edited.text()).isEqualTo("the 😀");
        assertThat(edited.seq()).isEqualTo(posted.seq());
        assertThat(edited.id()).isEqualTo(posted.id());
        assertThat(edited.time()).isEqualTo(posted.time());
        assertThat(edited.rev()).isEqualTo(posted.rev() + 2);
        assertThat(edited.editedAt()).isGreaterThanOrEqualTo(posted.time());
        assertThat(history(alice)).hasSize(2).first().isEqualTo(edited);
        assertThat(node.ask(alice, new Get(room, posted.seq())).message()).isEqualTo(edited);
        await().untilAsserted(() -> assertThat(heard).containsExactly(edited));
    }

    @Test
    void a_deleted_message_leaves_a_tombstone_without_its_text() {
        Posted posted = node.post(bob, room, "a secret");
        List<ConversationEvent> heard = node.listen(room);
        node.ask(alice, new Delete(room, posted.seq()));
        Deleted deleted = (Deleted) history(bob).get(0);
        assertThat(deleted.seq()).isEqualTo(posted.seq());
        assertThat(deleted.id()).isEqualTo(posted.id());
        assertThat(deleted.sender()).isEqualTo(bob.account());
        assertThat(deleted.time()).isEqualTo(posted.time());
        assertThat(deleted.actor()).isEqualTo(alice.account());
        assertThat(deleted.rev()).isEqualTo(posted.rev() + 1);
        await().untilAsserted(() -> assertThat(heard).containsExactly(deleted));
        assertThat(node.post(bob, room, "next").seq()).isEqualTo(posted.seq() + 1);
    }

    @Test
    void what_is_so_already_takes_no_revision_and_is_not_published() {
        Posted posted = node.post(bob, room, "same");
        Posted gone = node.post(bob, room, "gone");
        node.ask(bob, new Delete(room, gone.seq()));
        long rev = rev();
        List<ConversationEvent> heard = node.listen(room);
        node.ask(bob, new Edit(room, posted.seq(), "same"));
        node.ask(bob, new Delete(room, gone.seq()));
        assertThat(rev()).isEqualTo(rev);
        node.post(bob, room, "after");
        await().untilAsserted(() -> assertThat(heard).hasSize(1));
    }

    @Test
    void a_repeated_post_is_answered_as_the_first_time_whatever_became_of_the_message() {
        Post edited = new Post(room, "to be edited", UUID.randomUUID());
        Post deleted = new Post(room, "to be deleted", UUID.randomUUID());
        Posted first = node.ask(bob, edited);
        Posted second = node.ask(bob, deleted);
        node.ask(bob, new Edit(room, first.seq(), "edited"));
        node.ask(bob, new Delete(room, second.seq()));
        assertThat(node.ask(bob, edited))
                .isEqualTo(new Posted(first.id(), room, first.seq(), first.rev(), first.time(), true));
        assertThat(node.ask(bob, deleted))
                .isEqualTo(new Posted(second.id(), room, second.seq(), second.rev(), second.time(), true));
        assertThat(history(bob)).hasSize(2);
    }

    @Test
    void what_one_may_not_change_stays_as_it_is() {
        Caller mallory = node.guest("mallory" + people);
        Posted posted = node.post(alice, room, "mine");
        assertThat(node.refusal(bob, new Edit(room, posted.seq(), "yours"))).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(node.refusal(bob, new Delete(room, posted.seq()))).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(node.refusal(mallory, new Edit(room, posted.seq(), "x"))).isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(node.refusal(mallory, new Delete(room, posted.seq()))).isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(node.refusal(mallory, new Get(room, posted.seq()))).isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(node.refusal(alice, new Edit(room, 99, "x"))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(alice, new Delete(room, 99))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(alice, new Get(room, 99))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(alice, new Edit(new ConversationId(4711), 1, "x")))
                .isEqualTo(FailureCode.NOT_FOUND);
        assertThat(TestNode.text(history(alice).get(0))).isEqualTo("mine");
        node.ask(alice, new Delete(room, posted.seq()));
        assertThat(node.refusal(alice, new Edit(room, posted.seq(), "again"))).isEqualTo(FailureCode.MESSAGE_DELETED);
    }

    @Test
    void whoever_moderates_deletes_what_others_wrote_and_puts_no_words_in_their_mouths() {
        Posted bobs = node.post(bob, room, "bob's words");

        assertThat(node.refusal(alice, new Edit(room, bobs.seq(), "alice's words")))
                .isEqualTo(FailureCode.FORBIDDEN);
        assertThat(TestNode.text(history(alice).get(0))).isEqualTo("bob's words");
        node.ask(alice, new Delete(room, bobs.seq()));
        assertThat(node.refusal(bob, new Edit(room, bobs.seq(), "again"))).isEqualTo(FailureCode.MESSAGE_DELETED);
    }

    @Test
    void a_message_from_before_joining_a_group_does_not_exist_for_the_new_member() {
        ConversationId group = node.group(bob, "Team " + people, alice);
        Posted before = node.post(bob, group, "before");
        Caller carol = node.guest("carol" + people);
        node.ask(bob, new dev.crosstalk.bus.ConversationCommand.AddMember(group, carol.account()));
        Posted after = node.post(bob, group, "after");
        assertThat(node.refusal(carol, new Get(group, before.seq()))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(TestNode.text(node.ask(carol, new Get(group, after.seq())).message()))
                .isEqualTo("after");
    }

    /** What is published is the same for all who listen. */
    @Test
    void an_edit_of_a_message_from_before_a_members_joining_is_published_without_its_text() {
        ConversationId group = node.group(bob, "Team " + people, alice);
        Posted before = node.post(bob, group, "before");
        Caller carol = node.guest("carol" + people);
        node.ask(bob, new dev.crosstalk.bus.ConversationCommand.AddMember(group, carol.account()));
        long joined = before.rev() + 1;
        List<ConversationEvent> heard = node.listen(group);
        Edited answer = (Edited)
                node.ask(bob, new Edit(group, before.seq(), "a secret")).message();
        assertThat(answer.text()).isEqualTo("a secret");
        await().untilAsserted(() -> assertThat(heard).hasSize(1));
        assertThat(((Edited) heard.get(0)).text()).isNull();
        assertThat(node.ask(null, new FillHole(group, joined, answer.rev())).changes())
                .isEqualTo(heard);
        assertThat(node.ask(alice, new ListChanges(group, joined, null, null)).changes())
                .containsExactly(answer);
        Changes hers = node.ask(carol, new ListChanges(group, joined, null, null));
        assertThat(hers.changes()).isEmpty();
        assertThat(hers.next()).isEqualTo(answer.rev());
    }

    @Test
    void who_missed_edits_and_deletions_is_told_each_row_once_as_it_is_now() {
        Posted first = node.post(bob, room, "first");
        Posted second = node.post(bob, room, "second");
        long held = rev();
        node.ask(bob, new Edit(room, first.seq(), "first, edited"));
        node.post(bob, room, "third");
        node.ask(bob, new Edit(room, first.seq(), "first, edited twice"));
        node.ask(alice, new Delete(room, second.seq()));
        Changes changes = node.ask(alice, new ListChanges(room, held, null, null));
        assertThat(changes.complete()).isTrue();
        assertThat(changes.upTo()).isEqualTo(held + 4);
        assertThat(revs(changes)).containsExactly(held + 2, held + 3, held + 4);
        assertThat(TestNode.text((MessageEvent) changes.changes().get(1))).isEqualTo("first, edited twice");
        assertThat(changes.changes().get(2)).isInstanceOf(Deleted.class);
        Changes filled = node.ask(null, new FillHole(room, held, held + 1));
        assertThat(filled.changes())
                .as("what has changed again comes with its new revision")
                .isEmpty();
        assertThat(filled.complete()).isTrue();
        assertThat(filled.upTo()).isEqualTo(held + 1);
    }

    @Test
    void pages_of_changes_with_gaps_leave_nothing_out() {
        List<Posted> posted = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            posted.add(node.post(bob, room, "m" + i));
        }
        for (int i = 0; i < 20; i += 3) {
            node.ask(bob, new Edit(room, posted.get(i).seq(), "edited " + i));
        }
        List<ConversationEvent> all = new ArrayList<>();
        long since = 0;
        Long upTo = null;
        Changes page;
        do {
            page = node.ask(alice, new ListChanges(room, since, upTo, 4));
            assertThat(page.changes()).hasSizeLessThanOrEqualTo(4);
            all.addAll(page.changes());
            since = page.next();
            upTo = page.upTo();
        } while (page.more());
        assertThat(since).isEqualTo(rev());
        assertThat(all).isSortedAccordingTo(Comparator.comparingLong(ConversationEvent::rev));
        assertThat(all.stream().filter(MessageEvent.class::isInstance))
                .hasSize(20)
                .doesNotHaveDuplicates();
        assertThat(all).hasSize(22);
    }

    /** A device that was away ends with the same messages as one that heard every event. */
    @Test
    void edits_and_deletions_that_race_end_alike_for_who_was_there_and_who_was_not() {
        for (int i = 0; i < 5; i++) {
            node.post(bob, room, "m" + i);
        }
        long held = rev();
        List<MessageEvent> before = history(alice);
        List<ConversationEvent> heard = node.listen(room);
        List<Future<?>> racing = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            long seq = i % 5 + 1L;
            Command<?> command = i % 17 == 16 ? new Delete(room, seq) : new Edit(room, seq, "edit " + i);
            racing.add(node.bus().request(bob, command));
        }
        TestNode.await(Future.join(racing).otherwiseEmpty());
        long last = rev();
        await().untilAsserted(() -> assertThat(heard)
                .isNotEmpty()
                .last()
                .extracting(ConversationEvent::rev)
                .isEqualTo(last));
        assertThat(heard.stream().map(ConversationEvent::rev)).isSorted().doesNotHaveDuplicates();
        Changes missed = node.ask(alice, new ListChanges(room, held, null, null));
        assertThat(applied(before, missed.changes()))
                .isEqualTo(applied(before, heard))
                .isEqualTo(history(alice));
        assertThat(history(alice)).filteredOn(Deleted.class::isInstance).isNotEmpty();
    }

    private static List<MessageEvent> applied(List<MessageEvent> before, List<ConversationEvent> events) {
        TreeMap<Long, MessageEvent> bySeq = new TreeMap<>();
        before.forEach(message -> bySeq.put(message.seq(), message));
        events.forEach(event -> bySeq.put(((MessageEvent) event).seq(), (MessageEvent) event));
        return List.copyOf(bySeq.values());
    }

    private static List<Long> revs(Changes changes) {
        return changes.changes().stream().map(ConversationEvent::rev).toList();
    }
}
