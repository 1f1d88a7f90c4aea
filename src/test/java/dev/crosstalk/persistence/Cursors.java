package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.SyncCommand.SyncReceipts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How far the members of a conversation are, as a device knows it. */
final class Cursors {
    private final Map<AccountId, Cursor> all = new TreeMap<>();

    /** @param read null if it is not told */
    record Cursor(long delivered, Long read) {}

    /** They only go forward; that something is not told any more is news, too. */
    void move(AccountId account, long delivered, Long read) {
        Cursor before = all.getOrDefault(account, new Cursor(0, null));
        long known = before.read() == null ? 0 : before.read();
        all.put(
                account,
                new Cursor(
                        Math.max(before.delivered(), delivered), read == null ? null : (Long) Math.max(known, read)));
    }

    void take(AccountId own, SyncReceipts told) {
        move(own, told.delivered(), told.read());
        told.others().forEach(one -> move(one.account(), one.delivered(), one.read()));
    }

    /** Who posts has all before it. */
    void take(ConversationEvent event) {
        if (event instanceof MessageEvent message && all.containsKey(message.sender())) {
            boolean told = all.get(message.sender()).read() != null;
            move(message.sender(), message.seq(), told ? (Long) message.seq() : null);
        }
    }

    void forgetAllBut(AccountId one) {
        all.keySet().retainAll(Set.of(one));
    }

    void clear() {
        all.clear();
    }

    Optional<Cursor> of(AccountId account) {
        return Optional.ofNullable(all.get(account));
    }

    Map<AccountId, Cursor> of(Set<AccountId> accounts) {
        Map<AccountId, Cursor> some = new TreeMap<>(all);
        some.keySet().retainAll(accounts);
        return some;
    }
}
