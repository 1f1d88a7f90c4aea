package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.application.RemovalStore;
import dev.crosstalk.bus.AccountCommand.OpenSession;
import dev.crosstalk.bus.AccountCommand.OpenedSession;
import dev.crosstalk.bus.ApplicationCommand;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ApplicationToken;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ChatCommand;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.InviteCommand.CreateInvite;
import dev.crosstalk.bus.MessageCommand.FillHole;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.PersonalCommand.KeepDraft;
import dev.crosstalk.bus.PersonalCommand.Save;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.bus.StoredMessageCommand.Pin;
import dev.crosstalk.bus.StoredMessageCommand.React;
import dev.crosstalk.bus.SyncCommand.Held;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.bus.SyncCommand.Synced;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.retention.RetentionSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the removal of conversations and applications promises, whichever database is below. */
@Timeout(180)
abstract class RemovalContract {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final List<String> BY_CONVERSATION = List.of(
            "message",
            "message_edit",
            "entry",
            "reaction",
            "reaction_kind",
            "pin",
            "hidden",
            "mention",
            "tombstone",
            "draft",
            "invite");
    private static final List<String> BY_APPLICATION = List.of(
            "account",
            "session",
            "conversation",
            "member",
            "message",
            "entry",
            "setting",
            "contact",
            "draft",
            "saved",
            "application_key",
            "application_usage",
            "application_user",
            "conversation_removal",
            "application_removal",
            "tombstone",
            "mention");

