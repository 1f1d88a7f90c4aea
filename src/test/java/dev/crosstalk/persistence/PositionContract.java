package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountCommand.EndSession;
import dev.crosstalk.bus.AccountCommand.SetSettings;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Heads;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationCommand.ListHeads;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Position;
import dev.crosstalk.bus.PositionCommand.Arrange;
import dev.crosstalk.bus.PositionCommand.Device;
import dev.crosstalk.bus.PositionCommand.FillReceipts;
import dev.crosstalk.bus.PositionCommand.FilledReceipts;
import dev.crosstalk.bus.PositionCommand.ListReceipts;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.MarkMany;
import dev.crosstalk.bus.PositionCommand.MarkUnread;
import dev.crosstalk.bus.PositionCommand.Marked;
import dev.crosstalk.bus.PositionCommand.MarkedMany;
import dev.crosstalk.bus.PositionCommand.Placed;
import dev.crosstalk.bus.PositionCommand.Receipt;
import dev.crosstalk.bus.PositionCommand.Receipts;
import dev.crosstalk.bus.ReceiptEvent;
import dev.crosstalk.bus.SessionId;
import dev.crosstalk.bus.Setting;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.bus.UserEvent.Membership;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What is promised of reading positions and receipts, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class PositionContract {
    private static int people;

    private TestNode node;
    private Caller alice;
    private Caller bob;
    private Caller mallory;
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
        mallory = node.guest("mallory" + people);
        group = node.group(alice, "Family", bob);
    }

    private void say(Caller who, int times) {
        for (int i = 0; i < times; i++) {
            node.post(who, group, "message " + i);
        }
    }

    private Marked mark(Caller who, Long delivered, Long read) {
        return node.ask(who, new Mark(group, delivered, read));
    }

    private Position position(Caller who) {
        List<UserEvent> changes = node.ask(null, new ListUserChanges(who.account(), 0L, null, null))
                .changes();
        return changes.stream()
                .filter(Membership.class::isInstance)
                .map(Membership.class::cast)
                .filter(change -> change.conversation().equals(group))
                .findFirst()
                .orElseThrow()
                .position();
    }

    private <E extends Event> List<E> listen(String address, Class<E> kind) {
        List<E> events = Collections.synchronizedList(new ArrayList<>());
        TestNode.await(node.bus()
                .subscribe(address, delivery -> {
                    Event event = delivery.event(Event.class);
                    if (kind.isInstance(event)) {
                        events.add(kind.cast(event));
                    }
                })
                .completion());
        return events;
    }

    private long userRev(Caller who) {
        return node.ask(null, new ListUserChanges(who.account(), 0L, null, null))
                .upTo();
    }

    private Receipt receipt(Caller asker, Caller of) {
        return node.ask(asker, new ListReceipts(group, null)).receipts().stream()
                .filter(one -> one.account().equals(of.account()))
                .findFirst()
                .orElseThrow();
    }

    /** What a hub is told behind a number. */
    private List<ReceiptEvent> filled(long since) {
        return node.ask(null, new FillReceipts(group, since)).receipts().stream()
                .map(ReceiptEvent.class::cast)
                .toList();
    }

    @Test
    void others_messages_are_unread_and_own_ones_are_not() {
        say(alice, 3);
        assertThat(position(bob).unread()).isEqualTo(3);
        assertThat(position(alice).unread()).isZero();
        say(bob, 1);
        assertThat(position(bob).unread()).isZero();
        assertThat(position(alice).unread()).isEqualTo(1);
    }

    @Test
    void who_reads_tells_the_own_devices_and_the_others() {
        say(alice, 3);
        List<UserEvent> own = listen(Addresses.user(bob.account()), UserEvent.class);
        List<ReceiptEvent> told = listen(Addresses.conversation(group), ReceiptEvent.class);

        assertThat(mark(bob, 3L, 2L)).isEqualTo(new Marked(group, 3, 2));

        await().until(() -> own.size() == 1 && told.size() == 1);
        assertThat(told.get(0).receiptRev()).isEqualTo(1);
        assertThat(told.get(0).account()).isEqualTo(bob.account());
        assertThat(told.get(0).delivered()).isEqualTo(3);
        assertThat(told.get(0).read()).isEqualTo(2);
        assertThat(told.get(0).time()).isPositive();
        Membership membership = (Membership) own.get(0);
        assertThat(membership.userRev()).isEqualTo(2);
        assertThat(membership.position()).isEqualTo(new Position(2, 3, 1, 0, false, null, null, false, null));
        assertThat(node.ask(null, new ListUserChanges(bob.account(), 1L, null, null))
                        .changes())
                .containsExactly(membership);
    }

    @Test
    void what_is_only_delivered_is_told_to_others_and_not_to_the_own_devices() {
        say(alice, 1);
        List<ReceiptEvent> told = listen(Addresses.conversation(group), ReceiptEvent.class);

        mark(bob, 1L, null);

        await().until(() -> told.size() == 1);
        assertThat(told.get(0).read()).isZero();
        assertThat(node.ask(null, new ListUserChanges(bob.account(), 1L, null, null))
                        .changes())
                .isEmpty();
    }

    @Test
    void cursors_are_cumulative_and_end_at_the_last_message() {
        say(alice, 5);
        assertThat(mark(bob, 99L, 3L)).isEqualTo(new Marked(group, 5, 3));
        assertThat(mark(bob, 1L, 1L)).isEqualTo(new Marked(group, 5, 3));
        assertThat(mark(bob, null, 99L)).isEqualTo(new Marked(group, 5, 5));
        assertThat(node.ask(alice, new ListReceipts(group, null)).receiptRev()).isEqualTo(2);
    }

    @Test
    void a_repeated_mark_changes_and_tells_nothing() {
        say(alice, 2);
        mark(bob, 2L, 2L);
        List<Event> told = listen(Addresses.conversation(group), Event.class);
        List<Event> own = listen(Addresses.user(bob.account()), Event.class);

        mark(bob, 2L, 2L);
        node.post(alice, group, "the next");

        await().until(() -> told.size() == 1);
        assertThat(told).noneMatch(ReceiptEvent.class::isInstance);
        assertThat(own).isEmpty();
    }

    @Test
    void everybody_of_a_group_sees_who_has_what_since_when() {
        say(alice, 2);
        mark(bob, 2L, 1L);

        Receipt bobs = receipt(alice, bob);
        assertThat(bobs.delivered()).isEqualTo(2);
        assertThat(bobs.read()).isEqualTo(1);
        assertThat(bobs.deliveredAt()).isPositive();
        assertThat(bobs.readAt()).isPositive();
        assertThat(receipt(bob, alice).read())
                .as("a sender has read the own message")
                .isEqualTo(2);
        assertThat(receipt(bob, alice).readAt()).isNull();
    }

    @Test
    void receipts_since_a_number_are_those_that_moved() {
        say(alice, 2);
        node.ask(alice, new AddMember(group, mallory.account()));
        mark(bob, 1L, null);
        Receipts before = node.ask(alice, new ListReceipts(group, null));
        say(alice, 1);
        mark(mallory, 3L, null);

        Receipts after = node.ask(alice, new ListReceipts(group, before.receiptRev()));

        assertThat(before.receipts()).hasSize(3);
        assertThat(after.receiptRev()).isEqualTo(before.receiptRev() + 1);
        assertThat(after.receipts()).extracting(Receipt::account).containsExactly(mallory.account());
    }

    @Test
    void who_comes_later_is_told_to_those_who_hold_the_cursors_of_before() {
        say(alice, 2);
        mark(bob, 2L, 2L);
        Receipts held = node.ask(alice, new ListReceipts(group, null));
        List<ReceiptEvent> told = listen(Addresses.conversation(group), ReceiptEvent.class);

        node.ask(alice, new AddMember(group, mallory.account()));

        await().until(() -> !told.isEmpty());
        Receipts since = node.ask(alice, new ListReceipts(group, held.receiptRev()));
        assertThat(since.receipts()).containsExactly(receipt(alice, mallory));
        assertThat(since.receiptRev()).isEqualTo(held.receiptRev() + 1);
        assertThat(receipt(alice, mallory).delivered()).isEqualTo(2);
        assertThat(receipt(alice, mallory).read()).isEqualTo(2);
        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.receiptRev()).isEqualTo(since.receiptRev());
            assertThat(event.account()).isEqualTo(mallory.account());
            assertThat(event.delivered()).isEqualTo(2);
            assertThat(event.read()).isEqualTo(2);
        });
    }

    @Test
    void who_comes_and_tells_nothing_has_everything_and_has_read_nothing_to_others() {
        say(alice, 2);
        node.ask(mallory, new SetSettings(Map.of(Setting.RECEIPTS, false)));
        List<ReceiptEvent> told = listen(Addresses.conversation(group), ReceiptEvent.class);

        node.ask(alice, new AddMember(group, mallory.account()));

        await().until(() -> !told.isEmpty());
        assertThat(told.get(0).delivered()).isEqualTo(2);
        assertThat(told.get(0).read()).isNull();
        assertThat(receipt(alice, mallory).read()).isNull();
    }

    @Test
    void a_hub_gets_the_last_receipt_of_each_behind_a_number() {
        say(alice, 3);
        mark(bob, 1L, null);
        mark(bob, 2L, null);
        mark(bob, 3L, 3L);

        FilledReceipts all = node.ask(null, new FillReceipts(group, 0));

        assertThat(all.upTo()).isEqualTo(3);
        assertThat(filled(0)).extracting(ReceiptEvent::receiptRev).containsExactly(3L);
        assertThat(filled(0).get(0).read()).isEqualTo(3);
        assertThat(filled(3)).isEmpty();
    }

    @Test
    void the_heads_tell_of_receipts() {
        say(alice, 1);
        Heads before = node.ask(null, new ListHeads(null, List.of()));
        mark(bob, 1L, 1L);
        Heads after = node.ask(null, new ListHeads(before.time(), List.of()));

        assertThat(before.heads()).noneMatch(head -> head.conversation().equals(group) && head.receiptRev() > 0);
        assertThat(after.heads()).anyMatch(head -> head.conversation().equals(group) && head.receiptRev() == 1);
    }

    @Test
    void who_switches_receipts_off_tells_nobody_what_was_read_and_is_told_nobodys() {
        say(alice, 2);
        say(bob, 1);
        node.ask(bob, new SetSettings(Map.of(Setting.RECEIPTS, false)));
        List<ReceiptEvent> told = listen(Addresses.conversation(group), ReceiptEvent.class);
        say(alice, 1);

        mark(bob, 4L, 3L);
        mark(bob, null, 4L);
        mark(alice, null, 4L);
        say(alice, 1);
        mark(bob, 5L, null);

        await().until(() -> told.stream().anyMatch(event -> event.delivered() == 5));
        assertThat(told)
                .filteredOn(event -> event.account().equals(bob.account()))
                .as("that something was read is no news to others")
                .hasSize(2)
                .allMatch(event -> event.read() == null);
        assertThat(receipt(alice, bob).read()).isNull();
        assertThat(receipt(alice, bob).delivered()).isEqualTo(5);
        assertThat(receipt(bob, alice).read()).isNull();
        assertThat(receipt(bob, bob).read()).isEqualTo(4);
        assertThat(position(bob).unread()).isEqualTo(1);
        assertThat(filled(0))
                .filteredOn(event -> event.account().equals(bob.account()))
                .allMatch(event -> event.read() == null);
    }

    @Test
    void what_was_read_while_receipts_were_off_stays_untold_when_they_are_on_again() {
        say(alice, 3);
        mark(bob, null, 1L);
        node.ask(bob, new SetSettings(Map.of(Setting.RECEIPTS, false)));
        mark(bob, null, 3L);
        node.ask(bob, new SetSettings(Map.of(Setting.RECEIPTS, true)));
        List<ReceiptEvent> told = listen(Addresses.conversation(group), ReceiptEvent.class);

        assertThat(receipt(alice, bob).read()).isNull();
        assertThat(receipt(alice, bob).readAt()).isNull();
        say(alice, 2);
        mark(bob, 4L, null);
        await().until(() -> told.size() == 1);
        assertThat(told.get(0).read()).as("arrived, and no more is known").isNull();
        assertThat(filled(0))
                .filteredOn(event -> event.account().equals(bob.account()))
                .allMatch(event -> event.read() == null);

        mark(bob, null, 5L);
        await().until(() -> told.size() == 2);
        assertThat(told.get(1).read()).isEqualTo(5);
        assertThat(receipt(alice, bob).read()).isEqualTo(5);
        assertThat(receipt(bob, alice).read()).as("whoever tells is told").isEqualTo(5);
    }

    @Test
    void each_device_has_a_cursor_until_its_session_ends() {
        say(alice, 4);
        Caller phone = new Caller(
                bob.application(), bob.account(), new SessionId(bob.session().value() + 1));
        mark(bob, 4L, 1L);
        mark(phone, 3L, 2L);

        assertThat(node.ask(bob, new ListReceipts(group, null)).devices())
                .as("only sessions that exist are listed")
                .containsExactly(new Device(bob.session(), 4, 1));
        assertThat(receipt(alice, bob).read()).isEqualTo(2);
        node.ask(bob, new EndSession(bob.session()));
        assertThat(node.ask(bob, new ListReceipts(group, null)).devices()).isEmpty();
        assertThat(receipt(alice, bob).delivered()).isEqualTo(4);
    }

    @Test
    void unread_from_here_moves_the_own_position_and_nothing_that_others_see() {
        say(alice, 3);
        say(bob, 2);
        say(alice, 1);
        mark(bob, 6L, 6L);
        List<ReceiptEvent> told = listen(Addresses.conversation(group), ReceiptEvent.class);

        Placed placed = node.ask(bob, new MarkUnread(group, 3L));

        assertThat(placed.position().readSeq()).isEqualTo(2);
        assertThat(placed.position().markedUnread()).isTrue();
        assertThat(placed.position().unread()).as("without the two own ones").isEqualTo(2);
        assertThat(receipt(alice, bob).read()).isEqualTo(6);
        assertThat(position(bob)).isEqualTo(placed.position());
        node.ask(bob, new Mark(group, null, 4L, placed.userRev()));
        assertThat(position(bob)).isEqualTo(new Position(4, 6, 1, 0, false, null, null, false, null));
        node.ask(bob, new Mark(group, null, 6L, placed.userRev()));
        assertThat(position(bob).unread()).isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void a_mark_that_is_repeated_late_does_not_undo_unread_from_here() {
        say(alice, 10);
        long known = userRev(bob);
        mark(bob, 10L, 10L);
        Placed unread = node.ask(bob, new MarkUnread(group, 5L));

        node.ask(bob, new Mark(group, 10L, 10L, known));
        mark(bob, 10L, 10L);

        assertThat(position(bob)).isEqualTo(unread.position());
        assertThat(userRev(bob)).as("nothing was told").isEqualTo(unread.userRev());
        node.ask(bob, new Mark(group, 10L, 10L, unread.userRev()));
        assertThat(position(bob).unread()).isZero();
        assertThat(position(bob).markedUnread()).isFalse();
    }

    @Test
    void a_mark_that_was_lost_and_comes_late_is_told_to_others_and_does_not_undo_unread_from_here() {
        say(alice, 10);
        long known = userRev(bob);
        Placed unread = node.ask(bob, new MarkUnread(group, 5L));

        node.ask(bob, new Mark(group, 10L, 10L, known));

        assertThat(receipt(alice, bob).read()).isEqualTo(10);
        assertThat(position(bob)).isEqualTo(unread.position());
    }

    @Test
    void a_mark_that_waits_to_be_stored_does_not_overtake_unread_from_here() {
        say(alice, 10);
        Promise<Marked> waiting = Promise.promise();
        Promise<Placed> unread = Promise.promise();
        node.vertx().runOnContext(inThisOrder -> {
            node.bus().request(bob, new Mark(group, 10L, 10L)).onComplete(waiting);
            node.bus().request(bob, new MarkUnread(group, 5L)).onComplete(unread);
        });

        assertThat(TestNode.await(waiting.future()).read()).isEqualTo(10);
        Placed placed = TestNode.await(unread.future());
        assertThat(position(bob)).isEqualTo(placed.position());
        assertThat(position(bob).unread()).isEqualTo(6);
        assertThat(position(bob).markedUnread()).isTrue();
    }

    @Test
    void what_was_read_again_is_not_unread_for_a_device_that_never_heard_of_the_mark() {
        say(alice, 3);
        long known = userRev(bob);
        mark(bob, 3L, 3L);
        Placed unread = node.ask(bob, new MarkUnread(group, 2L));
        node.ask(bob, new Mark(group, 3L, 3L, unread.userRev()));
        say(alice, 1);

        node.ask(bob, new Mark(group, 4L, 4L, known));

        assertThat(position(bob).unread()).isZero();
    }

    @Test
    void posting_ends_a_mark_as_unread() {
        say(alice, 3);
        mark(bob, null, 3L);
        node.ask(bob, new MarkUnread(group, 1L));
        say(bob, 1);
        assertThat(position(bob)).isEqualTo(new Position(4, 4, 0, 0, false, null, null, false, null));
    }

    @Test
    void a_new_message_brings_an_archived_conversation_back_unless_it_is_muted() {
        say(alice, 1);
        assertThat(node.ask(bob, new Arrange(group, null, 3L, true)).position())
                .isEqualTo(new Position(0, 1, 1, 0, false, null, 3L, true, 1L));
        say(alice, 1);
        assertThat(position(bob).archived()).isFalse();

        node.ask(bob, new Arrange(group, Position.FOREVER, 0L, true));
        say(alice, 1);
        assertThat(position(bob).archived()).isTrue();
        assertThat(position(bob).mutedUntil()).isEqualTo(Position.FOREVER);
        node.ask(bob, new Arrange(group, 0L, null, null));
        assertThat(position(bob).archived()).isFalse();
        assertThat(position(bob).mutedUntil()).isNull();
    }

    @Test
    void what_a_message_has_brought_back_is_not_put_away_by_being_muted() {
        say(alice, 1);
        node.ask(bob, new Arrange(group, null, null, true));
        say(alice, 1);

        Position muted =
                node.ask(bob, new Arrange(group, Position.FOREVER, null, null)).position();

        assertThat(muted.archived()).isFalse();
        assertThat(muted.archivedSeq()).isNull();
        say(alice, 1);
        assertThat(position(bob)).isEqualTo(new Position(0, 3, 3, 0, false, Position.FOREVER, null, false, null));
    }

    @Test
    void a_device_can_tell_for_itself_when_the_end_of_a_mute_brings_a_conversation_back() {
        say(alice, 1);
        Position away =
                node.ask(bob, new Arrange(group, Position.FOREVER, null, true)).position();
        say(alice, 1);
        Position still = position(bob);
        node.ask(bob, new Arrange(group, 1L, null, null));

        assertThat(away.archivedSeq()).isEqualTo(1);
        assertThat(still.archived()).isTrue();
        assertThat(still.archivedSeq()).as("below the last message").isEqualTo(1);
        assertThat(position(bob).archived()).isFalse();
        assertThat(position(bob).archivedSeq()).isNull();
    }

    @Test
    void a_mute_ends_with_its_time() {
        assertThat(node.ask(bob, new Arrange(group, 1L, null, null)).position().mutedUntil())
                .isNull();
    }

    @Test
    void who_is_not_a_member_is_refused() {
        say(alice, 1);
        assertThat(node.refusal(mallory, new Mark(group, 1L, 1L))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(mallory, new ListReceipts(group, null))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(mallory, new MarkUnread(group, 1L))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(mallory, new Arrange(group, null, 1L, null))).isEqualTo(FailureCode.NOT_FOUND);
        node.ask(bob, new Leave(group));
        assertThat(node.refusal(bob, new Mark(group, 1L, 1L))).isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(node.refusal(bob, new Mark(new ConversationId(5), 1L, 1L))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(alice, new MarkUnread(group, 9L))).isEqualTo(FailureCode.BAD_REQUEST);
    }

    @Test
    void many_marks_are_stored_together_and_one_that_is_refused_hurts_no_other() {
        List<ConversationId> rooms = new ArrayList<>();
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ConversationId room = node.room(alice, "Room " + i);
            node.ask(bob, new Join(room));
            node.post(alice, room, "hello");
            rooms.add(room);
            marks.add(new Mark(room, 1L, 1L));
        }
        marks.add(new Mark(node.group(alice, "Not his", mallory), 1L, 1L));
        long before = node.ask(null, new ListUserChanges(bob.account(), 0L, null, null))
                .upTo();
        List<UserEvent> own = listen(Addresses.user(bob.account()), UserEvent.class);

        MarkedMany answer = node.ask(bob, new MarkMany(marks));

        assertThat(answer.marked()).extracting(Marked::conversation).containsExactlyInAnyOrderElementsOf(rooms);
        assertThat(answer.failed()).hasSize(1);
        assertThat(answer.failed().get(0).failure().code()).isEqualTo("not_found");
        await().until(() -> own.size() == 20);
        assertThat(own.stream().map(UserEvent::userRev).sorted().toList())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 20).mapToObj(i -> before + i).toList());
    }

    /** A gathering takes its time, so that from the first mark to the last answer there was room for so many. */
    @Test
    void marks_of_a_moment_are_told_once_for_each_member_of_each_conversation() {
        node.ask(alice, new AddMember(group, mallory.account()));
        ConversationId work = node.group(alice, "Work", bob, mallory);
        say(alice, 5);
        IntStream.rangeClosed(1, 5).forEach(i -> node.post(alice, work, "task " + i));
        List<ReceiptEvent> told = listen(Addresses.conversation(group), ReceiptEvent.class);
        List<ReceiptEvent> toldAtWork = listen(Addresses.conversation(work), ReceiptEvent.class);
        List<UserEvent> own = listen(Addresses.user(bob.account()), UserEvent.class);
        Promise<Void> answered = Promise.promise();
        long start = System.nanoTime();
        node.vertx().runOnContext(atOnce -> {
            List<Future<?>> marks = new ArrayList<>();
            for (long read = 1; read <= 5; read++) {
                for (Caller who : List.of(bob, mallory)) {
                    marks.add(node.bus().request(who, new Mark(group, read, read)));
                    marks.add(node.bus().request(who, new Mark(work, read, read)));
                }
            }
            Future.all(marks).<Void>mapEmpty().onComplete(answered);
        });
        TestNode.await(answered.future());
        long gatherings = (System.nanoTime() - start) / 1_000_000 / CursorBuffer.GATHER_MS;

        await().until(() -> hasReadAll(told, bob)
                && hasReadAll(told, mallory)
                && hasReadAll(toldAtWork, bob)
                && hasReadAll(toldAtWork, mallory)
                && own.size() >= 2);
        assertThat(told.size()).isBetween(2, (int) (2 * gatherings));
        assertThat(toldAtWork.size()).isBetween(2, (int) (2 * gatherings));
        assertThat(own.size())
                .as("one's devices are told once of each conversation, too")
                .isBetween(2, (int) (2 * gatherings));
    }

    private static boolean hasReadAll(List<ReceiptEvent> told, Caller who) {
        return List.copyOf(told).stream().anyMatch(event -> event.account().equals(who.account()) && event.read() == 5);
    }

    @Test
    void cursors_never_go_back_or_beyond_the_last_message_whatever_comes_at_once() {
        Random random = new Random(people);
        List<ReceiptEvent> told = listen(Addresses.conversation(group), ReceiptEvent.class);
        List<Future<?>> all = new ArrayList<>();
        List<Long> reads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (i % 4 == 0) {
                all.add(node.bus()
                        .request(
                                alice,
                                new dev.crosstalk.bus.MessageCommand.Post(
                                        group, "message " + i, java.util.UUID.randomUUID())));
            }
            long read = random.nextInt(60);
            Future<Marked> marked = node.bus().request(bob, new Mark(group, (long) random.nextInt(60), read));
            all.add(marked.onSuccess(answer -> reads.add(answer.read())));
            if (i % 50 == 49) {
                TestNode.await(Future.all(all));
                all.clear();
            }
        }
        TestNode.await(Future.all(all));
        long highest = node.ask(null, new FillReceipts(group, 0)).upTo();

        await().until(() -> told.stream().anyMatch(event -> event.receiptRev() == highest));
        assertThat(reads).hasSize(200).isSorted().allMatch(read -> read <= 50);
        assertThat(told)
                .extracting(ReceiptEvent::receiptRev)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, (int) highest)
                        .mapToObj(Long::valueOf)
                        .toList());
        assertThat(told).extracting(ReceiptEvent::read).isSorted();
        assertThat(told).extracting(ReceiptEvent::delivered).isSorted();
        assertThat(told).allMatch(event -> event.delivered() <= 50 && event.read() <= event.delivered());
        assertThat(receipt(alice, bob).read())
                .isEqualTo(told.get(told.size() - 1).read());
    }
}
