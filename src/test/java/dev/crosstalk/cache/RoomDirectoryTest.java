package dev.crosstalk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.conversation.ConversationStore.Slice;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The directory shows no room as it has not been for longer than the bound, and asks the database once. */
@Timeout(60)
class RoomDirectoryTest {
    private static final long MS = 1_000_000;
    private static final long FRESH_MS = 3_000;
    private static final int MOST = 100;
    private static final ApplicationId APPLICATION = TestRooms.APPLICATION;
    private static final Slice ALL = new Slice(null, null, 200);

    private long now = 1_000_000 * MS;
    private Random random = new Random(1);
    private Later later = new Later(random);
    private TestRooms rooms = new TestRooms(later, () -> now);
    private RoomDirectory directory = new RoomDirectory(rooms, MOST, FRESH_MS, () -> now);
    private ChangeWatch watch = new ChangeWatch(rooms, List.of(directory), () -> now);

    private <T> T answer(Future<T> future) {
        while (!future.isComplete()) {
            assertThat(later.isIdle()).as("nothing is left that could answer").isFalse();
            later.happen();
        }
        return future.result();
    }

    private Future<Optional<List<Room>>> open(Slice slice) {
        return directory.open(APPLICATION, slice, Set.of());
    }

    private List<String> titles(Slice slice) {
        return answer(open(slice)).orElseThrow().stream()
                .map(room -> room.view().title())
                .toList();
    }

    @Test
    void tenThousandWhoAskAtOnceAreOneQuestion() {
        rooms.create("Lobby");
        List<Future<Optional<List<Room>>>> all =
                IntStream.range(0, 10_000).mapToObj(i -> open(ALL)).toList();
        answer(Future.all(all));

        assertThat(rooms.questions()).isEqualTo(1);
        assertThat(all).allSatisfy(one -> assertThat(one.result().orElseThrow()).hasSize(1));
    }

    @Test
    void tenThousandWhoAskAtOnceAfterAChangeAreOneQuestionMore() {
        ConversationId lobby = rooms.create("Lobby").conversation();
        titles(ALL);
        directory.committed(rooms.rename(lobby, "Hall"));

        List<Future<Optional<List<Room>>>> all =
                IntStream.range(0, 10_000).mapToObj(i -> open(ALL)).toList();
        answer(Future.all(all));

        assertThat(rooms.questions()).isEqualTo(2);
        assertThat(all)
                .allSatisfy(one -> assertThat(
                                one.result().orElseThrow().get(0).view().title())
                        .isEqualTo("Hall"));
    }

    @Test
    void theLatestMessageComesFirstAndPagesFollowEachOther() {
        List<ConversationId> ids = IntStream.range(0, 5)
                .mapToObj(i -> {
                    now += MS;
                    return rooms.create("Room " + i).conversation();
                })
                .toList();
        titles(ALL);
        now += MS;
        directory.committed(rooms.post(ids.get(1)));

        List<Room> first = answer(open(new Slice(null, null, 2))).orElseThrow();
        List<Room> second =
                answer(open(new Slice(first.get(1).place(), null, 10))).orElseThrow();

        assertThat(first).extracting(Room::id).containsExactly(ids.get(1), ids.get(4));
        assertThat(second).extracting(Room::id).containsExactly(ids.get(3), ids.get(2), ids.get(0));
    }

    @Test
    void aPartOfATitleIsFoundInAnyCase() {
        rooms.create("Straße");
        rooms.create("Other");

        assertThat(titles(new Slice(null, dev.crosstalk.account.Name.key("STRASSE"), 10)))
                .containsExactly("Straße");
    }

    @Test
    void closedRoomsAndThoseThatAreNotWantedAreLeftOut() {
        ConversationId lobby = rooms.create("Lobby").conversation();
        ConversationId own = rooms.create("Own").conversation();
        rooms.create("Open");
        titles(ALL);
        directory.committed(rooms.close(lobby));

        assertThat(answer(directory.open(APPLICATION, ALL, Set.of(own))).orElseThrow())
                .extracting(room -> room.view().title())
                .containsExactly("Open");
    }

    @Test
    void messagesOfThisNodeMoveRoomsWithoutTheDatabase() {
        ConversationId lobby = rooms.create("Lobby").conversation();
        titles(ALL);
        for (int i = 0; i < 20; i++) {
            directory.committed(rooms.post(lobby));
        }

        Room room = answer(open(ALL)).orElseThrow().get(0);

        assertThat(room).isEqualTo(rooms.now(lobby));
        assertThat(rooms.questions()).isEqualTo(1);
    }

    @Test
    void whatThisNodeOpensOrRenamesIsThereAtOnce() {
        rooms.create("Lobby");
        titles(ALL);
        ConversationEvent.Created created = rooms.create("New");
        directory.committed(created);
        assertThat(titles(ALL)).containsExactlyInAnyOrder("Lobby", "New");

        directory.committed(rooms.rename(created.conversation(), "Newer"));
        assertThat(titles(ALL)).containsExactlyInAnyOrder("Lobby", "Newer");
    }

