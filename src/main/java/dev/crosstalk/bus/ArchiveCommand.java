package dev.crosstalk.bus;

import java.util.List;
import java.util.UUID;

/** Commands that read and write archives, page by page. Internal: the HTTP API streams them. */
public sealed interface ArchiveCommand<R> extends Command<R> {
    /** The most lines that are staged at once. */
    int MOST_LINES = 1_000;

    /** How many imported conversations or accounts are listed, and how many at most. */
    int STANDARD = 500;

    int MOST_LISTED = 1_000;

    /**
     * The next lines.
     *
     * @param next what to give as {@code after} to go on, or null at the end
     */
    record Page(List<ArchiveLine> lines, String next) {}

    /**
     * What a member may see of a conversation.
     *
     * @param after the {@code next} of the page before; null for the first one
     */
    record Read(ConversationId conversation, String after) implements ArchiveCommand<Page> {
        public Read {
            Require.present("conversation", conversation);
        }
    }

    /** All of a conversation, earlier texts of edited messages included: for administrators. */
    record ReadWhole(ApplicationId application, ConversationId conversation, String after)
            implements ArchiveCommand<Page> {
        public ReadWhole {
            Require.present("application", application);
            Require.present("conversation", conversation);
        }
    }

    /** All accounts and conversations of an application: for administrators. */
    record ReadApplication(ApplicationId application, String after) implements ArchiveCommand<Page> {
        public ReadApplication {
            Require.present("application", application);
        }
    }

    /** What is stored about the asker, and what the asker has said. */
    record ReadOwn(String after) implements ArchiveCommand<Page> {}

    /** The asker's own place in a conversation and what the asker is writing there, as in {@link ReadOwn}; nothing if there is none. */
    record ReadPlace(ConversationId conversation) implements ArchiveCommand<Page> {
        public ReadPlace {
            Require.present("conversation", conversation);
        }
    }

    /**
     * Begins an import, or begins it anew: what an earlier attempt has staged and not committed is removed, as its lines may have been
     * others. Repeating it is harmless.
     *
     * @param id that of the import
     * @param attempt that of the request that makes it now; commands of earlier ones are refused from here on
     */
    record Begin(UUID id, UUID attempt, ApplicationId application) implements ArchiveCommand<Begun> {
        public Begin {
            Require.present("id", id);
            Require.present("attempt", attempt);
            Require.present("application", application);
        }
    }

    /** @param more whether there is more to be removed, and it must be asked again */
    record Begun(boolean more) {}

    /**
     * Stores lines that nobody can see before {@link Commit}. Repeating it is harmless.
     *
     * @param original the conversation's id in the archive; null for accounts alone
     * @param line the number of the first of the lines
     * @param lines accounts; and of that conversation: first its own line, then members, messages and entries
     */
    record Stage(UUID id, UUID attempt, ApplicationId application, String original, long line, List<ArchiveLine> lines)
            implements ArchiveCommand<Staged> {
        public Stage {
            Require.present("id", id);
            Require.present("attempt", attempt);
            Require.present("application", application);
            lines = Require.list("lines", lines, MOST_LINES);
        }
    }

    /** @param done whether the conversation was committed by an earlier attempt: the rest of it can be left out */
    record Staged(boolean done) {}

    /**
     * Makes a staged conversation visible, whole; or, without one, ends the import.
     *
     * @param original the conversation's id in the archive, or null
     */
    record Commit(UUID id, UUID attempt, ApplicationId application, String original)
            implements ArchiveCommand<Committed> {
        public Commit {
            Require.present("id", id);
            Require.present("attempt", attempt);
            Require.present("application", application);
        }
    }

    /**
     * @param conversation null at the end of the import, and while there is more to do
     * @param accounts those who have got their name by this
     * @param more whether only names were given yet, and it must be asked again
     */
    record Committed(ConversationId conversation, List<Named> accounts, boolean more) {}

    /** @param original the id in the archive */
    record Named(String original, AccountView account) {}

    /** Removes what was staged by that attempt and not committed; the accounts, too, if nothing was. */
    record Abort(UUID id, UUID attempt) implements ArchiveCommand<Done> {
        public Abort {
            Require.present("id", id);
            Require.present("attempt", attempt);
        }
    }

    /**
     * What conversations of an import have become: for administrators.
     *
     * @param after the {@code next} of the page before
     */
    @Terms(
            who = "administrators",
            fails = {FailureCode.FORBIDDEN})
    record ListImportedConversations(UUID id, String after, Integer limit)
            implements ArchiveCommand<ImportedConversationPage> {
        public ListImportedConversations {
            Require.present("id", id);
            Require.atMost("after", after, ArchiveLine.MAX_ID);
            limit = Require.limit(limit, STANDARD, MOST_LISTED);
        }
    }

    /** @param next what to give as {@code after} to go on, or null at the end */
    record ImportedConversationPage(List<ImportedConversation> conversations, String next) {}

    /** @param original the id in the archive */
    record ImportedConversation(String original, ConversationId conversation) {}

    /**
     * Who the accounts of an import have become: for administrators.
     *
     * @param after the {@code next} of the page before
     */
    @Terms(
            who = "administrators",
            fails = {FailureCode.FORBIDDEN})
    record ListImportedAccounts(UUID id, String after, Integer limit) implements ArchiveCommand<ImportedAccountPage> {
        public ListImportedAccounts {
            Require.present("id", id);
            Require.atMost("after", after, ArchiveLine.MAX_ID);
            limit = Require.limit(limit, STANDARD, MOST_LISTED);
        }
    }

    /** @param next what to give as {@code after} to go on, or null at the end */
    record ImportedAccountPage(List<Named> accounts, String next) {}
}
