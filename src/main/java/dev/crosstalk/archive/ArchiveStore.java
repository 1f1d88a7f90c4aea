package dev.crosstalk.archive;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;

/** What is stored as lines of archives, in pages that fit one answer. Each page begins where the one before has ended. */
public interface ArchiveStore {

    /**
     * @param application of which it must be
     * @param from the first message that the reader may see; null for all
     * @param viewer who gets the earlier texts of own messages only; null for who gets all
     * @return fails with {@link dev.crosstalk.bus.FailureCode#NOT_FOUND}; with {@link
     *     dev.crosstalk.bus.FailureCode#UNAVAILABLE} if messages that are not read yet were removed between two pages
     */
    Future<Page> conversation(
            ApplicationId application, ConversationId conversation, Long from, AccountId viewer, String after);

    /** Accounts, then conversations. */
    Future<Page> application(ApplicationId application, String after);

    /** The account itself, its sessions, its places in conversations, and what it has said in each. */
    Future<Page> own(Caller caller, String after);
}
