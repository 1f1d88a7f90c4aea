package dev.crosstalk.sync;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.SyncCommand.Held;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.bus.SyncCommand.SyncReceipt;
import dev.crosstalk.bus.SyncCommand.SyncReceipts;
import dev.crosstalk.bus.SyncCommand.Synced;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.sync.SyncStore.Differences;
import dev.crosstalk.sync.SyncStore.Heads;
import dev.crosstalk.sync.SyncStore.Range;
import dev.crosstalk.sync.SyncStore.Told;
import dev.crosstalk.sync.UserLineStore.Slice;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules of telling somebody what differs from what a device holds. */
public final class SyncService {
    private static final int MOST_USER_EVENTS = 1_000;

    private final SyncStore store;
    private final int groupLimit;

    /** @param groupLimit in conversations with more members than this nobody is told of the others' receipts */
    public SyncService(SyncStore store, int groupLimit) {
        this.store = store;
        this.groupLimit = groupLimit;
    }

    /** The heads are read first, so that what happens meanwhile is told twice and not left out. */
    public Future<Synced> sync(Caller caller, Sync command) {
        return store.heads(caller, since(command), MOST_USER_EVENTS)
                .map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure))
                .compose(heads -> isTooOld(command, heads.firstRev()) || since(command) > heads.userRev()
                        ? Future.succeededFuture(refused(heads))
                        : sync(caller, command, heads));
    }

    private static long since(Sync command) {
        return command.userRev() == null ? 0 : command.userRev();
    }

    /** Who has begun with empty hands never saw what was no more by then, however low the revision that has been reached. */
    private static boolean isTooOld(Sync command, long firstRev) {
        Long from = command.begun() == null ? command.userRev() : command.begun();
        return from != null && from < firstRev;
    }

    private static Synced refused(Heads heads) {
        return new Synced(
                heads.userRev(), false, heads.time(), List.of(), List.of(), List.of(), List.of(), false, null, null);
    }

    private Future<Synced> sync(Caller caller, Sync command, Heads heads) {
        Differing differing = Differing.of(command, heads, groupLimit);
        boolean first = command.after() == null;
        Range user = first && heads.userRev() > since(command) ? new Range(since(command), heads.reach()) : null;
        return store.differences(caller, differing.wanted(), user)
                .map(found -> found.user()
                                .filter(slice -> isTooOld(command, slice.firstRev()))
                                .isPresent()
                        ? refused(heads)
                        : answer(command, heads, found, differing.next()));
    }

    private Synced answer(Sync command, Heads heads, Differences found, ConversationId next) {
        long userRev = found.user().map(Slice::next).orElse(since(command));
        boolean first = command.after() == null;
        boolean more = first && userRev < heads.userRev();
        Long begun = command.begun() == null ? Long.valueOf(heads.userRev()) : command.begun();
        return new Synced(
                userRev,
                true,
                heads.time(),
                found.conversations().stream().map(Told::view).toList(),
                found.conversations().stream()
                        .map(told -> receipts(told, heads.receipts()))
                        .toList(),
                first ? removed(command.conversations(), heads) : List.of(),
                found.user().map(Slice::changes).orElse(List.<UserEvent>of()),
                more,
                more ? begun : null,
                next);
    }

    /** Who does not tell is not told. */
    private SyncReceipts receipts(Told told, boolean tells) {
        return new SyncReceipts(
                told.view().id(),
                told.delivered(),
                told.read(),
                told.others().stream()
                        .map(one -> new SyncReceipt(
                                one.account(), one.delivered(), tells && one.publishes() ? one.read() : null))
                        .toList(),
                told.view().memberCount() > groupLimit ? true : null);
    }

    private static List<ConversationId> removed(List<Held> held, Heads heads) {
        Set<ConversationId> removed = new HashSet<>();
        held.forEach(one -> removed.add(one.conversation()));
        heads.conversations().forEach(head -> removed.remove(head.conversation()));
        return removed.stream().sorted().toList();
    }
}
