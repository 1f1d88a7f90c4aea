package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.ListMembers;
import dev.crosstalk.bus.ConversationCommand.ListRooms;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.StoredMessageCommand.Audience;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.React;
import dev.crosstalk.cache.CacheSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every reader is shown from the cache what the database would show, and it is not asked. One node caches, and asks what has
 * changed only when the test says so; the other never does.
 */
@Timeout(300)
abstract class CachedViewContract {
    /** So long that a machine that is busy with other things does not make it forget. */
    private static final int LONG_MS = 3_600_000;

    private static final int KEPT = 10;

    /** Bytes for the recent messages of some conversations. */
    private static final long SMALL = 64 << 10;

    private PersistenceSettings settings;
    private TestNode caching;
    private TestNode plain;
    private Caller alice;
    private Caller bob;
    private ConversationId group;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        settings = PersistenceSettings.at(freshUrl());
        caching = new TestNode(settings, settings(1 << 24));
        plain = new TestNode(settings, CacheSettings.OFF);
        alice = caching.guest("alice");
        bob = caching.guest("bob");
        group = caching.group(alice, "Group", bob);
        for (int i = 0; i < 15; i++) {
            caching.post(alice, group, "message " + i);
        }
    }

    private static CacheSettings settings(long bytes) {
        return new CacheSettings(true, bytes, CacheSettings.MEMORY, null, KEPT, 2_000, LONG_MS / 2, LONG_MS, 100, 48);
    }

    @AfterEach
    void stop() {
        caching.close();
        plain.close();
    }

    @Test
    void aPageWithAnswersReactionsAndWhatOthersHideCostsNoStatement() {
        Caller mallory = caching.guest("mallory");
        caching.ask(alice, new AddMember(group, mallory.account()));
        caching.ask(bob, new React(group, 14, "👍", true));
        caching.ask(alice, new React(group, 14, ":ship:", true));
        caching.ask(bob, new Post(group, "an answer", UUID.randomUUID(), 14L, null, null));
        caching.ask(alice, new Post(group, "an answer to what is old", UUID.randomUUID(), 2L, null, null));
        caching.ask(bob, new Delete(group, 13, Audience.ME));
        History latest = new History(group, null, null, 5);

        for (Caller reader : List.of(alice, bob, mallory)) {
            assertThat(caching.ask(reader, latest)).isEqualTo(plain.ask(reader, latest));
            assertThat(statements(reader, latest)).isZero();
        }
    }

    @Test
    void whoReadsFarBackPushesNoRecentMessagesOut() {
        try (TestNode small = new TestNode(settings, settings(SMALL))) {
            List<ConversationId> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                ConversationId one = small.group(alice, "Group " + i, bob);
                for (int seq = 1; seq <= KEPT + 5; seq++) {
                    small.post(alice, one, "message " + seq);
                }
                all.add(one);
                small.ask(bob, latest(one));
            }
            List<ConversationId> kept = new ArrayList<>(all);
            Collections.reverse(kept);
            kept.removeIf(one -> readsOfLatest(small, one) > 0);
            kept.forEach(one -> small.ask(bob, latest(one)));
            assertThat(kept).as("some, and not all fit").hasSizeBetween(4, 39);

            for (ConversationId one : kept) {
                for (long before = 6; before > 2; before -= 2) {
                    assertThat(small.ask(bob, new History(one, before, null, 2)).messages())
                            .hasSize(2);
                }
            }

            long reads =
                    kept.stream().mapToLong(one -> readsOfLatest(small, one)).sum();
            assertThat(reads).as("but for what a node reads by itself").isLessThanOrEqualTo(2);
        }
    }

    private static History latest(ConversationId conversation) {
        return new History(conversation, null, null, 5);
    }

    private long readsOfLatest(TestNode node, ConversationId conversation) {
        long before = node.reads();
        node.ask(bob, latest(conversation));
        return node.reads() - before;
    }

    @Test
    void aListOfMembersCostsNoStatement() {
        ListMembers members = new ListMembers(group, null, null);

        for (Caller reader : List.of(alice, bob)) {
            assertThat(caching.ask(reader, members)).isEqualTo(plain.ask(reader, members));
            assertThat(statements(reader, members)).isZero();
        }
    }

    @Test
    void theDirectoryCostsWhatIsOnesOwnHoweverManyRoomsThereAre() {
        for (int i = 0; i < 20; i++) {
            caching.room(alice, "Room " + i);
        }
        ConversationId joined = caching.room(alice, "Joined");
        caching.ask(bob, new Join(joined));
        for (String query : new String[] {null, "room 1"}) {
            ListRooms rooms = new ListRooms(query, null, 10);
            assertThat(caching.ask(bob, rooms).conversations())
                    .isEqualTo(plain.ask(bob, rooms).conversations());
            assertThat(statements(bob, rooms))
                    .as("the own revision, which rooms are one's own, and these")
                    .isLessThanOrEqualTo(3);
        }
    }

    /** What nothing else is asked for at the same time. */
    private long statements(Caller reader, Command<?> command) {
        return IntStream.range(0, 3)
                .mapToLong(i -> {
                    long before = caching.reads();
                    caching.ask(reader, command);
                    return caching.reads() - before;
                })
                .min()
                .orElseThrow();
    }

    @RepeatedTest(3)
    void whateverHappensEveryReaderIsShownWhatTheDatabaseHas() {
        long seed = Long.getLong("history.seed", System.nanoTime());
        System.out.println("views with seed " + seed);
        new CachedViews(caching, plain, seed).play(Integer.getInteger("history.operations", 100));
    }
}
