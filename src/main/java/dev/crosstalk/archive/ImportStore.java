package dev.crosstalk.archive;

import dev.crosstalk.bus.ArchiveCommand.Abort;
import dev.crosstalk.bus.ArchiveCommand.Begin;
import dev.crosstalk.bus.ArchiveCommand.Begun;
import dev.crosstalk.bus.ArchiveCommand.Commit;
import dev.crosstalk.bus.ArchiveCommand.Committed;
import dev.crosstalk.bus.ArchiveCommand.ImportedAccountPage;
import dev.crosstalk.bus.ArchiveCommand.ImportedConversationPage;
import dev.crosstalk.bus.ArchiveCommand.ListImportedAccounts;
import dev.crosstalk.bus.ArchiveCommand.ListImportedConversations;
import dev.crosstalk.bus.ArchiveCommand.Stage;
import dev.crosstalk.bus.ArchiveCommand.Staged;
import dev.crosstalk.bus.Done;
import io.vertx.core.Future;

/**
 * Archives that are being stored. Lines are staged where nobody finds them, and a conversation is made visible by one transaction
 * when all of it is there. What is staged of an import that is not heard of for an hour is removed.
 */
public interface ImportStore {

    /** @return fails with {@link dev.crosstalk.bus.FailureCode#BAD_ARCHIVE} if the id is that of another application's import */
    Future<Begun> begin(Begin command);

    /**
     * @return fails with {@link dev.crosstalk.bus.FailureCode#BAD_ARCHIVE}, which names the line, if an account was not there before
     *     it, or a conversation or a {@code clientId} comes twice; nothing of the lines is stored then
     */
    Future<Staged> stage(Stage command);

    /** @return fails with {@link dev.crosstalk.bus.FailureCode#BAD_ARCHIVE}; the conversation stays invisible then */
    Future<Committed> commit(Commit command);

    Future<Done> abort(Abort command);

    /** What is visible of an import; nothing of one that is not known. */
    Future<ImportedConversationPage> conversations(ListImportedConversations command);

    /** Who has become whom; nobody of an import of which nothing is visible. */
    Future<ImportedAccountPage> accounts(ListImportedAccounts command);

    /** Removes what was left by imports that broke off. */
    Future<Void> removeAbandoned();
}
