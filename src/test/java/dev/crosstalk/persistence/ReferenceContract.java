package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.Edited;
import dev.crosstalk.bus.ConversationEvent.Message;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationEvent.Pinned;
import dev.crosstalk.bus.ConversationEvent.Unpinned;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.MessageCommand.FillHole;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.HistoryPage;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.MessageCommand.ListPins;
import dev.crosstalk.bus.MessageCommand.PinnedMessage;
import dev.crosstalk.bus.MessageCommand.Pins;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.Quote;
import dev.crosstalk.bus.StoredMessageCommand.Audience;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.bus.StoredMessageCommand.Edits;
import dev.crosstalk.bus.StoredMessageCommand.Get;
import dev.crosstalk.bus.StoredMessageCommand.ListEdits;
import dev.crosstalk.bus.StoredMessageCommand.Pin;
import dev.crosstalk.bus.StoredMessageCommand.Unpin;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.Text;
import dev.crosstalk.bus.UserEvent.MessageHidden;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Messages that refer to others and to people, pins, and what one deletes for oneself; whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class ReferenceContract {
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

    private Posted answer(Caller caller, ConversationId conversation, long seq) {
        return node.ask(caller, new Post(conversation, "an answer", UUID.randomUUID(), seq, null, null));
    }

    private Quote quote(Caller caller, ConversationId conversation, long seq) {
        MessageEvent message = node.ask(caller, new Get(conversation, seq)).message();
        return message instanceof Edited edited ? edited.replyTo() : ((Message) message).replyTo();
    }

    private List<MessageEvent> history(Caller caller) {
        return node.ask(caller, new History(room, null, null, null)).messages();
    }

    @Test
    void an_answer_quotes_the_message_as_it_is_when_it_is_read() {
        Posted original = node.post(alice, room, "the  first\nmessage");
        List<ConversationEvent> heard = node.listen(room);
        Posted answer = answer(bob, room, original.seq());
        Quote posted = new Quote(original.seq(), alice.account(), "the first message", null);
        await().untilAsserted(() -> assertThat(heard).hasSize(1));
        assertThat(((Message) heard.get(0)).replyTo()).isEqualTo(posted);
        assertThat(quote(alice, room, answer.seq())).isEqualTo(posted);
        node.ask(alice, new Edit(room, original.seq(), "the better message"));
        assertThat(quote(alice, room, answer.seq()).excerpt()).isEqualTo("the better message");
        node.ask(alice, new Delete(room, original.seq()));
        Quote gone = new Quote(original.seq(), alice.account(), null, true);
        assertThat(quote(alice, room, answer.seq())).isEqualTo(gone);
        assertThat(((Message) history(bob).get(1)).replyTo()).isEqualTo(gone);
        assertThat(((Message) node.ask(null, new FillHole(room, answer.rev() - 1, answer.rev()))
                                .changes()
                                .get(0))
                        .replyTo())
                .isEqualTo(gone);
    }

    @Test
    void a_repeated_answer_is_answered_though_the_original_is_gone() {
        Posted original = node.post(alice, room, "original");
        Post post = new Post(room, "an answer", UUID.randomUUID(), original.seq(), null, null);
        Posted first = node.ask(bob, post);
        node.ask(alice, new Delete(room, original.seq()));
        assertThat(node.ask(bob, post).seq()).isEqualTo(first.seq());
        assertThat(node.refusal(bob, new Post(room, "late", UUID.randomUUID(), original.seq(), null, null)))
                .isEqualTo(FailureCode.MESSAGE_DELETED);
        assertThat(node.refusal(bob, new Post(room, "nothing", UUID.randomUUID(), 99L, null, null)))
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void a_message_from_before_ones_joining_is_neither_quoted_to_one_nor_answered() {
        ConversationId group = node.group(alice, "Team " + people, bob);
        Posted before = node.post(alice, group, "a secret");
        Caller carol = node.guest("carol" + people);
        node.ask(alice, new AddMember(group, carol.account()));
        List<ConversationEvent> heard = node.listen(group);
        Posted answer = answer(bob, group, before.seq());
        assertThat(quote(bob, group, answer.seq()).excerpt()).isEqualTo("a secret");
        assertThat(quote(carol, group, answer.seq())).isEqualTo(Quote.of(before.seq()));
        await().untilAsserted(() -> assertThat(heard).hasSize(1));
        assertThat(((Message) heard.get(0)).replyTo()).as("all hear it").isEqualTo(Quote.of(before.seq()));
        assertThat(node.ask(null, new FillHole(group, answer.rev() - 1, answer.rev()))
                        .changes())
                .isEqualTo(heard);
        assertThat(node.refusal(carol, new Post(group, "what?", UUID.randomUUID(), before.seq(), null, null)))
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void mentions_of_members_are_told_with_the_message_and_follow_its_edits() {
        Caller mallory = node.guest("mallory" + people);
        List<AccountId> named = List.of(bob.account(), mallory.account(), alice.account());
        Posted posted = node.ask(alice, new Post(room, "@all of you", UUID.randomUUID(), null, named, null));
        assertThat(((Message) history(bob).get(0)).mentions()).containsExactly(bob.account(), alice.account());
        Edited same = (Edited)
                node.ask(alice, new Edit(room, posted.seq(), "@you two")).message();
        assertThat(same.mentions()).containsExactly(bob.account(), alice.account());
        Edited none = (Edited) node.ask(alice, new Edit(room, posted.seq(), "nobody", List.of(), null))
                .message();
        assertThat(none.mentions()).isNull();
        assertThat(((Edited) node.ask(alice, new Edit(room, posted.seq(), "bob", List.of(bob.account()), null))
                                .message())
                        .mentions())
                .containsExactly(bob.account());
    }

    @Test
    void pinned_messages_of_the_longest_texts_come_in_pages_that_are_not_too_much_for_one_answer() {
        List<Long> seqs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            seqs.add(node.post(alice, room, "x".repeat(Text.MAX_MESSAGE)).seq());
            node.ask(alice, new Pin(room, seqs.get(i)));
        }
        List<Long> listed = new ArrayList<>();
        Long next = null;
        int pages = 0;
        do {
            Pins page = node.ask(bob, new ListPins(room, next));
            assertThat(Json.write(page).length()).isLessThan(600_000);
            page.pins().forEach(pin -> listed.add(pin.message().seq()));
            next = page.next();
            pages++;
        } while (next != null);

        Collections.reverse(seqs);
        assertThat(listed).isEqualTo(seqs);
        assertThat(pages).isEqualTo(2);
    }

    @Test
    void pinned_messages_are_listed_latest_first_and_leave_entries() {
        Posted first = node.post(bob, room, "first");
        Posted second = node.post(alice, room, "second");
        List<ConversationEvent> heard = node.listen(room);
        assertThat(node.refusal(bob, new Pin(room, first.seq()))).isEqualTo(FailureCode.FORBIDDEN);
        node.ask(alice, new Pin(room, second.seq()));
        node.ask(alice, new Pin(room, first.seq()));
        node.ask(alice, new Pin(room, first.seq()));
        List<PinnedMessage> pins = node.ask(bob, new ListPins(room, null)).pins();
        assertThat(pins).extracting(pin -> TestNode.text(pin.message())).containsExactly("first", "second");
        assertThat(pins).extracting(PinnedMessage::actor).containsOnly(alice.account());
        node.ask(alice, new Unpin(room, second.seq()));
        node.ask(alice, new Delete(room, first.seq()));
        assertThat(node.ask(bob, new ListPins(room, null)).pins()).isEmpty();
        await().untilAsserted(() -> assertThat(heard).hasSize(4));
        HistoryPage page = node.ask(bob, new History(room, null, null, null));
        assertThat(page.entries().subList(2, 5)).isEqualTo(heard.subList(0, 3));
        assertThat(heard.get(1)).isInstanceOf(Pinned.class);
        assertThat(((Unpinned) heard.get(2)).seq()).isEqualTo(second.seq());
    }

    @Test
    void what_one_deletes_for_oneself_is_gone_for_oneself_alone() {
        Posted kept = node.post(alice, room, "kept");
        Posted hidden = node.post(alice, room, "hidden");
        Posted answer = answer(alice, room, hidden.seq());
        long since = hidden.rev() - 1;
        long userRev = node.ask(bob, new ListUserChanges(bob.account(), 0L, null, null))
                .upTo();
        long rev = node.ask(bob, new History(room, null, null, null)).rev();
        node.ask(bob, new Delete(room, hidden.seq(), Audience.ME));
        node.ask(bob, new Delete(room, hidden.seq(), Audience.ME));
        assertThat(history(bob)).extracting(MessageEvent::seq).containsExactly(kept.seq(), answer.seq());
        assertThat(history(alice)).hasSize(3);
        assertThat(node.ask(bob, new ListChanges(room, since, null, null)).changes())
                .extracting(ConversationEvent::rev)
                .containsExactly(answer.rev());
        assertThat(quote(bob, room, answer.seq())).isEqualTo(Quote.of(hidden.seq()));
        assertThat(quote(alice, room, answer.seq()).excerpt()).isEqualTo("hidden");
        assertThat(node.refusal(bob, new Get(room, hidden.seq()))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(bob, new Post(room, "re", UUID.randomUUID(), hidden.seq(), null, null)))
                .isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.ask(bob, new History(room, null, null, null)).rev()).isEqualTo(rev);
        assertThat(node.ask(bob, new ListUserChanges(bob.account(), userRev, null, null))
                        .changes())
                .containsExactly(new MessageHidden(bob.account(), userRev + 1, room, hidden.seq()));
    }

    @Test
    void what_one_has_hidden_is_not_ones_last_message() {
        Posted last = node.post(alice, room, "last");
        node.ask(bob, new Delete(room, last.seq(), Audience.ME));
        assertThat(node.ask(bob, new dev.crosstalk.bus.ConversationCommand.Get(room))
                        .preview())
                .isNull();
        assertThat(node.ask(alice, new dev.crosstalk.bus.ConversationCommand.Get(room))
                        .preview())
                .isNotNull();
    }

    @Test
    void earlier_texts_are_shown_to_who_wrote_them_and_to_moderators_until_the_message_is_deleted() {
        Posted posted = node.post(bob, room, "one");
        node.ask(bob, new Edit(room, posted.seq(), "two"));
        node.ask(bob, new Edit(room, posted.seq(), "three"));
        Caller carol = node.guest("carol" + people);
        node.ask(carol, new Join(room));
        for (Caller allowed : List.of(alice, bob)) {
            Edits edits = node.ask(allowed, new ListEdits(room, posted.seq(), null, null));
            assertThat(edits.edits()).extracting("text").containsExactly("one", "two");
            assertThat(edits.edits().get(0).time()).isEqualTo(posted.time());
        }
        Edits second = node.ask(bob, new ListEdits(room, posted.seq(), 1L, 1));
        assertThat(second.edits()).extracting("text").containsExactly("two");
        assertThat(node.ask(bob, new ListEdits(room, posted.seq(), second.next(), 1))
                        .edits())
                .isEmpty();
        assertThat(node.refusal(carol, new ListEdits(room, posted.seq(), null, null)))
                .isEqualTo(FailureCode.FORBIDDEN);
        node.ask(bob, new Delete(room, posted.seq()));
        assertThat(node.ask(bob, new ListEdits(room, posted.seq(), null, null)).edits())
                .isEmpty();
    }
}
