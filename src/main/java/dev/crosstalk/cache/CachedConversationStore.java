package dev.crosstalk.cache;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Member;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.cache.RecentConversation.Seat;
import dev.crosstalk.cache.RoomSource.OwnRoom;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.Change;
import dev.crosstalk.conversation.ConversationStore;
import dev.crosstalk.conversation.Locked;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A store of conversations that answers from memory who the members of one are, and which rooms there are. What belongs to one
 * person, as the place in a room and what is unread there, is always read for that person from the store behind it.
 */
public final class CachedConversationStore implements ConversationStore {
    private final ConversationStore store;
    private final RecentConversations recent;
    private final Names names;
    private final RoomDirectory directory;
    private final RoomSource rooms;

    CachedConversationStore(
            ConversationStore store,
            RecentConversations recent,
            Names names,
            RoomDirectory directory,
            RoomSource rooms) {
        this.store = store;
        this.recent = recent;
        this.names = names;
        this.directory = directory;
        this.rooms = rooms;
    }

    @Override
    public Future<ConversationId> open(NewConversation wanted) {
        return store.open(wanted);
    }

    @Override
    public Future<Void> change(
            Caller caller, ConversationId conversation, AccountId subject, Function<Locked, Change> rule) {
        return store.change(caller, conversation, subject, rule);
    }

    @Override
    public Future<Optional<Seen>> find(Caller caller, ConversationId conversation) {
        return store.find(caller, conversation);
    }

    @Override
    public Future<Optional<Seen>> findRoom(Caller caller, long number) {
        return store.findRoom(caller, number);
    }

    /** Who may not look by what is cached may have become a member: refusals are never late. */
    @Override
    public Future<Optional<Door>> lateDoor(Caller caller, ConversationId conversation) {
        return recent.find(conversation)
                .map(found -> found.flatMap(one -> one.standing(caller.account()))
                        .filter(standing -> standing.application().equals(caller.application()))
                        .map(standing -> new Door(standing.settings().open(), standing.rev(), standing.membership()))
                        .filter(door -> door.open() || Access.isMember(door.membership())))
                .compose(found ->
                        found.isPresent() ? Future.succeededFuture(found) : store.lateDoor(caller, conversation));
    }

    @Override
    public Future<List<Member>> members(ConversationId conversation, long rev, AccountId after, int limit) {
        return recent.find(conversation)
                .map(found -> found.filter(one -> one.rev() >= rev).flatMap(one -> one.members(after, limit)))
                .compose(seats ->
                        seats.isPresent() ? named(seats.get()) : store.members(conversation, rev, after, limit));
    }

    private Future<List<Member>> named(List<Seat> seats) {
        return names.of(seats.stream().map(Seat::account).toList())
                .map(named -> seats.stream()
                        .filter(seat -> named.containsKey(seat.account()))
                        .map(seat -> new Member(
                                named.get(seat.account()), seat.membership().role()))
                        .toList());
    }

    @Override
    public Future<List<ConversationView>> mine(Caller caller, boolean archived, Slice slice) {
        return store.mine(caller, archived, slice);
    }

    @Override
    public Future<List<ConversationView>> rooms(Caller caller, Slice slice) {
        return rooms.own(caller)
                .compose(own -> directory
                        .open(caller.application(), slice, ids(own))
                        .compose(open -> open.isPresent()
                                ? views(caller, slice, page(slice, own, open.get()))
                                : store.rooms(caller, slice)));
    }

    private static Set<ConversationId> ids(List<OwnRoom> own) {
        Set<ConversationId> ids = new HashSet<>();
        own.forEach(room -> ids.add(room.place().conversation()));
        return ids;
    }

    /** Rooms in their order; those of which the caller is a member without a view. */
    private static List<Map.Entry<Position, Optional<ConversationView>>> page(
            Slice slice, List<OwnRoom> own, List<Room> open) {
        TreeMap<Position, Optional<ConversationView>> page = new TreeMap<>(Room.LATEST_FIRST);
        open.forEach(room -> page.put(room.place(), Optional.of(room.view())));
        own.stream()
                .filter(room -> slice.title() == null || room.titleKey().contains(slice.title()))
                .filter(room -> slice.after() == null || Room.LATEST_FIRST.compare(room.place(), slice.after()) > 0)
                .forEach(room -> page.put(room.place(), Optional.empty()));
        return page.entrySet().stream().limit(slice.limit()).toList();
    }

    private Future<List<ConversationView>> views(
            Caller caller, Slice slice, List<Map.Entry<Position, Optional<ConversationView>>> page) {
        List<ConversationId> own = page.stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(entry -> entry.getKey().conversation())
                .toList();
        if (own.isEmpty()) {
            return Future.succeededFuture(
                    page.stream().map(entry -> entry.getValue().orElseThrow()).toList());
        }
        return rooms.views(caller, own).compose(read -> {
            Map<ConversationId, ConversationView> views = new HashMap<>();
            read.forEach(view -> views.put(view.id(), view));
            // Who has left one of them meanwhile must not be told of a page that ends too early.
            return views.keySet().containsAll(own)
                    ? Future.succeededFuture(page.stream()
                            .map(entry -> entry.getValue()
                                    .orElseGet(() -> views.get(entry.getKey().conversation())))
                            .toList())
                    : store.rooms(caller, slice);
        });
    }

    @Override
    public Future<Boolean> exists(ApplicationId application, AccountId account) {
        return store.exists(application, account);
    }

    @Override
    public Future<Void> requireUnblocked(AccountId actor, AccountId person) {
        return store.requireUnblocked(actor, person);
    }

    @Override
    public Future<Long> userRev(AccountId account) {
        return store.userRev(account);
    }
}
