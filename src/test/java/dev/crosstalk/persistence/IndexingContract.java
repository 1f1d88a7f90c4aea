package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountCommand.SetSettings;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.IndexingCommand.Attach;
import dev.crosstalk.bus.IndexingCommand.Claim;
import dev.crosstalk.bus.IndexingCommand.Complete;
import dev.crosstalk.bus.IndexingCommand.Count;
import dev.crosstalk.bus.IndexingCommand.Finish;
import dev.crosstalk.bus.IndexingCommand.GetScope;
import dev.crosstalk.bus.IndexingCommand.Grant;
import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.bus.IndexingCommand.Read;
import dev.crosstalk.bus.IndexingCommand.Scan;
import dev.crosstalk.bus.IndexingCommand.Scanned;
import dev.crosstalk.bus.IndexingCommand.Scope;
import dev.crosstalk.bus.IndexingCommand.Show;
import dev.crosstalk.bus.IndexingCommand.ShownMessage;
import dev.crosstalk.bus.IndexingCommand.Source;
import dev.crosstalk.bus.IndexingCommand.Sources;
import dev.crosstalk.bus.IndexingCommand.Work;
import dev.crosstalk.bus.PersonalCommand.Save;
import dev.crosstalk.bus.Setting;
import dev.crosstalk.bus.StoredMessageCommand.Audience;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.bus.StoredMessageCommand.Pin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an index is given, and who is given it. */
@Timeout(60)
abstract class IndexingContract {
    private static final long MINUTE = 60_000;

    private TestNode node;
    private Caller alice;
    private Caller bob;
    private ConversationId room;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        node = new TestNode(PersistenceSettings.at(freshUrl()), "search");
        alice = node.guest("alice");
        bob = node.guest("bob");
        room = node.room(alice, "Kitchen");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private List<Work> claim(String holder, String claim) {
        return node.ask(null, new Claim("search", holder, claim, 100, MINUTE)).work();
    }

    @Test
    void work_is_given_to_who_attached_last_with_what_another_had_claimed() {
        assertThat(node.ask(null, new Attach("search", "first")).index()).isNull();
        assertThat(claim("first", "a")).isEmpty();
        node.post(alice, room, "one");
        List<Work> work = claim("first", "b");
        assertThat(work).hasSize(1);
        assertThat(node.refusal(null, new Claim("search", "second", "c", 100, MINUTE)))
                .isEqualTo(FailureCode.FORBIDDEN);
        node.ask(null, new Attach("search", "second"));
        assertThat(node.refusal(null, new Claim("search", "first", "d", 100, MINUTE)))
                .isEqualTo(FailureCode.FORBIDDEN);
        List<Long> ids = work.stream().map(Work::id).toList();
        assertThat(node.refusal(null, new Finish("search", "first", "b", ids))).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(claim("second", "e")).isEqualTo(work);
        node.ask(null, new Finish("search", "second", "e", ids));
        node.ask(null, new Attach("search", "second"));
        assertThat(claim("second", "f")).isEmpty();
    }

    @Test
    void which_index_is_complete_is_said_by_who_works_for_it() {
        node.ask(null, new Attach("search", "first"));
        node.ask(null, new Complete("search", "first", "index-1"));
        assertThat(node.ask(null, new Attach("search", "second")).index()).isEqualTo("index-1");
        assertThat(node.refusal(null, new Complete("search", "first", "index-2")))
                .isEqualTo(FailureCode.FORBIDDEN);
        assertThat(node.ask(null, new Attach("search", "second")).index()).isEqualTo("index-1");
    }

