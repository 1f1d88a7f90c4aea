package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationCommand.UserHead;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.SyncCommand.UserChanges;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of people, as a database would keep them: each under the revision of its last change. */
final class UserLine {
    private static final int PAGE = 10;

    private final Map<AccountId, Map<ConversationId, UserEvent.Membership>> rows = new HashMap<>();
    private final Map<AccountId, Long> revs = new HashMap<>();
    private final List<ListUserChanges> asked = new ArrayList<>();
    private int failures;
    private boolean forgotten;

    /** Changes a row without telling anybody. */
    synchronized UserEvent.Membership change(long account, long conversation) {
        AccountId id = new AccountId(account);
        long rev = revs.merge(id, 1L, (before, one) -> before + one);
        UserEvent.Membership event =
                new UserEvent.Membership(id, rev, new ConversationId(conversation), false, null, null);
        rows.computeIfAbsent(id, key -> new HashMap<>()).put(event.conversation(), event);
        return event;
    }

    /** What a sign-in says. */
    synchronized void startAt(long account, long rev) {
        revs.put(new AccountId(account), rev);
    }

    synchronized void fail(int times) {
        failures = times;
    }

    synchronized void forget() {
        forgotten = true;
    }

    synchronized List<ListUserChanges> asked() {
        return List.copyOf(asked);
    }

    synchronized List<UserHead> heads() {
        return revs.entrySet().stream()
                .map(entry -> new UserHead(entry.getKey(), entry.getValue()))
                .toList();
    }

    synchronized Future<UserChanges> changes(ListUserChanges command) {
        asked.add(command);
        if (asked.size() <= failures) {
            return Future.failedFuture(FailureCode.UNAVAILABLE.failure());
        }
        long head = revs.getOrDefault(command.account(), 0L);
        long upTo = command.upTo() == null ? head : command.upTo();
        List<UserEvent> found = rows.getOrDefault(command.account(), Map.of()).values().stream()
                .<UserEvent>map(row -> row)
                .filter(row -> row.userRev() > command.since() && row.userRev() <= upTo)
                .sorted(Comparator.comparingLong(UserEvent::userRev))
                .toList();
        boolean more = found.size() > PAGE;
        List<UserEvent> page = more ? found.subList(0, PAGE) : found;
        long next = more ? page.get(PAGE - 1).userRev() : upTo;
        return Future.succeededFuture(new UserChanges(!forgotten, upTo, page, more, next));
    }
}
