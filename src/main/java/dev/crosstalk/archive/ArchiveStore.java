package dev.crosstalk.archive;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.message.MessageStore.Reader;
import io.vertx.core.Future;

/** What is stored as lines of archives, in pages that fit one answer. Each page begins where the one before has ended. */
public interface ArchiveStore {

    /**
     * @param application of which it must be
     * @param reader who gets what a member may see: of the people who is a member now and whom lines name, of earlier texts those of
     *     own messages; null for who gets all
     * @return fails with {@link dev.crosstalk.bus.FailureCode#NOT_FOUND}; with {@link
     *     dev.crosstalk.bus.FailureCode#UNAVAILABLE} if messages that are not read yet were removed between two pages
     */
    Future<Page> conversation(ApplicationId application, ConversationId conversation, Reader reader, String after);

    /**
     * Accounts with what they have set, what they are to each other, conversations with what people have for themselves in them, and
     * what they have saved.
     */
    Future<Page> application(ApplicationId application, String after);

    /**
     * The account itself, its settings, sessions and contacts; then each conversation in which it is or was, with the invites that it
     * has made, what it has done and what was done to it, what it has said and kept there. Of a conversation in which it is no more nothing else is told.
     */
    Future<Page> own(Caller caller, String after);

    /** The account's place in one conversation, as it is told by {@link #own}; nothing if it has none. */
    Future<Page> place(Caller caller, ConversationId conversation);
}