    @Test
    void whatIsOpenedWhileAllAreReadIsNotMissed() {
        rooms.create("Lobby");
        Future<Optional<List<Room>>> asked = open(ALL);
        // The database has answered, and the answer is on its way.
        later.happen();
        directory.committed(rooms.create("New"));
        answer(asked);

        assertThat(titles(ALL)).contains("New");
    }

    @Test
    void whatAnotherNodeOpenedIsThereWithinTheBoundAndTheRestIsNotReadAgain() {
        rooms.create("Lobby");
        titles(ALL);
        rooms.create("Elsewhere");
        for (int second = 0; second < 60; second++) {
            now += 1_000 * MS;
            answer(watch.check());
        }

        assertThat(titles(ALL)).containsExactlyInAnyOrder("Lobby", "Elsewhere");
        assertThat(rooms.wholeReadings()).isEqualTo(1);
    }

    @Test
    void anApplicationWithTooManyRoomsIsLeftToTheDatabase() {
        for (int i = 0; i <= MOST; i++) {
            rooms.create("Room " + i);
        }

        assertThat(answer(open(ALL))).isEmpty();
        assertThat(answer(open(ALL))).isEmpty();
        assertThat(rooms.questions()).as("nor is it tried again and again").isEqualTo(1);
    }

    @Test
    void whatTheDatabaseCannotConfirmIsNotShown() {
        rooms.create("Lobby");
        titles(ALL);
        rooms.away(true);
        now += FRESH_MS * MS;
        Future<Optional<List<Room>>> asked = open(ALL);
        while (!asked.isComplete()) {
            later.happen();
        }

        assertThat(asked.failed()).isTrue();
        rooms.away(false);
        assertThat(titles(ALL)).containsExactly("Lobby");
    }

    @Test
    void whateverFailsNoRoomIsShownAsItWasLongAgo() {
        for (int round = 0; round < 100; round++) {
            long seed = Long.getLong("seed", System.nanoTime() + round);
            try {
                play(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("again with -Dseed=" + seed, e);
            }
        }
    }

    /** Two nodes change rooms; what this one is to be told comes late or never. */
    private void play(long seed) {
        random = new Random(seed);
        later = new Later(random);
        rooms = new TestRooms(later, () -> now);
        directory = new RoomDirectory(rooms, MOST, FRESH_MS, () -> now);
        watch = new ChangeWatch(rooms, List.of(directory), () -> now);
        List<ConversationId> all = new ArrayList<>();
        IntStream.range(0, 3).forEach(i -> all.add(rooms.create("Room " + i).conversation()));
        Deque<ConversationEvent> untold = new ArrayDeque<>();
        AtomicInteger told = new AtomicInteger();
        List<AssertionError> wrong = new ArrayList<>();
        for (int step = 0; step < 1_000; step++) {
            switch (random.nextInt(18)) {
                case 0 -> now += random.nextInt(2_000) * MS;
                case 1 -> now += random.nextInt(50) * MS;
                case 2, 3 -> untold.add(change(all, step));
                case 4 -> change(all, step);
                case 5 -> watch.check();
                case 6, 7 -> untold.stream().findFirst().ifPresent(one -> directory.committed(untold.remove()));
                case 8 -> rooms.away(random.nextInt(4) == 0);
                case 9 -> untold.clear();
                case 10, 11, 12 -> ask(told, wrong);
                default -> later.happen();
            }
        }
        if (!wrong.isEmpty()) {
            throw wrong.get(0);
        }
        assertThat(told).as("the premise: it answers").hasPositiveValue();
    }

    private ConversationEvent change(List<ConversationId> all, int step) {
        ConversationId room = all.get(random.nextInt(all.size()));
        return switch (random.nextInt(5)) {
            case 0 -> rooms.rename(room, "Title " + step);
            case 1 -> rooms.receipt(room);
            case 2 -> {
                ConversationEvent.Created created = rooms.create("Room " + step);
                all.add(created.conversation());
                yield created;
            }
            default -> rooms.post(room);
        };
    }

    /** Every room is as it was within the bound, and none is missing that was there before it. */
    private void ask(AtomicInteger told, List<AssertionError> wrong) {
        long askedAt = now;
        long bound = askedAt - FRESH_MS * MS;
        List<ConversationId> before = rooms.openSince(bound);
        open(ALL)
                .onSuccess(found -> found.ifPresent(shown -> {
                    told.incrementAndGet();
                    try {
                        shown.forEach(room -> rooms.supersededAt(room)
                                .ifPresent(end -> assertThat(end)
                                        .as("the end of %s", room)
                                        .isGreaterThan(bound)));
                        assertThat(shown).extracting(Room::id).containsAll(before);
                    } catch (AssertionError e) {
                        wrong.add(e);
                    }
                }));
    }
}
