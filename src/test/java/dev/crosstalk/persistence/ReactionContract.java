package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.Message;
import dev.crosstalk.bus.ConversationEvent.Reaction;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Changes;
import dev.crosstalk.bus.MessageCommand.FillHole;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.ReactionCount;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.bus.StoredMessageCommand.Get;
import dev.crosstalk.bus.StoredMessageCommand.ListReactions;
import dev.crosstalk.bus.StoredMessageCommand.React;
import dev.crosstalk.bus.StoredMessageCommand.Reactors;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What people think of messages, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class ReactionContract {
    private static int people;

    private TestNode node;
    private Caller alice;
    private Caller bob;
    private ConversationId room;
    private long seq;

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
        seq = node.post(alice, room, "what do you think?").seq();
    }

    private List<ReactionCount> react(Caller caller, String kind, boolean on) {
        return node.ask(caller, new React(room, seq, kind, on)).reactions();
    }

    private List<ReactionCount> reactions(Caller caller) {
        Message message = (Message)
                node.ask(caller, new History(room, null, null, null)).messages().get(0);
        return message.reactions();
    }

    private long rev() {
        return node.ask(alice, new History(room, null, null, 1)).rev();
    }

    @Test
    void a_reaction_is_counted_published_and_known_as_ones_own() {
        List<ConversationEvent> heard = node.listen(room);
        long before = rev();
        react(alice, "👍", true);
        react(bob, "🎉", true);
        List<ReactionCount> answer = react(bob, "👍", true);
        assertThat(answer)
                .containsExactly(
                        new ReactionCount("👍", 2, true, before + 1), new ReactionCount("🎉", 1, true, before + 2));
        assertThat(reactions(alice))
                .containsExactly(
                        new ReactionCount("👍", 2, true, before + 1), new ReactionCount("🎉", 1, false, before + 2));
        await().untilAsserted(() -> assertThat(heard).hasSize(3));
        Reaction last = (Reaction) heard.get(2);
        assertThat(last)
                .isEqualTo(new Reaction(room, before + 3, seq, bob.account(), "👍", true, 2, before + 1, last.time()));
        assertThat(node.ask(null, new FillHole(room, before, before + 3)).changes())
                .isEqualTo(heard);
    }

    @Test
    void what_is_taken_back_is_gone_and_told_to_who_missed_it() {
        long before = rev();
        react(alice, "👍", true);
        react(bob, "👍", true);
        react(alice, "👍", false);
        react(alice, "👍", false);
        assertThat(reactions(bob)).containsExactly(new ReactionCount("👍", 1, true, before + 1));
        Changes missed = node.ask(bob, new ListChanges(room, before, null, null));
        assertThat(missed.upTo()).isEqualTo(before + 3);
        assertThat(missed.changes()).hasSize(2).last().satisfies(event -> {
            assertThat(((Reaction) event).on()).isFalse();
            assertThat(((Reaction) event).count()).isEqualTo(1);
        });
        react(bob, "👍", false);
        assertThat(reactions(bob)).isNull();
        react(alice, "👍", true);
        assertThat(reactions(alice))
                .as("it came into use anew")
                .containsExactly(new ReactionCount("👍", 1, true, before + 5));
    }

    @Test
    void who_tries_kind_after_kind_leaves_a_bounded_number_of_rows() {
        for (int i = 0; i < 50; i++) {
            react(bob, ":a" + i + ":", true);
            react(bob, ":a" + i + ":", false);
        }
        assertThat(reactions(alice)).isNull();
        assertThat(node.refusal(bob, new React(room, seq, ":a50:", true))).isEqualTo(FailureCode.TOO_MANY_REACTIONS);
        assertThat(react(bob, ":a7:", true)).extracting(ReactionCount::kind).containsExactly(":a7:");
        assertThat(react(alice, ":a50:", true)).hasSize(2);
        assertThat(node.ask(alice, new ListChanges(room, 0L, null, null)).changes())
                .filteredOn(Reaction.class::isInstance)
                .hasSize(51);
    }

    @Test
    void who_joined_a_group_later_is_not_told_what_others_think_of_what_was_said_before() {
        Caller mallory = node.guest("mallory" + people);
        ConversationId group = node.group(alice, "Group", bob);
        long before = node.post(alice, group, "before").seq();
        node.ask(alice, new AddMember(group, mallory.account()));
        long joined = node.ask(alice, new History(group, null, null, 1)).rev();
        long after = node.post(alice, group, "after").seq();
        node.ask(bob, new React(group, before, "👍", true));
        node.ask(bob, new React(group, after, "👍", true));

        assertThat(reactedTo(bob, group, joined)).containsExactly(before, after);
        assertThat(reactedTo(mallory, group, joined)).containsExactly(after);
    }

    private List<Long> reactedTo(Caller asking, ConversationId group, long since) {
        return node.ask(asking, new ListChanges(group, since, null, null)).changes().stream()
                .filter(Reaction.class::isInstance)
                .map(event -> ((Reaction) event).seq())
                .toList();
    }

    @Test
    void emoji_that_look_alike_to_a_database_are_kinds_of_their_own() {
        react(alice, "😀", true);
        react(alice, "😡", true);
        react(alice, "👍", true);
        react(alice, "👍🏽", true);
        assertThat(reactions(alice)).extracting(ReactionCount::kind).containsExactly("😀", "😡", "👍", "👍🏽");
    }

    @Test
    void who_reacted_is_told_page_by_page_in_order_of_time() {
        List<Caller> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(node.guest("fan" + people + "-" + i));
            node.ask(all.get(i), new Join(room));
            react(all.get(i), "👍", true);
        }
        react(bob, "🎉", true);
        Reactors first = node.ask(alice, new ListReactions(room, seq, "👍", null, 3));
        assertThat(first.reactors()).hasSize(3);
        Reactors rest = node.ask(alice, new ListReactions(room, seq, "👍", first.next(), 3));
        assertThat(rest.next()).isNull();
        List<Object> accounts = new ArrayList<>();
        first.reactors().forEach(reactor -> accounts.add(reactor.account().id()));
        rest.reactors().forEach(reactor -> accounts.add(reactor.account().id()));
        assertThat(accounts).isEqualTo(all.stream().map(Caller::account).toList());
        assertThat(node.ask(alice, new ListReactions(room, seq, null, null, null))
                        .reactors())
                .hasSize(6)
                .last()
                .satisfies(reactor -> assertThat(reactor.kind()).isEqualTo("🎉"));
    }

    @Test
    void reactions_stay_when_a_message_is_edited_and_go_when_it_is_deleted() {
        long before = rev();
        react(bob, "👍", true);
        node.ask(alice, new Edit(room, seq, "what do you think now?"));
        assertThat(node.ask(bob, new Get(room, seq)).message())
                .extracting("reactions")
                .isEqualTo(List.of(new ReactionCount("👍", 1, true, before + 1)));
        node.ask(alice, new Delete(room, seq));
        assertThat(node.refusal(bob, new React(room, seq, "👍", false))).isEqualTo(FailureCode.MESSAGE_DELETED);
        assertThat(node.ask(bob, new ListReactions(room, seq, null, null, null)).reactors())
                .isEmpty();
        Changes missed = node.ask(bob, new ListChanges(room, before, null, null));
        assertThat(missed.changes()).hasSize(1).first().isInstanceOf(ConversationEvent.Deleted.class);
    }

    @Test
    void who_is_not_a_member_neither_reacts_nor_sees_who_did() {
        Caller mallory = node.guest("mallory" + people);
        assertThat(node.refusal(mallory, new React(room, seq, "👍", true))).isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(node.refusal(mallory, new ListReactions(room, seq, null, null, null)))
                .isEqualTo(FailureCode.NOT_A_MEMBER);
        assertThat(node.refusal(bob, new React(room, 99, "👍", true))).isEqualTo(FailureCode.NOT_FOUND);
    }

    /** Sixty kinds by twelve people at once, some taken back: the counts are right and the limit holds. */
    @Test
    void many_who_react_at_once_end_with_right_counts_and_at_most_fifty_kinds() {
        List<Caller> crowd = new ArrayList<>(List.of(alice, bob));
        for (int i = 0; i < 10; i++) {
            crowd.add(node.guest("crowd" + people + "-" + i));
            node.ask(crowd.get(i + 2), new Join(room));
        }
        long before = rev();
        List<ConversationEvent> heard = node.listen(room);
        List<Future<?>> racing = new ArrayList<>();
        IntStream.range(0, 240)
                .forEach(i -> racing.add(node.bus()
                        .request(
                                crowd.get(i * 7 % crowd.size()),
                                new React(room, seq, ":k" + i * 11 % 60 + ":", i % 7 != 6))));
        TestNode.await(Future.join(racing).otherwiseEmpty());
        assertThat(racing).as("some came too late").anyMatch(Future::failed);
        List<ReactionCount> counts = reactions(alice);
        assertThat(counts).hasSizeLessThanOrEqualTo(50).isNotEmpty();
        Map<String, Integer> listed = new HashMap<>();
        node.ask(alice, new ListReactions(room, seq, null, null, 500))
                .reactors()
                .forEach(reactor -> listed.merge(reactor.kind(), 1, Integer::sum));
        Map<String, Integer> counted = new HashMap<>();
        counts.forEach(count -> counted.put(count.kind(), count.count()));
        assertThat(counted).isEqualTo(listed);
        long last = rev();
        await().untilAsserted(() ->
                assertThat(heard).last().extracting(ConversationEvent::rev).isEqualTo(last));
        assertThat(applied(heard)).isEqualTo(counted);
        assertThat(applied(
                        node.ask(bob, new ListChanges(room, before, null, null)).changes()))
                .as("who missed it all")
                .isEqualTo(counted);
    }

    private static Map<String, Integer> applied(List<ConversationEvent> events) {
        Map<String, Integer> counts = new HashMap<>();
        events.forEach(event -> counts.put(((Reaction) event).kind(), ((Reaction) event).count()));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}
