package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Changes;
import dev.crosstalk.bus.MessageCommand.FillHole;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.HistoryPage;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.StoredMessageCommand.Audience;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.bus.StoredMessageCommand.Get;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The bounds that an installation sets are held, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class InstallationContract {
    private static final int MAX_CHANGES = 5;
    private static final int EDIT_SECONDS = 3_600;
    private static final int DELETE_SECONDS = 7_200;
    private static final int EVERYONE_MEMBERS = 2;
    /** Longer than a test takes. */
    private static final int WELL_BEFORE = 600;

    private static int people;

    private TestNode node;
    private Database database;
    private Caller alice;
    private Caller bob;
    private Caller carol;
    private ConversationId room;

    abstract String freshUrl();

    @BeforeAll
    void start() {
        PersistenceSettings settings = PersistenceSettings.at(freshUrl())
                .withMaxChanges(MAX_CHANGES)
                .withMessages(new MessageSettings(EDIT_SECONDS, DELETE_SECONDS, EVERYONE_MEMBERS));
        node = new TestNode(settings);
        database = node.database(settings);
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
        carol = node.guest("carol" + people);
        room = node.room(alice, "Room " + people);
        node.ask(bob, new Join(room));
    }

    private void say(int times) {
        for (int i = 0; i < times; i++) {
            node.post(alice, room, "message " + i);
        }
    }

    private HistoryPage history() {
        return node.ask(bob, new History(room, null, null, null));
    }

    /** As a device asks: up to where the first page was. */
    private List<ConversationEvent> all(long since, int pageSize, Runnable betweenPages) {
        List<ConversationEvent> all = new ArrayList<>();
        Changes page = node.ask(bob, new ListChanges(room, since, null, pageSize));
        while (true) {
            assertThat(page.complete()).isTrue();
            all.addAll(page.changes());
            if (!page.more()) {
                return all;
            }
            betweenPages.run();
            page = node.ask(bob, new ListChanges(room, page.next(), page.upTo(), pageSize));
        }
    }

    @Test
    void who_is_as_far_behind_as_one_may_be_is_told_everything() {
        long held = history().rev();
        say(MAX_CHANGES);

        assertThat(all(held, 500, () -> {}))
                .extracting(ConversationEvent::rev)
                .containsExactly(held + 1, held + 2, held + 3, held + 4, held + 5);
    }

    @Test
    void who_began_in_time_is_told_to_the_end_though_more_is_said_meanwhile() {
        long held = history().rev();
        say(MAX_CHANGES);

        assertThat(all(held, 2, () -> say(3)))
                .extracting(ConversationEvent::rev)
                .containsExactly(held + 1, held + 2, held + 3, held + 4, held + 5);
    }

    @Test
    void who_is_further_behind_is_refused_and_goes_on_from_the_history() {
        long held = history().rev();
        say(MAX_CHANGES + 1);

        Changes refused = node.ask(bob, new ListChanges(room, held, null, null));

        assertThat(refused.complete()).isFalse();
        assertThat(refused.changes()).isEmpty();
        assertThat(refused.more()).as("there is nothing to page through").isFalse();
        assertThat(refused.upTo()).isEqualTo(held + MAX_CHANGES + 1);
        HistoryPage loaded = history();
        assertThat(loaded.messages()).hasSize(MAX_CHANGES + 1);
        assertThat(loaded.rev()).isEqualTo(refused.upTo());
        node.post(alice, room, "next");
        assertThat(all(loaded.rev(), 500, () -> {}))
                .singleElement()
                .satisfies(next -> assertThat(next.rev()).isEqualTo(loaded.rev() + 1));
    }

    @Test
    void a_hub_that_missed_more_is_refused_too_so_that_its_clients_load_anew() {
        long held = history().rev();
        say(MAX_CHANGES + 1);

        assertThat(node.ask(null, new FillHole(room, held + 1, held + 1 + MAX_CHANGES))
                        .changes())
                .hasSize(MAX_CHANGES);
        Changes refused = node.ask(null, new FillHole(room, held, held + 1 + MAX_CHANGES));
        assertThat(refused.complete()).isFalse();
        assertThat(refused.changes()).isEmpty();
    }

    /** A message that was said so long ago. */
    private long said(Caller who, int secondsAgo) {
        long seq = node.post(who, room, "said before").seq();
        TestNode.await(database.transaction(statements -> statements.update(
                "UPDATE message SET created_at = created_at - ? WHERE conversation_id = ? AND seq = ?",
                TimeUnit.SECONDS.toMillis(secondsAgo),
                room.value(),
                seq)));
        return seq;
    }

    private String text(long seq) {
        return TestNode.text(node.ask(alice, new Get(room, seq)).message());
    }

    @Test
    void an_own_message_is_edited_while_it_is_young_enough() {
        long young = said(bob, EDIT_SECONDS - WELL_BEFORE);
        long old = said(bob, EDIT_SECONDS + 1);
        long moderators = said(alice, EDIT_SECONDS + 1);

        node.ask(bob, new Edit(room, young, "edited"));
        assertThat(node.refusal(bob, new Edit(room, old, "edited"))).isEqualTo(FailureCode.TOO_LATE);
        assertThat(node.refusal(alice, new Edit(room, moderators, "edited")))
                .as("moderators neither")
                .isEqualTo(FailureCode.TOO_LATE);

        assertThat(text(young)).isEqualTo("edited");
        assertThat(text(old)).isEqualTo("said before");
        node.ask(bob, new Edit(room, old, "said before"));
    }

    @Test
    void an_own_message_is_deleted_while_it_is_young_enough_and_by_moderators_and_from_oneself_always() {
        long young = said(bob, DELETE_SECONDS - WELL_BEFORE);
        long old = said(bob, DELETE_SECONDS + 1);

        node.ask(bob, new Delete(room, young));
        assertThat(node.refusal(bob, new Delete(room, old))).isEqualTo(FailureCode.TOO_LATE);
        assertThat(text(young)).isNull();
        assertThat(text(old)).isEqualTo("said before");
        node.ask(bob, new Delete(room, old, Audience.ME));
        assertThat(node.refusal(bob, new Get(room, old))).isEqualTo(FailureCode.NOT_FOUND);
        node.ask(alice, new Delete(room, old));
        assertThat(text(old)).isNull();
    }

    private Command<?> everyone() {
        return new Post(room, "all of you", UUID.randomUUID(), null, List.of(), true);
    }

    @Test
    void in_a_room_that_is_small_enough_everyone_is_called_by_a_post_and_by_an_edit() {
        node.ask(bob, everyone());
        long seq = node.post(bob, room, "some of you").seq();
        node.ask(bob, new Edit(room, seq, "all of you", null, true));
        assertThat(text(seq)).isEqualTo("all of you");
    }

    @Test
    void in_a_larger_room_only_moderators_call_everyone_be_it_by_a_post_or_an_edit() {
        long before = node.ask(bob, new Post(room, "all of you two", UUID.randomUUID(), null, List.of(), true))
                .seq();
        node.ask(carol, new Join(room));
        long bobs = node.post(bob, room, "some of you").seq();
        long alices = node.post(alice, room, "some of you").seq();

        assertThat(node.refusal(bob, everyone())).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(node.refusal(bob, new Edit(room, bobs, "all of you", null, true)))
                .isEqualTo(FailureCode.FORBIDDEN);
        assertThat(text(bobs)).isEqualTo("some of you");
        node.ask(alice, everyone());
        node.ask(alice, new Edit(room, alices, "all of you", null, true));
        node.ask(bob, new Edit(room, before, "all of you three", null, true));
        assertThat(text(before))
                .as("what called everyone when the room was small may be reworded")
                .isEqualTo("all of you three");
    }

    @Test
    void a_group_calls_everyone_whatever_its_size() {
        room = node.group(alice, "Family", bob, carol);
        node.ask(bob, everyone());
        long seq = node.post(bob, room, "some of you").seq();
        node.ask(bob, new Edit(room, seq, "all of you", null, true));
        assertThat(text(seq)).isEqualTo("all of you");
    }
}
