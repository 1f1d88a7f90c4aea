package dev.crosstalk.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationCommand.RemoveMember;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.PersonalCommand.Save;
import dev.crosstalk.bus.SearchCommand.GetRebuild;
import dev.crosstalk.bus.SearchCommand.Hit;
import dev.crosstalk.bus.SearchCommand.Hits;
import dev.crosstalk.bus.SearchCommand.Messages;
import dev.crosstalk.bus.SearchCommand.People;
import dev.crosstalk.bus.SearchCommand.Range;
import dev.crosstalk.bus.SearchCommand.Rebuild;
import dev.crosstalk.bus.SearchCommand.Rooms;
import dev.crosstalk.bus.StoredMessageCommand.Audience;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.bus.StoredMessageCommand.Pin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From what people post to what they find, whichever database is below. */
@Timeout(120)
abstract class SearchContract {
    /** What an index may be late as a rule. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private SearchNode node;
    private Caller alice;
    private Caller bob;
    private Caller mallory;
    private ConversationId room;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        node = SearchNode.start(freshUrl());
        alice = node.guest("alice");
        bob = node.guest("bob");
        mallory = node.guest("mallory");
        room = node.open(alice, ConversationKind.ROOM, "Kitchen");
        node.ask(bob, new Join(room));
        node.awaitIndex(alice);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private List<Long> seqs(Caller caller, String query) {
        return node.find(caller, query).hits().stream().map(Hit::seq).toList();
    }

    private void assertFound(Caller caller, String query, Long... seqs) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(seqs(caller, query)).as(query).containsExactly(seqs));
    }

    @Test
    void what_is_posted_is_found_within_two_seconds_by_members_and_by_nobody_else() {
        node.say(alice, room, "where is the bread?");
        await().atMost(SOON).untilAsserted(() -> assertThat(seqs(bob, "bread")).containsExactly(1L));
        assertThat(seqs(mallory, "bread")).isEmpty();
        assertThat(node.refusal(mallory, new Messages("bread in:Kitchen", null, null)))
                .isEqualTo(FailureCode.BAD_QUERY);
        assertThat(node.refusal(mallory, new Messages("bread in:" + room, null, null)))
                .isEqualTo(FailureCode.BAD_QUERY);
        assertThat(node.refusal(null, new Messages("bread", null, null))).isEqualTo(FailureCode.NOT_SIGNED_IN);
    }

    @Test
    void a_hit_says_where_it_stands_what_was_found_in_it_and_what_is_around_it() {
        node.say(alice, room, "first");
        node.say(bob, room, "The breads, and more Bread!");
        node.say(alice, room, "third");
        assertFound(alice, "bread", 2L);
        Hit hit = node.find(alice, "bread").hits().get(0);
        assertThat(hit.conversation()).isEqualTo(room);
        assertThat(hit.sender()).isEqualTo(bob.account());
        assertThat(hit.text()).isEqualTo("The breads, and more Bread!");
        assertThat(hit.highlights()).containsExactly(new Range(4, 10), new Range(21, 26));
        assertThat(hit.before().text()).isEqualTo("first");
        assertThat(hit.after().text()).isEqualTo("third");
        assertThat(hit.after().seq()).isEqualTo(3);
    }

    @Test
    void of_a_long_message_the_part_around_the_place_is_shown() {
        String text = "x ".repeat(2_000) + "bread" + " y".repeat(2_000);
        node.say(alice, room, text);
        assertFound(alice, "bread", 1L);
        Hit hit = node.find(alice, "bread").hits().get(0);
        Range range = hit.highlights().get(0);
        assertThat(hit.text().substring(range.start(), range.end())).isEqualTo("bread");
        assertThat(hit.text().length()).isLessThan(1_000);
        assertThat(text.substring(hit.offset())).startsWith(hit.text());
        assertThat(hit.cut()).isTrue();
    }

    @Test
    void edits_and_deletions_follow_and_only_the_latest_text_matches() {
        node.say(alice, room, "bread");
        node.say(alice, room, "bread and butter");
        assertFound(bob, "bread", 2L, 1L);
        node.ask(alice, new Edit(room, 1, "cheese"));
        assertThat(seqs(bob, "bread")).as("at once, however late the index is").containsExactly(2L);
        assertFound(bob, "cheese", 1L);
        assertFound(bob, "is:edited", 1L);
        node.ask(alice, new Delete(room, 2));
        assertThat(seqs(bob, "bread")).isEmpty();
        assertFound(bob, "before:2999-01-01", 1L);
    }

    @Test
    void who_came_later_finds_nothing_from_before_in_a_group_and_everything_in_a_room() {
        ConversationId group = node.open(alice, ConversationKind.GROUP, "Two", bob);
        node.say(alice, group, "bread before");
        node.say(alice, room, "bread in the room");
        assertFound(bob, "bread in:Two", 1L);
        node.ask(alice, new AddMember(group, mallory.account()));
        node.ask(mallory, new Join(room));
        node.say(alice, group, "bread after");
        assertFound(bob, "bread in:Two", 2L, 1L);
        assertFound(mallory, "bread in:Two", 2L);
        assertFound(mallory, "bread in:Kitchen", 1L);
        Hit hit = node.find(mallory, "after in:Two").hits().get(0);
        assertThat(hit.before()).as("nor beside what is found").isNull();
    }

    @Test
    void who_left_or_was_removed_finds_nothing_from_that_moment_on() {
        node.ask(mallory, new Join(room));
        node.say(alice, room, "bread");
        assertFound(bob, "bread", 1L);
        assertFound(mallory, "bread", 1L);
        node.ask(bob, new Leave(room));
        assertThat(seqs(bob, "bread")).isEmpty();
        node.ask(alice, new RemoveMember(room, mallory.account()));
        assertThat(seqs(mallory, "bread")).isEmpty();
        node.ask(bob, new Join(room));
        assertThat(seqs(bob, "bread")).containsExactly(1L);
    }

    @Test
    void what_one_has_hidden_for_oneself_is_found_by_the_others() {
        node.say(alice, room, "bread");
        assertFound(bob, "bread", 1L);
        node.ask(bob, new Delete(room, 1, Audience.ME));
        assertThat(seqs(bob, "bread")).isEmpty();
        assertThat(seqs(alice, "bread")).containsExactly(1L);
    }

    @Test
    void operators_narrow_what_is_found() {
        ConversationId direct = node.open(alice, ConversationKind.DIRECT, null, bob);
        node.say(alice, room, "bread https://example.com");
        node.say(bob, room, "bread, 1 kg");
        node.ask(bob, new Post(room, "bread again", UUID.randomUUID(), 1L, null, null));
        node.say(bob, direct, "bread for you");
        node.ask(alice, new Pin(room, 2));
        node.ask(alice, new Save(room, 1L));
        assertFound(alice, "bread in:Kitchen", 3L, 2L, 1L);
        assertFound(alice, "bread in:bob", 1L);
        assertFound(alice, "bread -in:kitchen", 1L);
        assertFound(alice, "bread from:bob in:kitchen", 3L, 2L);
        assertFound(alice, "bread -from:bob", 1L);
        assertFound(alice, "bread from:me", 1L);
        assertFound(alice, "is:mine", 1L);
        assertFound(alice, "has:link", 1L);
        assertFound(alice, "has:reply", 3L);
        assertFound(alice, "is:pinned", 2L);
        assertFound(alice, "is:saved bread", 1L);
        assertFound(bob, "is:saved bread");
        assertFound(alice, "bread before:2020-01-01");
        assertFound(alice, "bread in:kitchen after:2020-01-01 -has:link -has:reply", 2L);
        assertThat(node.refusal(alice, new Messages("bread from:nobody", null, null)))
                .isEqualTo(FailureCode.BAD_QUERY);
        assertThat(node.refusal(alice, new Messages("!!!", null, null))).isEqualTo(FailureCode.BAD_QUERY);
        assertThat(node.refusal(alice, new Messages("bread", "1.x", null))).isEqualTo(FailureCode.BAD_REQUEST);
    }

    @Test
    void pages_stay_put_while_new_messages_come() {
        for (int i = 1; i <= 7; i++) {
            node.say(alice, room, "bread " + i);
        }
        assertFound(bob, "bread", 7L, 6L, 5L, 4L, 3L, 2L, 1L);
        List<Long> seen = new ArrayList<>();
        String after = null;
        long next = 8;
        do {
            Hits page = node.ask(bob, new Messages("bread", after, 3));
            page.hits().forEach(hit -> seen.add(hit.seq()));
            after = page.next();
            node.say(alice, room, "bread");
            long latest = next++;
            await().untilAsserted(() -> assertThat(seqs(bob, "bread")).startsWith(latest));
        } while (after != null);
        assertThat(seen).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void people_and_rooms_are_found_as_elsewhere() {
        assertThat(node.ask(alice, new People("mallo", null, null)).accounts())
                .extracting(account -> account.id())
                .containsExactly(mallory.account());
        assertThat(node.ask(mallory, new Rooms("kitch", null, null)).conversations())
                .extracting(conversation -> conversation.id())
                .containsExactly(room);
        node.open(alice, ConversationKind.GROUP, "Kitchen secret", bob);
        assertThat(node.ask(mallory, new Rooms("secret", null, null)).conversations())
                .isEmpty();
    }

    @Test
    void an_index_is_made_anew_while_people_post_and_nothing_is_missing_in_it() {
        for (int i = 0; i < 1_200; i++) {
            node.say(alice, room, "flour");
        }
        node.say(alice, room, "bread knife");
        assertFound(bob, "bread", 1_201L);
        String before = node.ask(null, new GetRebuild()).id();
        assertThat(node.ask(null, new Rebuild()).state()).isEqualTo("running");
        long posted = 1_201;
        while (node.ask(null, new GetRebuild()).state().equals("running")) {
            node.say(bob, room, "bread");
            posted++;
            assertThat(seqs(bob, "knife")).as("one of them serves").containsExactly(1_201L);
        }
        node.ask(alice, new Edit(room, 1, "butter"));
        assertThat(node.ask(null, new GetRebuild()).state()).isEqualTo("ready");
        assertThat(node.ask(null, new GetRebuild()).id()).isNotEqualTo(before);
        assertThat(node.ask(null, new GetRebuild()).done()).isGreaterThanOrEqualTo(1_201);
        long last = posted;
        await().untilAsserted(() -> {
            List<Long> all = new ArrayList<>();
            String after = null;
            do {
                Hits page = node.ask(bob, new Messages("bread", after, 50));
                page.hits().forEach(hit -> all.add(hit.seq()));
                after = page.next();
            } while (after != null);
            assertThat(all).hasSize((int) (last - 1_200)).startsWith(last).endsWith(1_201L);
        });
        assertFound(bob, "butter", 1L);
    }

    @Test
    void what_was_stored_and_not_indexed_when_a_node_ended_is_indexed_by_the_next() {
        node.say(alice, room, "bread");
        assertFound(bob, "bread", 1L);
        node.stopSearching();
        node.say(alice, room, "bread again");
        node.ask(alice, new Edit(room, 1, "butter"));
        assertThat(node.refusal(bob, new Messages("bread", null, null))).isEqualTo(FailureCode.UNAVAILABLE);
        node.startSearching();
        node.awaitIndex(bob);
        assertFound(bob, "again", 2L);
        assertFound(bob, "butter", 1L);
        assertFound(bob, "bread", 2L);
    }

    @Test
    void an_index_that_was_lost_is_made_anew_by_itself() {
        node.say(alice, room, "bread");
        assertFound(bob, "bread", 1L);
        node.stopSearching();
        node.loseIndex();
        node.startSearching();
        node.awaitIndex(bob);
        assertFound(bob, "bread", 1L);
    }
}
