package dev.crosstalk.cache;

import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.cache.RecentConversation.Version;
import io.vertx.core.Future;
import java.util.List;

/** What has changed in the database lately, as the caches read it. */
public interface ChangeSource {

    /** A conversation as it stands after its last change. */
    record ChangedConversation(
            ConversationId conversation,
            ApplicationId application,
            ConversationKind kind,
            Version version,
            long receiptRev) {}

    /**
     * @param accounts those that have got or lost a name, as they are now
     * @param time database time in epoch milliseconds, read before the others: what to give the next time
     */
    record Changes(List<ChangedConversation> conversations, List<AccountView> accounts, long time) {}

    /**
     * What changed since a time, less an overlap that is longer than a transaction may take.
     *
     * @param time null for the last overlap only
     */
    Future<Changes> since(Long time);
}
