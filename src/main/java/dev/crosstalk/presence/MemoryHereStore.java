package dev.crosstalk.presence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.HereEvent;
import dev.crosstalk.bus.PresenceCommand.HereChange;
import dev.crosstalk.bus.PresenceCommand.ReportHere;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Who is here, in the memory of a node that alone serves presence. */
public final class MemoryHereStore implements HereStore {
    private final long heldForMs;
    private final LongSupplier clock;
    private final Map<UUID, HereList> lists = new HashMap<>();
    private final Map<ConversationId, Set<AccountId>> changed = new LinkedHashMap<>();

    /** The list of one node. */
    private static final class HereList {
        private final Map<ConversationId, Set<AccountId>> people = new HashMap<>();
        private long number;
        private long heldUntil;
    }

    /** @param clock epoch milliseconds that never go back; {@link MemoryPresenceStore#steadyClock} */
    public MemoryHereStore(long heldForMs, LongSupplier clock) {
        this.heldForMs = heldForMs;
        this.clock = clock;
    }

    @Override
    public synchronized Future<Boolean> report(ReportHere report) {
        HereList list = report.number() == 1
                ? lists.computeIfAbsent(report.list(), id -> new HereList())
                : lists.get(report.list());
        boolean isNew = list != null && list.number == 0;
        if (list == null || list.number != report.number() - 1 || !(isNew || isHeld(list))) {
            return Future.succeededFuture(false);
        }
        list.number = report.number();
        list.heldUntil = clock.getAsLong() + heldForMs;
        report.changes().forEach(change -> apply(list, change));
        if (report.replaces() != null) {
            remove(report.replaces());
        }
        return Future.succeededFuture(true);
    }

    private void apply(HereList list, HereChange change) {
        Set<AccountId> people = list.people.computeIfAbsent(change.conversation(), id -> new HashSet<>());
        people.addAll(change.came());
        change.left().forEach(people::remove);
        if (people.isEmpty()) {
            list.people.remove(change.conversation());
        }
        Set<AccountId> all = changed.computeIfAbsent(change.conversation(), id -> new HashSet<>());
        all.addAll(change.came());
        all.addAll(change.left());
    }

    private void remove(UUID id) {
        HereList list = lists.remove(id);
        if (list != null) {
            list.people.forEach((conversation, people) -> changed.computeIfAbsent(conversation, key -> new HashSet<>())
                    .addAll(people));
        }
    }

    @Override
    public synchronized Future<Page> here(ConversationId conversation, AccountId after, int limit) {
        Set<AccountId> people = people(conversation);
        List<AccountId> page = people.stream()
                .filter(account -> after == null || account.value() > after.value())
                .sorted(Comparator.comparingLong(AccountId::value))
                .limit(limit)
                .toList();
        return Future.succeededFuture(new Page(page, people.size()));
    }

    private Set<AccountId> people(ConversationId conversation) {
        Set<AccountId> people = new HashSet<>();
        lists.values().stream()
                .filter(this::isHeld)
                .forEach(list -> people.addAll(list.people.getOrDefault(conversation, Set.of())));
        return people;
    }

    private boolean isHeld(HereList list) {
        return list.heldUntil > clock.getAsLong();
    }

    @Override
    public synchronized Future<Void> clean() {
        List<UUID> ended = lists.entrySet().stream()
                .filter(entry -> !isHeld(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        ended.forEach(this::remove);
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<List<HereEvent>> takeChanges(int most) {
        List<HereEvent> events = new ArrayList<>();
        int taken = 0;
        Iterator<Map.Entry<ConversationId, Set<AccountId>>> all =
                changed.entrySet().iterator();
        while (all.hasNext() && taken < most) {
            Map.Entry<ConversationId, Set<AccountId>> next = all.next();
            Set<AccountId> people = people(next.getKey());
            events.add(new HereEvent(
                    next.getKey(),
                    people.size(),
                    next.getValue().stream().filter(people::contains).toList(),
                    next.getValue().stream()
                            .filter(account -> !people.contains(account))
                            .toList()));
            taken += next.getValue().size();
            all.remove();
        }
        return Future.succeededFuture(events);
    }

    /** How many lists are stored, those that do not hold any more included. */
    synchronized int lists() {
        return lists.size();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
