package dev.crosstalk.search;

import static dev.crosstalk.search.Finding.ALICE;
import static dev.crosstalk.search.Finding.BOB;
import static dev.crosstalk.search.Finding.CELLAR;
import static dev.crosstalk.search.Finding.DAY;
import static dev.crosstalk.search.Finding.KITCHEN;
import static dev.crosstalk.search.Finding.await;
import static dev.crosstalk.search.Finding.builder;
import static dev.crosstalk.search.Finding.grants;
import static dev.crosstalk.search.Finding.places;
import static dev.crosstalk.search.Finding.put;
import static dev.crosstalk.search.Finding.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.IndexingCommand.Grant;
import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.search.SearchIndex.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every index of messages finds, and what it does not. */
@Timeout(120)
abstract class SearchIndexContract {
    private SearchIndex index;
    private Finding finding;

    /** One without anything in it, of its own. */
    abstract SearchIndex fresh();

    @BeforeEach
    void open() {
        index = fresh();
        finding = new Finding(index);
        await(index.open());
        await(index.build());
        await(index.switchOver());
    }

    @AfterEach
    void close() {
        await(index.close());
        end();
    }

    /** After the index was closed. */
    abstract void end();

    /** What was written is found soon, not at once. */
    private void assertFound(String query, long... seqs) {
        await().untilAsserted(() -> assertThat(finding.seqs(query))
                .as(query)
                .containsExactlyElementsOf(LongStream.of(seqs).boxed().toList()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Grüße aus Łódź | grusse lodz",
                "un café crème | CAFE CRÈME",
                "Crème brûlée | bru",
                "Straße gesperrt | strasse",
                "Я купил ёлку | елку",
                "السَّلامُ عليكم يا أحمد | السلام احمد",
                "東京都に行きました | 東京",
                "東京都に行きました | 京都に",
                "東京都に行きました | 都",
                "ﾄｳｷｮｳ ｶﾞｽ | トウキョウ ガス",
                "我喜欢北京烤鸭 | 北京",
                "학교에서 만나요 | 학교",
                "สวัสดีครับ | สวัสดี",
                "party 🎉🎉 tonight | 🎉",
                "well done 👍🏽 | 👍",
                "see https://example.com/a-b | example.com",
                "I don't know | don't",
                "release 2.10 is out | 2.10",
                "prefixes while you type | typ",
                "type | typ",
            })
    void scripts_and_spellings_are_found(String text, String query) {
        finding.say(KITCHEN, 1, text);
        finding.say(KITCHEN, 2, "nothing of the kind");
        assertFound(query, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a red apple | green",
                "が ぎ ぐ | か",
                "typewriter | type writer",
                "東京都 | 京東",
                "red and green | \"green red\"",
                "the apples | \"the apple\"",
                "apple | \"app\"",
                "apple pie | app pie",
            })
    void what_is_something_else_is_not_found(String text, String query) {
        finding.say(KITCHEN, 1, text);
        finding.say(KITCHEN, 2, "a sign of life");
        assertFound("life", 2);
        assertThat(finding.seqs(query)).isEmpty();
    }

    @Test
    void words_of_a_known_language_are_found_by_their_stem() {
        finding.say(KITCHEN, 1, "they were running to the houses");
        finding.say(KITCHEN, 2, "die Häuser sind alt, und ich habe sie gekauft");
        finding.apply(put(source(KITCHEN, 3, 3, ALICE, "de-DE", null, "Katzen!")));
        finding.say(KITCHEN, 4, "Katzen");
        assertFound("house ", 1);
        assertFound("runs ", 1);
        assertFound("Haus ", 2);
        assertFound("Katze ", 3);
        assertFound("\"house\"");
    }

    @Test
    void all_words_must_be_there_a_phrase_in_its_order_and_nothing_that_is_unwanted() {
        finding.say(KITCHEN, 1, "green apples and red pears");
        finding.say(KITCHEN, 2, "red apples and green pears");
        finding.say(KITCHEN, 3, "apples");
        assertFound("apples", 3, 2, 1);
        assertFound("pears red ", 2, 1);
        assertFound("\"red pears\"", 1);
        assertFound("apples -pears", 3);
        assertFound("apples -\"red apples\"", 3, 1);
        assertFound("-green", 3);
    }

    @Test
    void only_the_latest_text_matches_and_late_work_brings_no_older_one_back() {
        finding.apply(put(source(KITCHEN, 1, 5, "the first")));
        assertFound("first", 1);
        finding.apply(put(source(KITCHEN, 1, 7, "the second")));
        assertFound("second", 1);
        assertThat(finding.seqs("first")).isEmpty();
        finding.apply(put(source(KITCHEN, 1, 5, "the first")), put(source(KITCHEN, 1, 6, "the first")));
        finding.say(KITCHEN, 2, "a sign of life");
        assertFound("life", 2);
        assertThat(finding.seqs("first")).isEmpty();
        assertFound("second", 1);
    }

    @Test
    void what_is_deleted_is_gone_and_stays_so() {
        finding.apply(put(source(KITCHEN, 1, 1, "a secret")), put(source(KITCHEN, 2, 2, "a secret, too")));
        assertFound("secret", 2, 1);
        finding.apply(new IndexChange.Gone(new Place(KITCHEN, 1), 3));
        assertFound("secret", 2);
        finding.apply(put(source(KITCHEN, 1, 1, "a secret")), put(source(KITCHEN, 3, 3, "a secret again")));
        assertFound("secret", 3, 2);
        assertFound("-nothing", 3, 2);
    }

    @Test
    void what_was_deleted_before_it_came_does_not_come() {
        finding.apply(new IndexChange.Gone(new Place(KITCHEN, 1), 3), put(source(KITCHEN, 1, 2, "a secret")));
        finding.say(KITCHEN, 2, "a sign of life");
        assertFound("life", 2);
        assertThat(finding.seqs("secret")).isEmpty();
    }

    @Test
    void a_beginning_is_removed_from_one_conversation_however_much_it_is() {
        finding.sayAll(KITCHEN, 1, 2_500, "flour");
        finding.sayAll(CELLAR, 1, 2, "flour");
        finding.apply(new IndexChange.Below(KITCHEN, 2_500));
        await().untilAsserted(() -> assertThat(finding.found(builder("flour").build(grants(), null, 3_000)))
                .extracting(Found::place)
                .containsExactly(new Place(KITCHEN, 2_500), new Place(CELLAR, 2), new Place(CELLAR, 1)));
    }

    @Test
    void nothing_is_found_but_what_is_granted() {
        finding.say(KITCHEN, 1, "bread");
        finding.say(KITCHEN, 2, "bread");
        finding.say(CELLAR, 3, "bread");
        assertFound("bread", 3, 2, 1);
        assertThat(finding.seqs("bread", List.of())).isEmpty();
        assertThat(finding.seqs("bread", List.of(new Grant(new ConversationId(73), 1))))
                .isEmpty();
        assertThat(finding.seqs("bread", List.of(new Grant(KITCHEN, 1)))).containsExactly(2L, 1L);
        assertThat(finding.seqs("bread", List.of(new Grant(KITCHEN, 2)))).containsExactly(2L);
        assertThat(finding.seqs("bread", List.of(new Grant(KITCHEN, 3), new Grant(CELLAR, 3))))
                .containsExactly(3L);
        assertThat(finding.seqs("-x", List.of(new Grant(CELLAR, 4)))).isEmpty();
    }

    @Test
    void somebody_may_be_in_very_many_conversations() {
        finding.say(KITCHEN, 1, "bread");
        finding.say(KITCHEN, 2, "bread");
        finding.say(CELLAR, 3, "bread");
        List<Grant> many = new ArrayList<>();
        LongStream.range(1_000, 3_000).forEach(id -> many.add(new Grant(new ConversationId(id), id % 2)));
        LongStream.range(3_000, 6_000).forEach(id -> many.add(new Grant(new ConversationId(id), id)));
        many.add(1_500, new Grant(CELLAR, 1));
        many.add(new Grant(KITCHEN, 2));
        assertFound("bread", 3, 2, 1);
        assertThat(finding.seqs("bread", many)).containsExactly(3L, 2L);
    }

    @Test
    void senders_times_and_features_narrow_what_is_found() {
        finding.apply(
                put(source(KITCHEN, 1, 1, ALICE, null, null, "bread http://example.com")),
                put(source(KITCHEN, 2, 2, BOB, null, 1L, "bread")),
                put(source(KITCHEN, 3, 1_001, BOB, null, null, "bread")));
        assertFound("bread", 3, 2, 1);
        assertThat(narrowed(builder("bread").sender(BOB, false))).containsExactly(3L, 2L);
        assertThat(narrowed(builder("bread").sender(BOB, true))).containsExactly(1L);
        assertThat(narrowed(builder("bread").sender(BOB, false).sender(ALICE, false)))
                .containsExactly(3L, 2L, 1L);
        assertThat(narrowed(builder("bread").before(2 * DAY))).containsExactly(1L);
        assertThat(narrowed(builder("bread").since(2 * DAY))).containsExactly(3L, 2L);
        assertThat(narrowed(builder("bread").feature(IndexedMessage.LINK, false)))
                .containsExactly(1L);
        assertThat(narrowed(builder("bread").feature(IndexedMessage.LINK, true)))
                .containsExactly(3L, 2L);
        assertThat(narrowed(builder("bread").feature(IndexedMessage.REPLY, false)))
                .containsExactly(2L);
        assertThat(narrowed(new IndexQuery.Builder().feature(IndexedMessage.EDITED, false)))
                .containsExactly(3L);
        assertThat(narrowed(builder("bread").among(places(KITCHEN, 1, 3), false)))
                .containsExactly(3L, 1L);
        assertThat(narrowed(builder("bread").among(places(KITCHEN, 1, 3), true)))
                .containsExactly(2L);
        assertThat(narrowed(builder("bread").rooms(List.of(CELLAR), false))).isEmpty();
        assertThat(narrowed(builder("bread").rooms(List.of(CELLAR), true))).containsExactly(3L, 2L, 1L);
    }

    private List<Long> narrowed(IndexQuery.Builder query) {
        return finding.found(query.build(grants(), null, 100)).stream()
                .map(found -> found.place().seq())
                .toList();
    }

    @Test
    void pages_stay_what_they_are_while_people_go_on_talking() {
        finding.sayAll(KITCHEN, 1, 10, "bread");
        assertFound("bread", 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
        List<Long> pages = new ArrayList<>();
        Cursor after = null;
        for (int page = 0; page < 4; page++) {
            List<Found> found = finding.found(builder("bread").build(grants(), after, 3));
            found.forEach(one -> pages.add(one.place().seq()));
            after = found.get(found.size() - 1).cursor();
            long next = 11L + page;
            finding.say(KITCHEN, next, "bread");
            await().untilAsserted(() -> assertThat(finding.seqs("bread")).startsWith(next));
        }
        assertThat(pages).containsExactly(10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void messages_of_one_instant_are_on_one_page_each() {
        List<IndexChange> changes = new ArrayList<>();
        for (long room = 100; room < 110; room++) {
            changes.add(put(source(new ConversationId(room), 1, 1, "bread")));
        }
        await(index.apply(changes));
        List<Grant> grants = LongStream.range(100, 110)
                .mapToObj(room -> new Grant(new ConversationId(room), 1))
                .toList();
        await().untilAsserted(() -> assertThat(finding.found(builder("bread").build(grants, null, 100)))
                .hasSize(10));
        List<Place> pages = new ArrayList<>();
        List<Found> found = finding.found(builder("bread").build(grants, null, 3));
        while (!found.isEmpty()) {
            found.forEach(one -> pages.add(one.place()));
            Cursor after = found.get(found.size() - 1).cursor();
            found = finding.found(builder("bread").build(grants, after, 3));
        }
        assertThat(pages).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void another_index_takes_the_place_of_the_one_that_serves_with_all_that_came_meanwhile() {
        finding.say(KITCHEN, 1, "old bread");
        assertFound("bread", 1);
        String name = await(index.build());
        finding.say(KITCHEN, 3, "new bread");
        await(index.fill(List.of(put(source(KITCHEN, 2, 2, "found bread")), put(source(KITCHEN, 3, 2, "older")))));
        assertFound("bread", 3, 1);
        await(index.switchOver());
        assertFound("bread", 3, 2);
        assertThat(await(index.open())).isEqualTo(name);
        finding.apply(put(source(KITCHEN, 2, 4, "no more")));
        assertFound("bread", 3);
    }

    @Test
    void one_that_was_begun_and_not_put_in_place_is_dropped() {
        finding.say(KITCHEN, 1, "bread");
        String first = await(index.build());
        await(index.fill(List.of(put(source(KITCHEN, 2, 2, "bread")))));
        String second = await(index.build());
        assertThat(second).isNotEqualTo(first);
        await(index.switchOver());
        finding.say(KITCHEN, 3, "bread");
        assertFound("bread", 3);
    }

    @Test
    void clearing_away_what_is_gone_leaves_the_rest() {
        finding.say(KITCHEN, 1, "bread");
        finding.say(KITCHEN, 2, "bread");
        finding.apply(new IndexChange.Gone(new Place(KITCHEN, 1), 3));
        await(index.purge());
        assertFound("bread", 2);
    }
}