    @Test
    void an_index_for_which_no_work_is_kept_is_complete_no_more() {
        String url = freshUrl();
        TestNode first = new TestNode(PersistenceSettings.at(url), "search");
        first.ask(null, new Attach("search", "first"));
        first.ask(null, new Complete("search", "first", "index-1"));
        first.close();
        TestNode second = new TestNode(PersistenceSettings.at(url), "search");
        assertThat(second.ask(null, new Attach("search", "second")).index()).isEqualTo("index-1");
        second.close();
        new TestNode(PersistenceSettings.at(url)).close();
        TestNode third = new TestNode(PersistenceSettings.at(url), "search");
        assertThat(third.ask(null, new Attach("search", "third")).index()).isNull();
        third.close();
    }

    @Test
    void messages_are_read_as_they_are_now() {
        node.ask(bob, new Join(room));
        node.ask(bob, new SetSettings(Map.of(Setting.LOCALE, "de")));
        node.post(alice, room, "old");
        node.post(bob, room, "deleted");
        node.ask(alice, new Edit(room, 1, "new"));
        node.ask(bob, new Delete(room, 2));
        Sources sources = node.ask(null, new Read(List.of(new Place(room, 2), new Place(room, 1), new Place(room, 9))));
        assertThat(sources.read()).isEqualTo(3);
        assertThat(sources.sources())
                .extracting(Source::seq, Source::text, Source::edited, Source::locale, Source::sender)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(1L, "new", true, null, alice.account()),
                        org.assertj.core.groups.Tuple.tuple(2L, null, false, "de", bob.account()));
    }

    @Test
    void of_long_messages_as_many_are_read_as_are_not_too_much_and_one_at_least() {
        String longest = "😀".repeat(99_999);
        List<Place> places = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            node.post(alice, room, longest);
            places.add(new Place(room, i));
        }
        int rounds = 0;
        List<Long> read = new ArrayList<>();
        while (!places.isEmpty()) {
            Sources sources = node.ask(null, new Read(List.copyOf(places)));
            assertThat(sources.read()).isPositive();
            sources.sources().forEach(source -> read.add(source.seq()));
            places.subList(0, sources.read()).clear();
            rounds++;
        }
        assertThat(read).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(rounds).isBetween(2, 6);
    }

    @Test
    void a_walk_passes_every_message_once_over_all_conversations_or_one() {
        ConversationId other = node.room(alice, "Cellar");
        for (int i = 0; i < 7; i++) {
            node.post(alice, room, "kitchen " + i);
            node.post(alice, other, "cellar " + i);
        }
        assertThat(walk(null)).hasSize(14).doesNotHaveDuplicates();
        assertThat(walk(other))
                .hasSize(7)
                .allMatch(place -> place.conversation().equals(other));
        assertThat(node.ask(null, new Count()).messages()).isEqualTo(14);
        assertThat(node.ask(null, new Scan(null, null, 15)).next())
                .as("what is posted behind the last page begins no other")
                .isNull();
    }

    private List<Place> walk(ConversationId within) {
        List<Place> places = new ArrayList<>();
        Place after = null;
        do {
            Scanned page = node.ask(null, new Scan(within, after, 3));
            page.sources().forEach(source -> places.add(new Place(source.conversation(), source.seq())));
            after = page.next();
        } while (after != null);
        return places;
    }

    private Scope scope(Caller caller, List<String> people, List<String> rooms) {
        return node.ask(caller, new GetScope(people, rooms, true, true));
    }

    @Test
    void a_scope_is_what_somebody_may_see_now() {
        ConversationId group = node.group(alice, "Two", bob);
        node.post(alice, group, "before");
        node.post(alice, group, "it");
        Caller mallory = node.guest("mallory");
        node.ask(alice, new AddMember(group, mallory.account()));
        assertThat(scope(mallory, List.of(), List.of()).grants()).containsExactly(new Grant(group, 3));
        assertThat(scope(alice, List.of(), List.of()).grants())
                .containsExactlyInAnyOrder(new Grant(room, 1), new Grant(group, 1));
        node.ask(mallory, new Leave(group));
        assertThat(scope(mallory, List.of(), List.of()).grants()).isEmpty();
        node.ask(mallory, new Join(room));
        assertThat(scope(mallory, List.of(), List.of()).grants()).containsExactly(new Grant(room, 1));
    }

    @Test
    void words_stand_for_people_and_for_ones_own_conversations_only() {
        ConversationId direct = node.ask(alice, new Create(ConversationKind.DIRECT, null, List.of(bob.account()), null))
                .id();
        ConversationId cellar = node.room(alice, "Kitchen cellar");
        Scope scope = scope(
                alice,
                List.of("me", "BOB", "@bob", bob.account().toString(), "nobody"),
                List.of("kitchen", "kitchen c", "cell", room.toString(), "bob", "attic"));
        String bobs = bob.account().toString();
        assertThat(scope.people()).containsExactly(alice.account().toString(), bobs, bobs, bobs, null);
        assertThat(scope.rooms())
                .containsExactly(
                        List.of(room), List.of(cellar), List.of(cellar), List.of(room), List.of(direct), List.of());
        assertThat(scope(bob, List.of(), List.of("kitchen", room.toString())).rooms())
                .containsExactly(List.of(), List.of());
    }

    @Test
    void what_is_hidden_pinned_and_saved_is_told_to_whom_it_is_so() {
        node.ask(bob, new Join(room));
        for (int i = 0; i < 3; i++) {
            node.post(alice, room, "m" + i);
        }
        node.ask(bob, new Delete(room, 1, Audience.ME));
        node.ask(alice, new Pin(room, 2));
        node.ask(bob, new Save(room, 3L));
        Scope bobs = scope(bob, List.of(), List.of());
        assertThat(bobs.hidden()).containsExactly(new Place(room, 1));
        assertThat(bobs.pinned()).containsExactly(new Place(room, 2));
        assertThat(bobs.saved()).containsExactly(new Place(room, 3));
        Scope mallorys = scope(node.guest("mallory"), List.of(), List.of());
        assertThat(mallorys.hidden()).isEmpty();
        assertThat(mallorys.pinned()).isEmpty();
        assertThat(mallorys.saved()).isEmpty();
    }

    @Test
    void messages_are_shown_with_their_neighbours_to_who_may_see_them_and_to_nobody_else() {
        ConversationId group = node.group(alice, "Two", bob);
        for (int i = 1; i <= 3; i++) {
            node.post(alice, group, "m" + i);
        }
        Caller mallory = node.guest("mallory");
        assertThat(shown(mallory, group, 2)).isEmpty();
        node.ask(alice, new AddMember(group, mallory.account()));
        assertThat(shown(mallory, group, 2)).isEmpty();
        node.post(alice, group, "m4");
        assertThat(shown(mallory, group, 4)).containsExactly("m4");
        assertThat(shown(bob, group, 2)).containsExactlyInAnyOrder("m1", "m2", "m3");
        node.ask(bob, new Delete(group, 1, Audience.ME));
        assertThat(shown(bob, group, 2)).containsExactlyInAnyOrder("m2", "m3");
        assertThat(shown(bob, group, 1)).containsExactly("m2");
        node.ask(bob, new Leave(group));
        assertThat(shown(bob, group, 2)).isEmpty();
    }

    private List<String> shown(Caller caller, ConversationId conversation, long seq) {
        return node.ask(caller, new Show(List.of(new Place(conversation, seq)))).messages().stream()
                .map(ShownMessage::text)
                .toList();
    }

    @Test
    void of_a_long_message_the_beginning_is_shown_and_that_it_goes_on() {
        node.post(alice, room, "😀".repeat(50_000));
        node.post(alice, room, "short");
        List<ShownMessage> shown =
                node.ask(alice, new Show(List.of(new Place(room, 1)))).messages();
        assertThat(shown).hasSize(2);
        assertThat(shown.get(0).text()).isEqualTo("😀".repeat(20_000));
        assertThat(shown.get(0).cut()).isTrue();
        assertThat(shown.get(1).cut()).isFalse();
    }
}
