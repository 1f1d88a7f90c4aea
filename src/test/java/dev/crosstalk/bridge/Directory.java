package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountCommand.DirectoryChanges;
import dev.crosstalk.bus.AccountCommand.ListDirectoryChanges;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.DirectoryEvent;
import dev.crosstalk.bus.DirectoryEvent.AccountDeleted;
import dev.crosstalk.bus.DirectoryEvent.AccountRenamed;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who was renamed or deleted lately, as a database would keep it: of each the last, some of them a page. */
final class Directory {
    private static final int PAGE = 2;

    private final Map<AccountId, DirectoryEvent> rows = new LinkedHashMap<>();
    private final List<ListDirectoryChanges> asked = new ArrayList<>();
    private int failures;

    /** Somebody has another name, and nobody is told. */
    synchronized DirectoryEvent rename(long account, String name) {
        return keep(new AccountRenamed(Services.APPLICATION, new AccountView(new AccountId(account), name), 1));
    }

    /** Somebody is gone, and nobody is told. */
    synchronized DirectoryEvent delete(long account) {
        return keep(new AccountDeleted(Services.APPLICATION, AccountView.deleted(new AccountId(account)), 1));
    }

    private DirectoryEvent keep(DirectoryEvent event) {
        rows.remove(event.account().id());
        rows.put(event.account().id(), event);
        return event;
    }

    synchronized void fail(int times) {
        failures = times;
    }

    /** How often somebody began to ask. */
    synchronized long rounds() {
        return asked.stream().filter(question -> question.after() == null).count();
    }

    synchronized Future<DirectoryChanges> changes(ListDirectoryChanges question) {
        asked.add(question);
        if (failures > 0) {
            failures--;
            return Future.failedFuture(FailureCode.UNAVAILABLE.failure());
        }
        List<DirectoryEvent> all = List.copyOf(rows.values());
        int from = question.after() == null ? 0 : Integer.parseInt(question.after());
        int to = Math.min(all.size(), from + PAGE);
        return Future.succeededFuture(
                new DirectoryChanges(all.subList(from, to), 1, to < all.size() ? Integer.toString(to) : null));
    }
}
