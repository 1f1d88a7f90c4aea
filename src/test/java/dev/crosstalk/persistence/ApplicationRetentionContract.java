package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountCommand.OpenSession;
import dev.crosstalk.bus.AccountCommand.OpenedSession;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.RetentionCommand.Get;
import dev.crosstalk.bus.RetentionCommand.GetForApplication;
import dev.crosstalk.bus.RetentionCommand.Kept;
import dev.crosstalk.bus.RetentionCommand.KeptByApplication;
import dev.crosstalk.bus.RetentionCommand.Set;
import dev.crosstalk.bus.RetentionCommand.SetForApplication;
import dev.crosstalk.retention.RetentionSettings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application keeps its messages for a time of its own, below that of the installation; whichever database is below. */
@Timeout(60)
abstract class ApplicationRetentionContract {
    private static final ApplicationId OTHER = new ApplicationId(2);

    private String url;
    private TestNode node;
    private Database database;
    private Caller alice;
    private ConversationId room;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        url = freshUrl();
        start(null);
        alice = node.guest("alice");
        room = node.room(alice, "Kitchen");
        node.post(alice, room, "old");
        node.post(alice, room, "new");
    }

    private void start(Integer installationDays) {
        PersistenceSettings settings =
                PersistenceSettings.at(url).withRetention(new RetentionSettings(installationDays, 10_080, 100, 90));
        node = new TestNode(settings);
        database = node.database(settings);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private KeptByApplication keep(Integer days) {
        return node.ask(null, new SetForApplication(TestNode.APPLICATION, days));
    }

    /** Moves the first message, and what happened before it, into the past. */
    private void backdate(ConversationId conversation, int days) {
        long by = TimeUnit.DAYS.toMillis(days);
        TestNode.await(database.transaction(statements -> statements
                .update(
                        "UPDATE message SET created_at = created_at - ? WHERE conversation_id = ? AND seq = 1",
                        by,
                        conversation.value())
                .compose(done -> statements.update(
                        "UPDATE entry SET created_at = created_at - ? WHERE conversation_id = ?",
                        by,
                        conversation.value()))));
    }

    private List<Long> seqs(Caller reader, ConversationId conversation) {
        return node.ask(reader, new History(conversation, null, null, 50)).messages().stream()
                .map(ConversationEvent.MessageEvent::seq)
                .toList();
    }

    @Test
    void what_an_application_keeps_no_longer_is_gone_though_the_installation_keeps_it_for_ever() {
        backdate(room, 31);
        assertThat(node.sweep()).as("nothing is set").isZero();

        assertThat(keep(30)).isEqualTo(new KeptByApplication(TestNode.APPLICATION, 30, 30));
        assertThat(node.sweep()).as("a message and the creation").isEqualTo(2);
        assertThat(seqs(alice, room)).containsExactly(2L);
    }

    @Test
    void what_is_taken_back_keeps_everything_again() {
        backdate(room, 31);
        keep(30);
        assertThat(keep(null)).isEqualTo(new KeptByApplication(TestNode.APPLICATION, null, null));
        assertThat(node.sweep()).isZero();
        assertThat(node.ask(null, new GetForApplication(TestNode.APPLICATION)).days())
                .isNull();
    }

    @Test
    void a_conversation_keeps_less_than_its_application_and_never_more() {
        backdate(room, 31);
        keep(30);
        assertThat(node.ask(alice, new Get(room))).isEqualTo(new Kept(room, null, 30));
        assertThat(node.ask(alice, new Set(room, 7))).isEqualTo(new Kept(room, 7, 7));
        assertThat(node.ask(alice, new Set(room, 90))).isEqualTo(new Kept(room, 90, 30));

        assertThat(node.sweep()).as("a message and the creation").isEqualTo(2);
    }

    @Test
    void an_application_keeps_less_than_the_installation_and_never_more() {
        keep(60);
        node.close();
        start(45);
        assertThat(node.ask(null, new GetForApplication(TestNode.APPLICATION)))
                .isEqualTo(new KeptByApplication(TestNode.APPLICATION, 60, 45));
        assertThat(node.ask(alice, new Get(room)).effectiveDays()).isEqualTo(45);
        assertThat(keep(10).effectiveDays()).isEqualTo(10);
        assertThat(keep(10).effectiveDays()).as("repeating it is harmless").isEqualTo(10);
        assertThat(node.ask(alice, new Get(room)).effectiveDays()).isEqualTo(10);

        backdate(room, 11);
        assertThat(node.sweep()).isEqualTo(2);
    }

    @Test
    void one_application_says_nothing_for_another() {
        TestNode.await(database.transaction(statements -> statements.update(
                "INSERT INTO application (id, token, name, next_chat_number, created_at) VALUES (?, ?, 'other', 1, 0)",
                OTHER.value(),
                new byte[16])));
        OpenedSession opened = node.ask(null, new OpenSession(OTHER, "bob", "test"));
        Caller bob = new Caller(OTHER, opened.account().id(), opened.session().id());
        ConversationId theirs = node.room(bob, "Garden");
        node.post(bob, theirs, "old");
        backdate(room, 31);
        backdate(theirs, 31);

        node.ask(null, new SetForApplication(OTHER, 30));
        assertThat(node.sweep()).isEqualTo(2);
        assertThat(seqs(bob, theirs)).isEmpty();
        assertThat(seqs(alice, room)).containsExactly(1L, 2L);
        assertThat(node.ask(alice, new Get(room)).effectiveDays()).isNull();
    }

    @Test
    void an_application_that_is_not_there_keeps_nothing() {
        assertThat(node.refusal(null, new SetForApplication(OTHER, 30))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(null, new GetForApplication(OTHER))).isEqualTo(FailureCode.NOT_FOUND);
    }
}
