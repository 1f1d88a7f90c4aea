package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PersonalCommand.KeepDraft;
import dev.crosstalk.bus.PersonalCommand.ListSaved;
import dev.crosstalk.bus.PersonalCommand.Save;
import dev.crosstalk.bus.PersonalCommand.SavedMessage;
import dev.crosstalk.bus.PersonalCommand.SavedPage;
import dev.crosstalk.bus.PersonalCommand.Unsave;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What is promised of drafts and saved messages, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class PersonalContract {
    private static int people;

    private TestNode node;
    private Caller alice;
    private Caller bob;
    private ConversationId group;

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
        group = node.group(alice, "Family", bob);
    }

    private UserEvent.Draft draft(Caller who, String text, long base) {
        return node.ask(who, new KeepDraft(group, text, null, base, null));
    }

    private List<UserEvent> since(Caller who, long userRev) {
        return node.ask(null, new ListUserChanges(who.account(), userRev, null, null))
                .changes();
    }

    @Test
    void a_draft_is_on_the_line_of_its_person_as_it_is_now() {
        UserEvent.Draft first = draft(bob, "Dear \"all\", 😀\n", 0);
        UserEvent.Draft second = draft(bob, "Dear all, hello", first.userRev());

        assertThat(first.userRev()).isEqualTo(2);
        assertThat(since(bob, 1)).containsExactly(second);
        assertThat(second.text()).isEqualTo("Dear all, hello");
        UserEvent.Draft quoted = node.ask(bob, new KeepDraft(group, first.text(), 4L, second.userRev(), null));
        assertThat(since(bob, second.userRev())).containsExactly(quoted);
        assertThat(quoted.text()).isEqualTo(first.text());
        assertThat(quoted.replyTo()).isEqualTo(4);
    }

    @Test
    void a_draft_that_was_not_seen_is_not_lost() {
        UserEvent.Draft phone = draft(bob, "from the phone", 0);
        UserEvent.Draft desk = draft(bob, "from the desk", 0);

        assertThat(desk.text()).isEqualTo("from the desk");
        assertThat(desk.other()).isEqualTo("from the phone");
        assertThat(since(bob, phone.userRev())).containsExactly(desk);
        UserEvent.Draft settled = node.ask(bob, new KeepDraft(group, "both", null, desk.userRev(), true));
        assertThat(settled.other()).isNull();
    }

    @Test
    void who_settles_without_having_seen_the_present_draft_loses_nothing_of_it() {
        draft(bob, "from the phone", 0);
        UserEvent.Draft seen = draft(bob, "from the desk", 0);
        draft(bob, "from the tablet", 0);

        UserEvent.Draft late = node.ask(bob, new KeepDraft(group, "phone and desk", null, seen.userRev(), true));
        UserEvent.Draft settled = node.ask(bob, new KeepDraft(group, "all three", null, late.userRev(), true));

        assertThat(late.other()).contains("from the phone", "from the desk", "from the tablet");
        assertThat(settled.other()).isNull();
    }

    @Test
    void of_devices_that_write_at_once_nothing_is_lost() {
        List<Future<UserEvent.Draft>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(node.bus().request(bob, new KeepDraft(group, "text-" + i, null, 0L, null)));
        }
        TestNode.await(Future.all(all));

        UserEvent.Draft last = (UserEvent.Draft) since(bob, 1).get(0);
        assertThat(last.userRev()).isEqualTo(9);
        for (int i = 0; i < 8; i++) {
            assertThat(last.text() + " " + last.other()).contains("text-" + i);
        }
    }

    @Test
    void a_draft_that_changes_nothing_takes_no_revision() {
        UserEvent.Draft first = draft(bob, "same", 0);
        assertThat(draft(bob, "same", first.userRev())).isEqualTo(first);
        assertThat(since(bob, first.userRev())).isEmpty();
        assertThat(draft(alice, "", 0).userRev()).isZero();
    }

    @Test
    void only_members_have_drafts_and_save_messages() {
        node.post(alice, group, "one");
        Caller mallory = node.guest("mallory" + people);
        assertThat(node.refusal(mallory, new KeepDraft(group, "spy", null, 0L, null)))
                .isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(mallory, new Save(group, 1L))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(bob, new Save(group, 2L))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(bob, new Save(group, 0L))).isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void saved_messages_are_listed_last_saved_first_in_pages() {
        for (int i = 1; i <= 3; i++) {
            node.post(alice, group, "message " + i);
        }
        node.ask(bob, new Save(group, 2L));
        node.ask(bob, new Save(group, 1L));
        node.ask(bob, new Save(group, 3L));
        node.ask(bob, new Unsave(group, 1L));

        SavedPage first = node.ask(bob, new ListSaved(null, 1));
        SavedPage second = node.ask(bob, new ListSaved(first.next(), 1));

        assertThat(first.saved()).extracting(SavedMessage::seq).containsExactly(3L);
        assertThat(first.saved().get(0).message().text()).isEqualTo("message 3");
        assertThat(second.saved()).extracting(SavedMessage::seq).containsExactly(2L);
        assertThat(second.next()).isNull();
        assertThat(node.ask(alice, new ListSaved(null, null)).saved()).isEmpty();
    }

    @Test
    void saving_again_takes_no_revision_and_taking_back_leaves_a_tombstone_on_the_line() {
        node.post(alice, group, "one");
        UserEvent.Saved saved = node.ask(bob, new Save(group, 1L));
        assertThat(node.ask(bob, new Save(group, 1L))).isEqualTo(saved);
        UserEvent.Saved unsaved = node.ask(bob, new Unsave(group, 1L));
        assertThat(unsaved.userRev()).isEqualTo(saved.userRev() + 1);
        assertThat(since(bob, saved.userRev())).containsExactly(unsaved);
        assertThat(unsaved.saved()).isFalse();
    }

    @Test
    void what_was_saved_of_a_conversation_that_one_left_is_not_shown() {
        node.post(alice, group, "secret");
        node.ask(bob, new Save(group, 1L));
        node.ask(bob, new Leave(group));

        assertThat(node.ask(bob, new ListSaved(null, null)).saved())
                .singleElement()
                .satisfies(one -> assertThat(one.message()).isNull());
        assertThat(node.ask(bob, new Unsave(group, 1L)).saved()).isFalse();
    }
}
