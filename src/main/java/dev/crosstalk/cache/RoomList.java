package dev.crosstalk.cache;

import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.Created;
import dev.crosstalk.bus.ConversationEvent.Message;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.cache.ChangeSource.ChangedConversation;
import dev.crosstalk.cache.Confirmation.Stamp;
import dev.crosstalk.conversation.ConversationStore.Position;
import dev.crosstalk.conversation.ConversationStore.Slice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rooms of one application in their order, and those of them that must be read anew before the list is shown. Not thread-safe. */
final class RoomList {
    private final Stamp stamp;
    private final Map<ConversationId, Room> rooms = new HashMap<>();
    private final TreeMap<Position, Room> ordered = new TreeMap<>(Room.LATEST_FIRST);
    private final Set<ConversationId> doubtful = new HashSet<>();
    private final Set<ConversationId> asked = new HashSet<>();

    /** @param stamp when they were read */
    RoomList(List<Room> read, Stamp stamp) {
        this.stamp = stamp;
        read.forEach(this::put);
    }

    Stamp stamp() {
        return stamp;
    }

    private void put(Room room) {
        remove(room.id());
        rooms.put(room.id(), room);
        ordered.put(room.place(), room);
    }

    private void remove(ConversationId conversation) {
        Room before = rooms.remove(conversation);
        if (before != null) {
            ordered.remove(before.place());
        }
    }

    boolean isWhole() {
        return doubtful.isEmpty();
    }

    int doubts() {
        return doubtful.size();
    }

    /** Those to be read anew, which is begun now. What is doubted from now on must be read once more. */
    List<ConversationId> askDoubtful() {
        asked.addAll(doubtful);
        doubtful.clear();
        return List.copyOf(asked);
    }

    /** They could not be read. */
    void notRead() {
        doubtful.addAll(asked);
        asked.clear();
    }

    /** They were read; what was asked for and is not there is no room of this application. */
    void read(List<Room> read) {
        asked.forEach(this::remove);
        asked.clear();
        read.forEach(this::put);
    }

    /** This node has committed that. */
    void follow(ConversationEvent event) {
        ConversationId conversation = event.conversation();
        Room room = rooms.get(conversation);
        if (asked.contains(conversation) || (room == null && event instanceof Created)) {
            doubtful.add(conversation);
        } else if (room != null && event.rev() > room.view().rev()) {
            follow(room, event);
        }
    }

    private void follow(Room room, ConversationEvent event) {
        boolean next = event.rev() == room.view().rev() + 1 && !doubtful.contains(room.id());
        if (next && event instanceof Message message) {
            put(room.with(message));
        } else {
            doubtful.add(room.id());
        }
    }

    /** The database has a room of this application like that. */
    void compare(ChangedConversation changed) {
        Room room = rooms.get(changed.conversation());
        if (room == null || room.lacksOf(changed)) {
            doubtful.add(changed.conversation());
        }
    }

    /** Open rooms in order, as far as they are wanted. @param except those that are told otherwise */
    List<Room> open(Slice slice, Set<ConversationId> except) {
        var behind = slice.after() == null ? ordered : ordered.tailMap(slice.after(), false);
        return behind.values().stream()
                .filter(room -> room.view().settings().open())
                .filter(room -> slice.title() == null || room.titleKey().contains(slice.title()))
                .filter(room -> !except.contains(room.id()))
                .limit(slice.limit())
                .toList();
    }
}