    private String url;
    private TestNode node;
    private Database database;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        url = freshUrl();
        node = new TestNode(PersistenceSettings.at(url), "search");
        database = node.database(PersistenceSettings.at(url));
    }

    @AfterEach
    void stop() {
        TestNode.await(database.close());
        node.close();
    }

    private long count(String table, String where, Object... values) {
        return TestNode.await(database.reading().number("SELECT COUNT(*) FROM " + table + " WHERE " + where, values));
    }

    private Map<String, Long> left(ConversationId conversation) {
        Map<String, Long> left = new LinkedHashMap<>();
        BY_CONVERSATION.forEach(table -> left.put(table, count(table, "conversation_id = ?", conversation.value())));
        left.values().removeIf(rows -> rows == 0);
        return left;
    }

    private Map<String, Long> left(ApplicationId application) {
        Map<String, Long> left = new LinkedHashMap<>();
        BY_APPLICATION.forEach(table -> left.put(table, count(table, "application_id = ?", application.value())));
        left.values().removeIf(rows -> rows == 0);
        return left;
    }

    private void remove(ConversationId conversation) {
        node.ask(null, new ChatCommand.Delete(TestNode.APPLICATION, conversation));
    }

    /** A room with some of everything. */
    private ConversationId lively(Caller owner, Caller member) {
        ConversationId room = node.room(owner, "Lively");
        node.ask(member, new Join(room));
        for (int i = 0; i < 5; i++) {
            node.post(owner, room, "message " + i);
        }
        node.ask(member, new Post(room, "to you", UUID.randomUUID(), null, List.of(owner.account()), null));
        node.ask(owner, new Edit(room, 1, "edited"));
        node.ask(owner, new Delete(room, 2));
        node.ask(member, new React(room, 3, "👍", true));
        node.ask(owner, new Pin(room, 3));
        node.ask(member, new Delete(room, 4, dev.crosstalk.bus.StoredMessageCommand.Audience.ME));
        node.ask(member, new Save(room, 3L));
        node.ask(member, new KeepDraft(room, "unsent", null, null, null));
        node.ask(owner, new CreateInvite(room, null, null, null));
        return room;
    }

    @Test
    void nothing_of_a_removed_conversation_is_left_and_the_others_stay_as_they_are() {
        Caller owner = node.guest("owner");
        Caller member = node.guest("member");
        ConversationId stays = lively(owner, member);
        ConversationId gone = lively(owner, member);
        Map<String, Long> before = left(stays);
        assertThat(before.keySet()).as("there is some of everything").containsExactlyElementsOf(BY_CONVERSATION);
        List<ConversationEvent> heard = node.listen(gone);
        remove(gone);
        assertThat(node.refusal(owner, new Post(gone, "late", UUID.randomUUID())))
                .isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(owner, new History(gone, null, null, null))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(member, new Join(gone))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(null, new ChatCommand.Delete(TestNode.APPLICATION, gone)))
                .isEqualTo(FailureCode.NOT_FOUND);
        await().atMost(LONG).untilAsserted(() -> assertThat(left(gone)).isEmpty());
        assertThat(left(stays)).isEqualTo(before);
        assertThat(heard).last().isInstanceOf(ConversationEvent.Gone.class);
        assertThat(node.ask(
                                null,
                                new FillHole(
                                        gone, 1, heard.get(heard.size() - 1).rev()))
                        .changes())
                .as("who has missed it is told")
                .containsExactly(heard.get(heard.size() - 1));
        assertThat(count("outbox", "conversation_id = ? AND about = 'trimmed' AND seq = 7", gone.value()))
                .isEqualTo(1);
        assertThat(count("saved", "conversation_id = ? AND active = 1", gone.value()))
                .isZero();
    }

    @Test
    void a_device_that_was_away_is_told_by_sync_and_by_the_own_line() {
        Caller owner = node.guest("owner");
        Caller member = node.guest("member");
        ConversationId room = lively(owner, member);
        Synced held = node.ask(member, new Sync(null, List.of(), null, null));
        remove(room);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(count("member", "conversation_id = ? AND active = 1", room.value()))
                        .isZero());
        Synced synced = node.ask(member, new Sync(held.userRev(), List.of(new Held(room, 9, 0L)), null, null));
        assertThat(synced.complete()).isTrue();
        assertThat(synced.removed()).containsExactly(room);
        assertThat(node.ask(null, new ListUserChanges(member.account(), held.userRev(), null, null))
                        .changes())
                .filteredOn(UserEvent.Membership.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    assertThat(((UserEvent.Membership) event).conversation()).isEqualTo(room);
                    assertThat(((UserEvent.Membership) event).member()).isFalse();
                });
    }

    @Test
    void more_than_one_step_of_messages_and_members_goes_and_what_a_crash_left_goes_with_the_next_start() {
        Caller owner = node.guest("owner");
        ConversationId room = node.room(owner, "Large");
        for (int i = 0; i < 2_500; i += 500) {
            List<io.vertx.core.Future<?>> posts = new java.util.ArrayList<>();
            for (int j = 0; j < 500; j++) {
                posts.add(node.bus().request(owner, new Post(room, "text", UUID.randomUUID())));
            }
            TestNode.await(io.vertx.core.Future.all(posts));
        }
        for (int i = 0; i < 220; i++) {
            node.ask(node.guest("member-" + i), new Join(room));
        }
        // As a node leaves it that dies behind the first step.
        TestNode.await(database.write(statements ->
                new ConversationRemoval(new Outbox(null, List.of())).remove(statements, TestNode.APPLICATION, room)));
        assertThat(left(room)).containsEntry("message", 2_500L);
        try (TestNode next = new TestNode(PersistenceSettings.at(url))) {
            assertThat(next.bus()).isNotNull();
            await().atMost(LONG).untilAsserted(() -> assertThat(left(room)).isEmpty());
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(count(
                                    "conversation_removal",
                                    "conversation_id = ? AND purged_at IS NOT NULL",
                                    room.value()))
                            .isEqualTo(1));
        }
        assertThat(count("member", "conversation_id = ? AND active = 1", room.value()))
                .isZero();
        assertThat(count("member", "conversation_id = ?", room.value())).isEqualTo(221);
    }

    @Test
    void who_was_in_it_is_forgotten_after_a_while_and_older_devices_load_anew() {
        Caller owner = node.guest("owner");
        ConversationId room = node.room(owner, "Forgotten");
        Synced held = node.ask(owner, new Sync(null, List.of(), null, null));
        remove(room);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(count(
                                "conversation_removal", "conversation_id = ? AND purged_at IS NOT NULL", room.value()))
                        .isEqualTo(1));
        node.remove();
        assertThat(count("member", "conversation_id = ?", room.value()))
                .as("not yet")
                .isEqualTo(1);
        TestNode.await(database.write(statements -> statements.update(
                "UPDATE conversation_removal SET purged_at = purged_at - ?",
                Duration.ofDays(RetentionSettings.DEFAULTS.forgetDays() + 1).toMillis())));
        node.remove();
        assertThat(count("member", "conversation_id = ?", room.value())).isZero();
        assertThat(count("conversation_removal", "conversation_id = ?", room.value()))
                .isZero();
        assertThat(node.ask(owner, new Sync(held.userRev(), List.of(), null, null))
                        .complete())
                .isFalse();
        assertThat(node.ask(owner, new Sync(null, List.of(), null, null)).complete())
                .isTrue();
    }

    @Test
    void nothing_of_a_removed_application_is_left_and_the_others_stay_as_they_are() {
        Caller neighbour = node.guest("neighbour");
        ConversationId theirs = lively(neighbour, node.guest("friend"));
        Map<String, Long> before = left(TestNode.APPLICATION);
        ApplicationToken token = new ApplicationToken(UUID.randomUUID());
        ApplicationCommand.Revealed made = node.ask(null, new ApplicationCommand.Create(token, "Gone"));
        ApplicationId application = made.application().id();
        Caller alice = guest(application, "alice");
        Caller bob = guest(application, "bob");
        ApplicationCommand.Entered entered = node.ask(null, new ApplicationCommand.Enter(token, made.secret(), false));
        for (int i = 0; i < 3; i++) {
            ChatCommand.Chat chat = node.ask(
                            null, new ChatCommand.Create(application, entered.account(), null, UUID.randomUUID()))
                    .chat();
            assertThat(chat.number()).isEqualTo(i + 1);
            node.ask(entered.caller(), new Post(chat.conversation(), "hello", UUID.randomUUID()));
            node.ask(alice, new Join(chat.conversation()));
            node.ask(alice, new KeepDraft(chat.conversation(), "unsent", null, null, null));
            node.ask(alice, new Save(chat.conversation(), 1L));
            node.ask(entered.caller(), new Delete(chat.conversation(), 1));
        }
        node.group(alice, "Two", bob);
        node.ask(alice, new dev.crosstalk.bus.ContactCommand.Request(bob.account()));
        assertThat(left(application).keySet()).contains("account", "session", "member", "message", "contact", "draft");
        node.ask(null, new ApplicationCommand.Delete(application));
        assertThat(node.refusal(null, new ApplicationCommand.Enter(token, made.secret(), false)))
                .isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(null, new OpenSession(application, "carol", "test")))
                .isEqualTo(FailureCode.NOT_FOUND);
        await().atMost(LONG).untilAsserted(() -> assertThat(left(application)).isEmpty());
        assertThat(left(TestNode.APPLICATION)).isEqualTo(before);
        assertThat(node.ask(neighbour, new History(theirs, null, null, null)).messages())
                .hasSize(6);
        assertThat(node.refusal(null, new ApplicationCommand.Delete(TestNode.APPLICATION)))
                .isEqualTo(FailureCode.FORBIDDEN);
    }

    @Test
    void what_is_anothers_or_was_never_there_is_not_removed_nor_is_anything_of_it() {
        Caller owner = node.guest("owner");
        Caller member = node.guest("member");
        ConversationId room = lively(owner, member);
        Map<String, Long> before = left(room);
        ApplicationCommand.Revealed other =
                node.ask(null, new ApplicationCommand.Create(new ApplicationToken(UUID.randomUUID()), "Mallory's"));
        assertThat(node.refusal(null, new ChatCommand.Delete(other.application().id(), room)))
                .isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(null, new ApplicationCommand.Delete(new ApplicationId(4_711))))
                .isEqualTo(FailureCode.NOT_FOUND);
        RemovalStore removals = node.stores(PersistenceSettings.at(url)).removals();
        assertThat(TestNode.await(removals.tell(room, null))).isEmpty();
        assertThat(TestNode.await(removals.purge(room))).isFalse();
        assertThat(TestNode.await(removals.conversations(TestNode.APPLICATION, 10)))
                .isEmpty();
        assertThat(TestNode.await(removals.endSessions(TestNode.APPLICATION, null)))
                .isEmpty();
        assertThat(TestNode.await(removals.removeAccounts(TestNode.APPLICATION)))
                .isFalse();
        node.remove();
        assertThat(left(room)).isEqualTo(before);
        assertThat(node.ask(member, new History(room, null, null, null)).messages())
                .isNotEmpty();
    }

    @Test
    void messages_that_are_kept_no_longer_are_not_counted_nor_are_those_deleted_before_and_after() {
        Caller owner = node.guest("owner");
        ConversationId room = node.room(owner, "Kept");
        for (int i = 0; i < 6; i++) {
            node.post(owner, room, "message");
        }
        node.ask(owner, new Delete(room, 2));
        node.ask(owner, new Delete(room, 5));
        node.ask(owner, new dev.crosstalk.bus.RetentionCommand.Set(room, 1));
        TestNode.await(database.write(statements -> statements.update(
                "UPDATE message SET created_at = created_at - ? WHERE conversation_id = ? AND seq <= 3",
                Duration.ofDays(2).toMillis(),
                room.value())));
        assertThat(chat(room).messages()).isEqualTo(4);
        node.sweep();
        assertThat(chat(room).messages()).isEqualTo(2);
        assertThat(node.ask(null, new ChatCommand.ListMessages(TestNode.APPLICATION, room, null, 1, 10))
                        .messages())
                .extracting(ChatCommand.ChatMessage::number)
                .containsExactly(4L, 6L);
        assertThat(node.ask(null, new ChatCommand.ListMessages(TestNode.APPLICATION, room, null, 2, 1))
                        .messages())
                .extracting(ChatCommand.ChatMessage::number)
                .containsExactly(6L);
        assertThat(count("tombstone", "conversation_id = ?", room.value())).isEqualTo(1);
    }

    private ChatCommand.Chat chat(ConversationId room) {
        ApplicationToken token =
                node.ask(null, new ApplicationCommand.Get(TestNode.APPLICATION)).token();
        ApplicationCommand.Entered entered = node.ask(null, new ApplicationCommand.Enter(token, null, true));
        return node.ask(null, new ChatCommand.ListAll(TestNode.APPLICATION, entered.account(), 1, 100)).chats().stream()
                .filter(chat -> chat.conversation().equals(room))
                .findFirst()
                .orElseThrow();
    }

    private Caller guest(ApplicationId application, String name) {
        OpenedSession opened = node.ask(null, new OpenSession(application, name, "test"));
        return new Caller(application, opened.account().id(), opened.session().id());
    }
}
