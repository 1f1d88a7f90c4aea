package dev.crosstalk.sync;

import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.SyncCommand.UserChanges;
import dev.crosstalk.sync.UserLineStore.Slice;
import dev.crosstalk.sync.UserLineStore.Standing;
import io.vertx.core.Future;
import java.util.List;

/** The rules of catching up with one's own line: however far behind, as each row is told once and as it is now. */
public final class UserLineService {
    private final UserLineStore store;

    public UserLineService(UserLineStore store) {
        this.store = store;
    }

    /** The head is read before the rows: what moves beyond it meanwhile has an event of its own. */
    public Future<UserChanges> changes(ListUserChanges command) {
        return store.standing(command.account(), command.since(), command.limit())
                .map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure))
                .compose(standing -> changes(command, standing));
    }

    private Future<UserChanges> changes(ListUserChanges command, Standing standing) {
        long upTo = command.upTo() == null ? standing.userRev() : Math.min(command.upTo(), standing.userRev());
        long since = command.since();
        if (since > standing.userRev() || since < standing.firstRev()) {
            return Future.succeededFuture(refused(standing));
        }
        return store.changes(command.account(), since, Math.min(standing.reach(), upTo))
                .map(page -> since < page.firstRev() ? refused(standing) : page(page, upTo));
    }

    private static UserChanges refused(Standing standing) {
        return new UserChanges(false, standing.userRev(), List.of(), false, standing.userRev());
    }

    private static UserChanges page(Slice page, long upTo) {
        return new UserChanges(true, upTo, page.changes(), page.next() < upTo, page.next());
    }
}
