package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.PresenceCommand.HereChange;
import dev.crosstalk.bus.PresenceCommand.ReportHere;
import dev.crosstalk.bus.PresenceCommand.Reported;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who of this node's sockets is subscribed to which room or group, and the reports of it to the presence service: what changed,
 * at most once a second, and otherwise a beat that says that the list still holds. Its cost follows the changes, not the
 * subscriptions. Who does not show everyone whether they are here is in none of it. On the hub's context.
 *
 * <p>A report whose fate is not known, or that the service does not know what to do with, ends the list; the next one begins empty
 * and is filled piece by piece. So nothing that was lost, doubled or late can leave a wrong name for longer than a list lives.
 */
final class Attendance {
    private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);
    private static final int MOST_IN_A_REPORT = 2_000;

    /** A node that stops waits no longer for a service that may have gone before it. */
    private static final long CLOSE_MS = 2_000;

    private final Bus bus;
    private final Consumer<Runnable> later;
    private final long beatNanos;
    private final long key;
    /** By how many subscriptions each person is here. */
    private final Map<ConversationId, Map<AccountId, Integer>> here = new HashMap<>();

    private final Map<AccountId, Guest> guests = new HashMap<>();
    /** Of whom the list may be wrong, and whether it has them. */
    private final Map<ConversationId, Map<AccountId, Boolean>> doubtful = new HashMap<>();

    private UUID list;
    /** Once another list is whole, too, this one ends. */
    private UUID lastWhole;

    private long number;
    private boolean begun;
    private boolean reporting;
    private long nextBeat = System.nanoTime();

    /** Somebody who is in one of the conversations at least. */
    private static final class Guest {
        private int places;
        private boolean shown;
        private long userRev;

        Guest(boolean shown, long userRev) {
            this.shown = shown;
            this.userRev = userRev;
        }
    }

    /** @param later runs a task on the hub's context */
    Attendance(Bus bus, Consumer<Runnable> later, long beatMs) {
        this.bus = bus;
        this.later = later;
        this.beatNanos = beatMs * 1_000_000;
        this.key = bus.topology().self().hashCode();
    }

    /**
     * Somebody has subscribed.
     *
     * @param shown whether the account may be listed, as it was at that revision of its own
     */
    void came(ConversationId conversation, AccountId account, boolean shown, long userRev) {
        shows(account, shown, userRev);
        int count = here.computeIfAbsent(conversation, id -> new HashMap<>()).merge(account, 1, Integer::sum);
        if (count == 1) {
            Guest guest = guests.computeIfAbsent(account, id -> new Guest(shown, userRev));
            guest.places++;
            changed(conversation, account, guest.shown, false);
        }
    }

    /** A subscription that {@link #came} may have counted has ended. */
    void left(ConversationId conversation, AccountId account) {
        Map<AccountId, Integer> people = here.get(conversation);
        if (people == null || !people.containsKey(account)) {
            return;
        }
        if (people.merge(account, -1, Integer::sum) == 0) {
            people.remove(account);
            if (people.isEmpty()) {
                here.remove(conversation);
            }
            Guest guest = guests.get(account);
            changed(conversation, account, guest.shown, true);
            if (--guest.places == 0) {
                guests.remove(account);
            }
        }
    }

    /** Whether somebody may be listed from now on; nothing if it is older than what is known, or if they are nowhere. */
    void shows(AccountId account, boolean shown, long userRev) {
        Guest guest = guests.get(account);
        if (guest == null || userRev < guest.userRev) {
            return;
        }
        guest.userRev = userRev;
        if (guest.shown != shown) {
            guest.shown = shown;
            here.forEach((conversation, people) -> {
                if (people.containsKey(account)) {
                    changed(conversation, account, true, !shown);
                }
            });
        }
    }

    /** Of two changes of a person the list needs neither. */
    private void changed(ConversationId conversation, AccountId account, boolean shown, boolean listed) {
        if (!begun || !shown) {
            return;
        }
        Map<AccountId, Boolean> people = doubtful.computeIfAbsent(conversation, id -> new HashMap<>());
        if (people.putIfAbsent(account, listed) != null && people.get(account) != listed) {
            people.remove(account);
        }
        if (people.isEmpty()) {
            doubtful.remove(conversation);
        }
    }

    /** Reports, if there is something to report or the time for a beat has come. To be called every second or so. */
    void report() {
        boolean due = System.nanoTime() - nextBeat >= 0;
        boolean changes = begun && !doubtful.isEmpty();
        if (reporting || !(due || changes) || isNobodyAsking()) {
            return;
        }
        if (list == null) {
            list = UUID.randomUUID();
        }
        List<HereChange> taken = begun ? take() : List.of();
        boolean whole = begun && doubtful.isEmpty();
        UUID replaced = whole && !list.equals(lastWhole) ? lastWhole : null;
        reporting = true;
        nextBeat = System.nanoTime() + beatNanos;
        bus.request(null, new ReportHere(list, ++number, taken, replaced), key)
                .onComplete(done -> later.accept(() -> answered(done, whole)));
    }

    private void answered(AsyncResult<Reported> done, boolean whole) {
        reporting = false;
        if (done.failed()) {
            LOG.debug("Who is here could not be reported: {}", done.cause().getMessage());
            doubt();
        } else if (!done.result().known()) {
            doubt();
            nextBeat = System.nanoTime();
        } else {
            arrived(whole);
        }
    }

    private boolean isNobodyAsking() {
        return bus.topology().keyed(CommandType.PRESENCE, key).isEmpty();
    }

    private void arrived(boolean whole) {
        if (!begun) {
            begun = true;
            here.forEach((conversation, people) -> people.keySet().stream()
                    .filter(account -> guests.get(account).shown)
                    .forEach(account -> doubtful.computeIfAbsent(conversation, id -> new HashMap<>())
                            .put(account, false)));
        } else if (whole) {
            lastWhole = list;
        }
        if (!doubtful.isEmpty()) {
            report();
        }
    }

    private void doubt() {
        list = null;
        number = 0;
        begun = false;
        doubtful.clear();
    }

    private List<HereChange> take() {
        List<HereChange> changes = new ArrayList<>();
        int size = 0;
        Iterator<Map.Entry<ConversationId, Map<AccountId, Boolean>>> conversations =
                doubtful.entrySet().iterator();
        while (conversations.hasNext() && size < MOST_IN_A_REPORT) {
            Map.Entry<ConversationId, Map<AccountId, Boolean>> next = conversations.next();
            List<AccountId> came = new ArrayList<>();
            List<AccountId> left = new ArrayList<>();
            next.getValue().forEach((account, listed) -> (listed ? left : came).add(account));
            changes.add(new HereChange(next.getKey(), came, left));
            size += next.getValue().size();
            conversations.remove();
        }
        return changes;
    }

    /** The node stops, and nobody is here any more. */
    Future<Void> close() {
        UUID last = list == null ? lastWhole : list;
        return last == null || isNobodyAsking()
                ? Future.succeededFuture()
                : bus.request(null, new ReportHere(UUID.randomUUID(), 1, List.of(), last), key)
                        .timeout(CLOSE_MS, TimeUnit.MILLISECONDS)
                        .transform(done -> Future.succeededFuture());
    }
}
