package dev.crosstalk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.JoinPolicy;
import dev.crosstalk.bus.MessageId;
import dev.crosstalk.cache.RecentConversation.Version;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Rooms in a database that remembers every state that each ever had, and since when. */
final class TestRooms implements RoomSource, ChangeSource {
    static final ApplicationId APPLICATION = new ApplicationId(1);

    private final Later later;
    private final LongSupplier nanos;
    private final Map<ConversationId, List<State>> rooms = new LinkedHashMap<>();
    private boolean away;
    private int questions;
    private int wholeReadings;

    record State(Room room, long since) {}

    TestRooms(Later later, LongSupplier nanos) {
        this.later = later;
        this.nanos = nanos;
    }

    void away(boolean away) {
        this.away = away;
    }

    int questions() {
        return questions;
    }

    int wholeReadings() {
        return wholeReadings;
    }

    Room now(ConversationId id) {
        List<State> all = rooms.get(id);
        return all.get(all.size() - 1).room();
    }

    /**
     * Since when there is something that this state of a room has not; empty if there is nothing. What the members have seen is
     * counted apart: a room may be behind in it alone.
     */
    Optional<Long> supersededAt(Room room) {
        List<State> all = rooms.get(room.id());
        assertThat(all.stream().map(state -> alike(state.room())))
                .as("it was so once")
                .contains(alike(room));
        return all.stream()
                .filter(state -> state.room().view().rev() > room.view().rev()
                        || state.room().view().receiptRev() > room.view().receiptRev())
                .map(State::since)
                .findFirst();
    }

    private static List<Object> alike(Room room) {
        ConversationView view = room.view();
        return List.of(view.rev(), view.title(), view.lastSeq(), view.lastTime(), view.settings(), room.titleKey());
    }

    List<ConversationId> openSince(long time) {
        return rooms.entrySet().stream()
                .filter(one -> one.getValue().get(0).since() <= time)
                .map(Map.Entry::getKey)
                .toList();
    }

    ConversationEvent.Created create(String title) {
        ConversationId id = new ConversationId(rooms.size() + 1L);
        rooms.put(id, new ArrayList<>());
        put(id, title, 1, 0, 0, nanos.getAsLong(), ConversationSettings.of(ConversationKind.ROOM));
        return new ConversationEvent.Created(id, 1, Samples.ALICE, title, nanos.getAsLong());
    }

    ConversationEvent.Message post(ConversationId id) {
        ConversationView view = now(id).view();
        put(
                id,
                view.title(),
                view.rev() + 1,
                view.receiptRev(),
                view.lastSeq() + 1,
                nanos.getAsLong(),
                view.settings());
        return new ConversationEvent.Message(
                id,
                view.rev() + 1,
                new MessageId(view.rev() + 1),
                view.lastSeq() + 1,
                Samples.ALICE,
                new UUID(1, view.rev()),
                "text",
                nanos.getAsLong());
    }

    ConversationEvent.Renamed rename(ConversationId id, String title) {
        ConversationView view = now(id).view();
        put(id, title, view.rev() + 1, view.receiptRev(), view.lastSeq(), view.lastTime(), view.settings());
        return new ConversationEvent.Renamed(
                id, view.rev() + 1, view.lastSeq(), Samples.ALICE, title, nanos.getAsLong());
    }

    /** Lets in only whom somebody invites. */
    ConversationEvent.Configured close(ConversationId id) {
        ConversationView view = now(id).view();
        ConversationSettings settings = view.settings().with(JoinPolicy.INVITE, null, null);
        put(id, view.title(), view.rev() + 1, view.receiptRev(), view.lastSeq(), view.lastTime(), settings);
        return new ConversationEvent.Configured(
                id, view.rev() + 1, view.lastSeq(), Samples.ALICE, settings, nanos.getAsLong());
    }

    /** Somebody's cursor moves, which is no change of the conversation; the directory is told of none. */
    ConversationEvent receipt(ConversationId id) {
        ConversationView view = now(id).view();
        put(id, view.title(), view.rev(), view.receiptRev() + 1, view.lastSeq(), view.lastTime(), view.settings());
        return new ConversationEvent.Renamed(id, view.rev(), view.lastSeq(), Samples.ALICE, view.title(), 0);
    }

    private void put(
            ConversationId id,
            String title,
            long rev,
            long receiptRev,
            long lastSeq,
            long lastTime,
            ConversationSettings settings) {
        ConversationView view = new ConversationView(
                id,
                id.value(),
                ConversationKind.ROOM,
                title,
                rev,
                receiptRev,
                lastSeq,
                1,
                1,
                List.of(),
                null,
                lastTime,
                null,
                settings,
                null);
        rooms.get(id).add(new State(Room.of(APPLICATION, view), nanos.getAsLong()));
    }

    private Room present(ConversationId id) {
        if (away) {
            throw new IllegalStateException("the database is away");
        }
        return now(id);
    }

    @Override
    public Future<List<Room>> rooms(ApplicationId application, int limit) {
        questions++;
        wholeReadings++;
        return later.ask(
                () -> rooms.keySet().stream().limit(limit).map(this::present).toList());
    }

    @Override
    public Future<List<Room>> rooms(ApplicationId application, List<ConversationId> conversations) {
        questions++;
        return later.ask(() -> conversations.stream().map(this::present).toList());
    }

    @Override
    public Future<List<OwnRoom>> own(Caller caller) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<ConversationView>> views(Caller caller, List<ConversationId> conversations) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Changes> since(Long time) {
        return later.ask(() -> new Changes(
                rooms.keySet().stream()
                        .map(id -> new ChangedConversation(
                                id,
                                APPLICATION,
                                ConversationKind.ROOM,
                                new Version(present(id).view().rev(), 0, 0),
                                now(id).view().receiptRev()))
                        .toList(),
                List.of(),
                nanos.getAsLong()));
    }
}
