package dev.crosstalk.application;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Durable removals of conversations and applications, and what is left to do of them. Each step is one bounded transaction. */
public interface RemovalStore {
    /**
     * Removes a conversation: from its commit on nobody finds it, and its event is published. What it had is left to be purged.
     *
     * @return whether the application has such a conversation
     */
    Future<Boolean> remove(ApplicationId application, ConversationId conversation);

    /**
     * Tells some of the members behind one that they are members no more, and forgets what they had of it.
     *
     * @param after null for the first
     * @return the last one of them; empty if there was nobody left
     */
    Future<Optional<AccountId>> tell(ConversationId conversation, AccountId after);

    /** Removes some of what was said. @return whether there may be more */
    Future<Boolean> purge(ConversationId conversation);

    /** Nothing is left but the places of its members. */
    Future<Void> purged(ConversationId conversation);

    /** Some of those with something left to do. @param application those of it alone; null for all */
    Future<List<ConversationId>> unpurged(ApplicationId application, int limit);

    /**
     * Forgets some places of members of conversations that were purged so many days ago.
     *
     * @return how many; 0 when there is nothing left to forget
     */
    Future<Integer> forget(int days);

    /** Removes an application: from its commit on nobody finds it. @return whether there was one */
    Future<Boolean> remove(ApplicationId application);

    /** Some of those with something left to do. */
    Future<List<ApplicationId>> removedApplications(int limit);

    /** Some conversations that it still has. */
    Future<List<ConversationId>> conversations(ApplicationId application, int limit);

    /** Ends the sessions of some of its accounts behind one, and publishes that. @return as {@link #tell} */
    Future<Optional<AccountId>> endSessions(ApplicationId application, AccountId after);

    /** Removes some of its accounts, with what is theirs. @return whether there may be more */
    Future<Boolean> removeAccounts(ApplicationId application);

    /** Removes some of the rest. @return whether there may be more */
    Future<Boolean> removeRest(ApplicationId application);

    /** Nothing is left. */
    Future<Void> done(ApplicationId application);
}
