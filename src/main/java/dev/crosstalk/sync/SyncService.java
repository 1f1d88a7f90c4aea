package dev.crosstalk.sync;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.SyncCommand.Held;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.bus.SyncCommand.Synced;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.sync.SyncStore.Head;
import dev.crosstalk.sync.SyncStore.Heads;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules of telling somebody what differs from what a device holds. */
public final class SyncService {
    private static final int MOST_USER_EVENTS = 1_000;

    private final SyncStore store;
    private final int maxChanges;

    /** @param maxChanges who is further behind than so many own revisions loads everything anew */
    public SyncService(SyncStore store, int maxChanges) {
        this.store = store;
        this.maxChanges = maxChanges;
    }

    /** The heads are read first, so that what happens meanwhile is told twice and not left out. */
    public Future<Synced> sync(Caller caller, Sync command) {
        return store.heads(caller)
                .map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure))
                .compose(heads -> sync(caller, command, heads));
    }

    private Future<Synced> sync(Caller caller, Sync command, Heads heads) {
        long since = command.userRev() == null ? 0 : command.userRev();
        boolean unknown = since > heads.userRev() || since < heads.firstRev();
        if (command.userRev() != null && (unknown || heads.userRev() - since > maxChanges)) {
            return Future.succeededFuture(
                    new Synced(heads.userRev(), false, heads.time(), List.of(), List.of(), List.of(), false, null));
        }
        Map<ConversationId, Held> held = new HashMap<>();
        command.conversations().forEach(one -> held.put(one.conversation(), one));
        List<Head> differing = heads.conversations().stream()
                .filter(head -> isBehind(command.after(), head))
                .filter(head -> differs(head, held.get(head.conversation()), since))
                .limit(command.limit() + 1L)
                .toList();
        boolean more = differing.size() > command.limit();
        List<ConversationId> shown = differing.stream()
                .limit(command.limit())
                .map(Head::conversation)
                .toList();
        Set<ConversationId> unheld =
                shown.stream().filter(id -> !held.containsKey(id)).collect(Collectors.toSet());
        Future<List<ConversationView>> views = store.views(caller, shown, unheld);
        Future<List<UserEvent>> changes = changes(caller, command, heads, since);
        return Future.all(views, changes).map(both -> {
            List<UserEvent> user = changes.result();
            boolean moreUser = user.size() == MOST_USER_EVENTS;
            return new Synced(
                    moreUser ? user.get(user.size() - 1).userRev() : heads.userRev(),
                    true,
                    heads.time(),
                    views.result(),
                    command.after() == null ? removed(held.keySet(), heads) : List.of(),
                    user,
                    moreUser,
                    more ? shown.get(shown.size() - 1) : null);
        });
    }

    private static boolean isBehind(ConversationId after, Head head) {
        return after == null || head.conversation().compareTo(after) > 0;
    }

    /** Who holds more than there is has it from a database that was set back. */
    private static boolean differs(Head head, Held held, long since) {
        return held == null
                || head.rev() != held.rev()
                || held.receiptRev() == null
                || head.receiptRev() != held.receiptRev()
                || head.userRev() > since;
    }

    private static List<ConversationId> removed(Set<ConversationId> held, Heads heads) {
        Set<ConversationId> removed = new HashSet<>(held);
        heads.conversations().forEach(head -> removed.remove(head.conversation()));
        return removed.stream().sorted().toList();
    }

    private Future<List<UserEvent>> changes(Caller caller, Sync command, Heads heads, long since) {
        return command.after() != null || heads.userRev() == since
                ? Future.succeededFuture(List.of())
                : store.changes(caller, since, heads.userRev(), MOST_USER_EVENTS);
    }
}
