package dev.crosstalk.archive;

import dev.crosstalk.bus.ArchiveCommand.Abort;
import dev.crosstalk.bus.ArchiveCommand.Commit;
import dev.crosstalk.bus.ArchiveCommand.Committed;
import dev.crosstalk.bus.ArchiveCommand.Stage;
import dev.crosstalk.bus.ArchiveCommand.Staged;
import dev.crosstalk.bus.Done;
import io.vertx.core.Future;

/**
 * Archives that are being stored. Lines are staged where nobody finds them, and a conversation is made visible by one transaction
 * when all of it is there. What is staged of an import that is not heard of for an hour is removed.
 */
public interface ImportStore {

    /** @return fails with {@link dev.crosstalk.bus.FailureCode#BAD_ARCHIVE}; nothing of the lines is stored then */
    Future<Staged> stage(Stage command);

    Future<Committed> commit(Commit command);

    Future<Done> abort(Abort command);

    /** Removes what was left by imports that broke off. */
    Future<Void> removeAbandoned();
}
