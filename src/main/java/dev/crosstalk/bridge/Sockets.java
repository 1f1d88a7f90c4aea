package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** All sockets of the node. For any thread. */
public final class Sockets {
    private final Set<BridgeSocket> all = ConcurrentHashMap.newKeySet();
    private final Map<AccountId, Integer> byAccount = new ConcurrentHashMap<>();
    private final BridgeSettings settings;

    Sockets(BridgeSettings settings) {
        this.settings = settings;
    }

    /** @return whether it is the account's first here */
    boolean add(BridgeSocket socket) {
        return all.add(socket) && byAccount.merge(socket.caller().account(), 1, Integer::sum) == 1;
    }

    void remove(BridgeSocket socket) {
        if (all.remove(socket)) {
            byAccount.computeIfPresent(socket.caller().account(), (id, count) -> count == 1 ? null : count - 1);
        }
    }

    public int count() {
        return all.size();
    }

    boolean isFull() {
        return all.size() >= settings.maxSockets();
    }

    boolean isFull(AccountId account) {
        return byAccount.getOrDefault(account, 0) >= settings.maxSocketsPerAccount();
    }

    /** The accounts of which a device was heard lately, in order of their ids. */
    public Collection<AccountId> heard() {
        long since = System.nanoTime() - settings.onlineMs() * 1_000_000;
        Set<AccountId> heard = new TreeSet<>();
        for (BridgeSocket socket : all) {
            if (socket.isHeardSince(since)) {
                heard.add(socket.caller().account());
            }
        }
        return heard;
    }

    /** Bytes queued for all sockets, for a look from outside. */
    public long queuedBytes() {
        return all.stream().mapToLong(BridgeSocket::queuedBytes).sum();
    }
}
