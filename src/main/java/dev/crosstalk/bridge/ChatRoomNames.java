package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountCommand.Get;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What people are called, for sockets whose events say names. Another name is known after 10 s at the latest. On one event loop. */
final class ChatRoomNames {
    private static final int MOST = 10_000;
    private static final int MOST_IN_A_QUESTION = 500;
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Bus bus;
    private final Map<AccountId, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountId, Known> eldest) {
            return size() > MOST;
        }
    };

    private record Known(String name, long nanos) {}

    ChatRoomNames(Bus bus) {
        this.bus = bus;
    }

    /** The name, or null if it is not known or was learned long ago. */
    String of(AccountId account) {
        Known found = known.get(account);
        return found == null || System.nanoTime() - found.nanos() > FRESH_NANOS ? null : found.name();
    }

    /** Asks for those that are not known. Whom nobody knows has an empty name. */
    Future<Void> learn(Caller caller, Collection<AccountId> accounts) {
        List<AccountId> unknown = accounts.stream()
                .distinct()
                .filter(account -> of(account) == null)
                .toList();
        List<Future<?>> asked = new ArrayList<>();
        for (int from = 0; from < unknown.size(); from += MOST_IN_A_QUESTION) {
            List<AccountId> some = unknown.subList(from, Math.min(unknown.size(), from + MOST_IN_A_QUESTION));
            asked.add(bus.request(caller, new Get(some)).onSuccess(found -> keep(some, found.accounts())));
        }
        return Future.all(asked).mapEmpty();
    }

    private void keep(List<AccountId> asked, List<AccountView> found) {
        long now = System.nanoTime();
        asked.forEach(account -> known.put(account, new Known("", now)));
        found.forEach(account -> known.put(account.id(), new Known(account.name(), now)));
    }
}
