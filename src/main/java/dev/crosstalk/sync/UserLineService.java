package dev.crosstalk.sync;

import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.SyncCommand.UserChanges;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.sync.UserLineStore.Standing;
import io.vertx.core.Future;
import java.util.List;

/** The rules of catching up with one's own line. */
public final class UserLineService {
    private final UserLineStore store;
    private final int maxChanges;

    /** @param maxChanges who is further behind than so many revisions loads everything anew */
    public UserLineService(UserLineStore store, int maxChanges) {
        this.store = store;
        this.maxChanges = maxChanges;
    }

    /** The head is read before the rows: what moves beyond it meanwhile has an event of its own. */
    public Future<UserChanges> changes(ListUserChanges command) {
        return store.standing(command.account())
                .map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure))
                .compose(standing -> changes(command, standing));
    }

    private Future<UserChanges> changes(ListUserChanges command, Standing standing) {
        long upTo = command.upTo() == null ? standing.userRev() : Math.min(command.upTo(), standing.userRev());
        long since = command.since();
        if (since > standing.userRev() || since < standing.firstRev() || upTo - since > maxChanges) {
            long head = standing.userRev();
            return Future.succeededFuture(new UserChanges(false, head, List.of(), false, head));
        }
        // One more than a page, as the revisions have gaps: the last one may be far below upTo.
        return store.changes(command.account(), since, upTo, command.limit() + 1)
                .map(found -> page(found, upTo, command.limit()));
    }

    private static UserChanges page(List<UserEvent> found, long upTo, int limit) {
        boolean more = found.size() > limit;
        List<UserEvent> shown = more ? found.subList(0, limit) : found;
        return new UserChanges(
                true, upTo, shown, more, more ? shown.get(limit - 1).userRev() : upTo);
    }
}
