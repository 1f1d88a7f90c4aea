package dev.crosstalk.presence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.PresenceEvent;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** The presence of a node that stands alone, in its memory. */
public final class MemoryPresenceStore implements PresenceStore {
    private final long offlineAfterMs;
    private final LongSupplier clock;
    private final Map<AccountId, Long> heard = new HashMap<>();
    private final Set<AccountId> arrived = new HashSet<>();
    private final Set<AccountId> announcing = new HashSet<>();
    private long sweptTo;

    /** @param clock epoch milliseconds that never go back; {@link #steadyClock} */
    public MemoryPresenceStore(long offlineAfterMs, LongSupplier clock) {
        this.offlineAfterMs = offlineAfterMs;
        this.clock = clock;
    }

    /** The time of day as it was at the call, going on with the monotonic clock: setting the clock makes nobody a ghost. */
    public static LongSupplier steadyClock() {
        long start = System.currentTimeMillis();
        long origin = System.nanoTime();
        return () -> start + (System.nanoTime() - origin) / 1_000_000;
    }

    @Override
    public synchronized Future<Void> heard(Collection<AccountId> accounts) {
        long now = clock.getAsLong();
        for (AccountId account : accounts) {
            Long before = heard.put(account, now);
            if (before == null || !isOnline(before, now)) {
                arrived.add(account);
            }
        }
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Changes> changes(boolean sweep) {
        announcing.addAll(arrived);
        arrived.clear();
        Set<AccountId> accounts = new HashSet<>(announcing);
        if (!sweep) {
            return Future.succeededFuture(new Changes(accounts, 0, false));
        }
        long cutoff = clock.getAsLong() - offlineAfterMs;
        heard.forEach((account, last) -> {
            if (last > sweptTo && last <= cutoff) {
                accounts.add(account);
            }
        });
        return Future.succeededFuture(new Changes(accounts, cutoff, false));
    }

    @Override
    public synchronized Future<Void> announced(Changes changes) {
        announcing.removeAll(changes.accounts());
        sweptTo = Math.max(sweptTo, changes.sweptTo());
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<List<PresenceEvent>> states(Collection<AccountId> accounts) {
        long now = clock.getAsLong();
        return Future.succeededFuture(accounts.stream()
                .map(account -> PresenceStates.of(account, heard.get(account), now - offlineAfterMs))
                .toList());
    }

    @Override
    public synchronized Future<Set<AccountId>> online() {
        long now = clock.getAsLong();
        Set<AccountId> online = new HashSet<>();
        heard.forEach((account, last) -> {
            if (isOnline(last, now)) {
                online.add(account);
            }
        });
        return Future.succeededFuture(online);
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    private boolean isOnline(long last, long now) {
        return last > now - offlineAfterMs;
    }
}
